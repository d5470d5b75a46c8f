import { PANEL, panelColumns } from './panel';
import { STRIP } from './product';

/*
 * A panel holds `width` lines (rows of A, columns of B), interleaved: for each k one number of every line, in the
 * order in which a tile reads them. Lines that are missing at the edge of a matrix are zeros.
 */

/** Packs `lines` ≤ width lines; lineStep and kStep are in bytes. */
export function packPanel<T extends number>(
  from: usize,
  lineStep: usize,
  kStep: usize,
  lines: i32,
  width: i32,
  k: i32,
  to: usize,
): void {
  if (lines < width) packScalars<T>(from, lineStep, kStep, lines, width, k, to);
  else if (lineStep == sizeof<T>()) copyRows<T>(from, kStep, width, k, to);
  else if (kStep == sizeof<T>()) transposeLines<T>(from, lineStep, width, k, to);
  else packScalars<T>(from, lineStep, kStep, lines, width, k, to);
}

function packScalars<T extends number>(
  from: usize,
  lineStep: usize,
  kStep: usize,
  lines: i32,
  width: i32,
  k: i32,
  to: usize,
): void {
  for (let i = 0; i < k; i++, from += kStep) {
    let at = from;
    let j = 0;
    for (; j < lines; j++, at += lineStep, to += sizeof<T>()) store<T>(to, load<T>(at));
    for (; j < width; j++, to += sizeof<T>()) store<T>(to, 0);
  }
}

/** Lines that lie side by side. */
function copyRows<T extends number>(from: usize, kStep: usize, width: i32, k: i32, to: usize): void {
  const bytes = (width as usize) * sizeof<T>();
  for (; k > 0; k--, from += kStep, to += bytes) {
    v128.store(to, v128.load(from));
    if (bytes >= 32) v128.store(to, v128.load(from, 16), 16);
    if (bytes == 48) v128.store(to, v128.load(from, 32), 32);
    else if (bytes == 24) store<u64>(to, load<u64>(from, 16), 16);
  }
}

/** Lines whose own numbers lie side by side: squares of them are transposed in registers. */
function transposeLines<T extends number>(from: usize, lineStep: usize, width: i32, k: i32, to: usize): void {
  const lanes: i32 = 16 / sizeof<T>();
  const step = (width as usize) * sizeof<T>();
  let i = 0;
  for (; i + lanes <= k; i += lanes, from += 16, to += step * lanes) {
    let j = 0;
    for (; j + lanes <= width; j += lanes) {
      transposeSquare<T>(from + lineStep * j, lineStep, to + j * sizeof<T>(), step);
    }
    if (j == width) continue;
    const last = from + lineStep * j;
    interleaveTwo(v128.load(last), v128.load(last + lineStep), to + j * sizeof<T>(), step);
  }
  packScalars<T>(from, lineStep, sizeof<T>(), width, width, k - i, to);
}

// @ts-ignore: decorator
@inline
export function transposeSquare<T extends number>(
  from: usize,
  fromStep: usize,
  to: usize,
  toStep: usize,
): void {
  const a = v128.load(from);
  const b = v128.load(from + fromStep);
  if (sizeof<T>() == 8) interleaveDoubles(a, b, to, toStep);
  else interleaveFour(a, b, v128.load(from + 2 * fromStep), v128.load(from + 3 * fromStep), to, toStep);
}

// @ts-ignore: decorator
@inline
export function interleaveDoubles(a: v128, b: v128, to: usize, toStep: usize): void {
  v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
  v128.store(to + toStep, v128.shuffle<f64>(a, b, 1, 3));
}

/** Four numbers of float32 of four lines. */
// @ts-ignore: decorator
@inline
export function interleaveFour(a: v128, b: v128, c: v128, d: v128, to: usize, toStep: usize): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(ab0, cd0, 0, 2));
  v128.store(to + toStep, v128.shuffle<f64>(ab0, cd0, 1, 3));
  v128.store(to + 2 * toStep, v128.shuffle<f64>(ab2, cd2, 0, 2));
  v128.store(to + 3 * toStep, v128.shuffle<f64>(ab2, cd2, 1, 3));
}

/** Four numbers of float32 of two lines. */
// @ts-ignore: decorator
@inline
export function interleaveTwo(a: v128, b: v128, to: usize, toStep: usize): void {
  const first = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const last = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  v128.store_lane<u64>(to, first, 0);
  v128.store_lane<u64>(to + toStep, first, 1);
  v128.store_lane<u64>(to + 2 * toStep, last, 0);
  v128.store_lane<u64>(to + 3 * toStep, last, 1);
}

export function packRows<T extends number>(
  a: usize,
  aRow: usize,
  aColumn: usize,
  rows: i32,
  depth: i32,
  to: usize,
): void {
  for (; rows > 0; rows -= STRIP, a += aRow * STRIP, to += sizeof<T>() * STRIP * depth) {
    packPanel<T>(a, aRow, aColumn, min(STRIP, rows), STRIP, depth, to);
  }
}

export function packColumns<T extends number>(
  b: usize,
  bRow: usize,
  bColumn: usize,
  columns: i32,
  depth: i32,
  to: usize,
): void {
  const wide = panelColumns<T>();
  for (; columns > 0; columns -= wide, b += bColumn * wide, to += PANEL * depth) {
    packPanel<T>(b, bColumn, bRow, min(wide, columns), wide, depth, to);
  }
}
