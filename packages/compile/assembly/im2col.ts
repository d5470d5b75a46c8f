import { PANEL, STRIP } from './pack';

/*
 * What output p sees through tap r lies at x + starts[p] + taps[r], in bytes. Numbers are packed from there as a
 * product reads them, so that the matrix of all that all outputs see never stands in memory.
 */

// @ts-ignore: decorator
@inline
function offset(table: usize, i: i32): i32 {
  return load<i32>(table + ((i as usize) << 2));
}

/** How many of the outputs from p on, and before end, lie side by side in x. */
export function runLength<T extends number>(starts: usize, p: i32, end: i32): i32 {
  let at = p + 1;
  let next = offset(starts, p) + (sizeof<T>() as i32);
  for (; at < end && offset(starts, at) == next; at++) next += sizeof<T>() as i32;
  return at - p;
}

/** Panels of outputs, from begin to end: for each of `depth` taps the numbers that they see through it. */
export function packOutputs<T extends number>(
  x: usize,
  starts: usize,
  begin: i32,
  end: i32,
  taps: usize,
  depth: i32,
  to: usize,
): void {
  const lanes: i32 = 16 / sizeof<T>();
  for (let p = begin; p < end; p += 2 * lanes, to += PANEL * depth) {
    const first = min(lanes, end - p);
    const second = max(0, min(lanes, end - p - lanes));
    const whole = first + second == 2 * lanes && runLength<T>(starts, p, p + 2 * lanes) == 2 * lanes;
    if (whole) {
      packTwoVectors(x + offset(starts, p), taps, depth, to);
    } else {
      packVector<T>(x, starts, p, first, taps, depth, to);
      packVector<T>(x, starts, p + lanes, second, taps, depth, to + 16);
    }
  }
}

function packTwoVectors(from: usize, taps: usize, depth: i32, to: usize): void {
  for (let r = 0; r < depth; r++, to += PANEL) {
    const at = from + offset(taps, r);
    v128.store(to, v128.load(at));
    v128.store(to, v128.load(at, 16), 16);
  }
}

function packVector<T extends number>(
  x: usize,
  starts: usize,
  p: i32,
  count: i32,
  taps: usize,
  depth: i32,
  to: usize,
): void {
  const lanes: i32 = 16 / sizeof<T>();
  if (count == lanes && runLength<T>(starts, p, p + lanes) == lanes) {
    const from = x + offset(starts, p);
    for (let r = 0; r < depth; r++, to += PANEL) v128.store(to, v128.load(from + offset(taps, r)));
    return;
  }
  for (let lane = 0; lane < lanes; lane++, to += sizeof<T>()) {
    let at = to;
    if (lane < count) {
      const from = x + offset(starts, p + lane);
      for (let r = 0; r < depth; r++, at += PANEL) store<T>(at, load<T>(from + offset(taps, r)));
    } else {
      for (let r = 0; r < depth; r++, at += PANEL) store<T>(at, 0);
    }
  }
}

/** Strips of taps: for each of the outputs from begin to end the numbers that it sees through them. */
export function packTaps<T extends number>(
  x: usize,
  starts: usize,
  begin: i32,
  end: i32,
  taps: usize,
  rows: i32,
  to: usize,
): void {
  const step = STRIP * sizeof<T>();
  for (let p = begin; p < end; ) {
    const length = runLength<T>(starts, p, end);
    const from = x + offset(starts, p);
    let strip = to + step * (p - begin);
    for (let r = 0; r < rows; r += STRIP, strip += step * (end - begin)) {
      packStrip<T>(from, taps + ((r as usize) << 2), min(STRIP, rows - r), length, strip);
    }
    p += length;
  }
}

/** Four taps of outputs that lie side by side. */
function packStrip<T extends number>(from: usize, taps: usize, rows: i32, length: i32, to: usize): void {
  const a = from + offset(taps, 0);
  const b = rows > 1 ? from + offset(taps, 1) : a;
  const c = rows > 2 ? from + offset(taps, 2) : a;
  const d = rows > 3 ? from + offset(taps, 3) : a;
  let i: usize = 0;
  const all = (length as usize) * sizeof<T>();
  for (; i + 16 <= all; i += 16, to += 16 * STRIP) {
    interleave<T>(v128.load(a + i), v128.load(b + i), v128.load(c + i), v128.load(d + i), to);
  }
  for (; i < all; i += sizeof<T>(), to += STRIP * sizeof<T>()) {
    store<T>(to, load<T>(a + i));
    store<T>(to, load<T>(b + i), sizeof<T>());
    store<T>(to, load<T>(c + i), 2 * sizeof<T>());
    store<T>(to, load<T>(d + i), 3 * sizeof<T>());
  }
}

// @ts-ignore: decorator
@inline
function interleave<T extends number>(a: v128, b: v128, c: v128, d: v128, to: usize): void {
  if (sizeof<T>() == 8) {
    v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
    v128.store(to, v128.shuffle<f64>(c, d, 0, 2), 16);
    v128.store(to, v128.shuffle<f64>(a, b, 1, 3), 32);
    v128.store(to, v128.shuffle<f64>(c, d, 1, 3), 48);
  } else {
    const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
    const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
    const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f64>(ab0, cd0, 0, 2));
    v128.store(to, v128.shuffle<f64>(ab0, cd0, 1, 3), 16);
    v128.store(to, v128.shuffle<f64>(ab2, cd2, 0, 2), 32);
    v128.store(to, v128.shuffle<f64>(ab2, cd2, 1, 3), 48);
  }
}
