import { interleaveDoubles, interleaveFour, interleaveTwo } from './pack';
import { PANEL } from './panel';
import { STRIP } from './product';

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

/** Taps of outputs that lie side by side: four, and two more where strips are so tall. */
function packStrip<T extends number>(from: usize, taps: usize, rows: i32, length: i32, to: usize): void {
  packFour<T>(from, taps, min(4, rows), length, to);
  if (STRIP > 4) packTwo<T>(from, taps, rows, length, to + 4 * sizeof<T>());
}

/** Where the numbers begin that are seen through a tap; those of the first where there is none. */
// @ts-ignore: decorator
@inline
function seen(from: usize, taps: usize, tap: i32, rows: i32): usize {
  return from + offset(taps, tap < rows ? tap : 0);
}

function packFour<T extends number>(from: usize, taps: usize, rows: i32, length: i32, to: usize): void {
  const a = seen(from, taps, 0, rows);
  const b = seen(from, taps, 1, rows);
  const c = seen(from, taps, 2, rows);
  const d = seen(from, taps, 3, rows);
  const step = STRIP * sizeof<T>();
  let i: usize = 0;
  const all = (length as usize) * sizeof<T>();
  for (; i + 16 <= all; i += 16, to += step * (16 / sizeof<T>())) {
    if (sizeof<T>() == 8) {
      interleaveDoubles(v128.load(a + i), v128.load(b + i), to, step);
      interleaveDoubles(v128.load(c + i), v128.load(d + i), to + 16, step);
    } else {
      interleaveFour(v128.load(a + i), v128.load(b + i), v128.load(c + i), v128.load(d + i), to, step);
    }
  }
  for (; i < all; i += sizeof<T>(), to += step) {
    store<T>(to, load<T>(a + i));
    store<T>(to, load<T>(b + i), sizeof<T>());
    store<T>(to, load<T>(c + i), 2 * sizeof<T>());
    store<T>(to, load<T>(d + i), 3 * sizeof<T>());
  }
}

/** The fifth and the sixth. */
function packTwo<T extends number>(from: usize, taps: usize, rows: i32, length: i32, to: usize): void {
  const a = seen(from, taps, 4, rows);
  const b = seen(from, taps, 5, rows);
  const step = STRIP * sizeof<T>();
  let i: usize = 0;
  const all = (length as usize) * sizeof<T>();
  for (; i + 16 <= all; i += 16, to += step * (16 / sizeof<T>())) {
    if (sizeof<T>() == 8) interleaveDoubles(v128.load(a + i), v128.load(b + i), to, step);
    else interleaveTwo(v128.load(a + i), v128.load(b + i), to, step);
  }
  for (; i < all; i += sizeof<T>(), to += step) {
    store<T>(to, load<T>(a + i));
    store<T>(to, load<T>(b + i), sizeof<T>());
  }
}
