import { LARGEST } from '../src/wasm/micro-ops';
import { BOOL, FLOAT32, FLOAT64, INT32 } from '../src/wasm/opcodes';
import { begins } from './share';

/*
 * What runs along lines of an array [outer, length, inner], `inner` elements from one number of a line to the next. The
 * threads share out the lines.
 */

/** Where the first of the largest or smallest numbers stands, or the first NaN. */
function placeIn<T>(x: usize, step: usize, length: i32, largest: bool): i32 {
  let best = load<T>(x);
  let found = 0;
  if (isFloat<T>() && best != best) return 0;
  for (let i = 1; i < length; i++) {
    x += step;
    const next = load<T>(x);
    if (largest ? next <= best : next >= best) continue;
    best = next;
    found = i;
    if (isFloat<T>() && best != best) break;
  }
  return found;
}

function placesOf<T>(p: usize, begin: usize, end: usize): void {
  const largest = load<i32>(p) == LARGEST;
  const x = load<usize>(p, 8);
  const y = load<usize>(p, 12);
  const length = load<usize>(p, 20);
  const inner = load<usize>(p, 24);
  for (let line = begin; line < end; line++) {
    const start = (line / inner) * length * inner + (line % inner);
    const place = placeIn<T>(x + start * sizeof<T>(), inner * sizeof<T>(), <i32>length, largest);
    store<i32>(y + (line << 2), place);
  }
}

/** See ARG_EXTREME in opcodes.ts. */
export function argExtreme(p: usize, share: i32, shares: i32): void {
  const lines = <u64>load<u32>(p, 16) * load<u32>(p, 24);
  const begin = <usize>begins(lines, share, shares);
  const end = <usize>begins(lines, share + 1, shares);
  const type = load<i32>(p, 4);
  if (type == FLOAT32) placesOf<f32>(p, begin, end);
  else if (type == FLOAT64) placesOf<f64>(p, begin, end);
  else if (type == INT32) placesOf<i32>(p, begin, end);
  else if (type == BOOL) placesOf<u8>(p, begin, end);
  else unreachable();
}

/** Sums of floats are kept in double precision; those of int32 wrap. */
function sumsOf<X, Y, Total>(p: usize, begin: usize, end: usize): void {
  const length = load<usize>(p, 16);
  const inner = load<usize>(p, 20);
  for (let line = begin; line < end; line++) {
    const start = (line / inner) * length * inner + (line % inner);
    let x = load<usize>(p, 4) + start * sizeof<X>();
    let y = load<usize>(p, 8) + start * sizeof<Y>();
    let total: Total = 0;
    for (let left = length; left > 0; left--, x += inner * sizeof<X>(), y += inner * sizeof<Y>()) {
      total += <Total>load<X>(x);
      store<Y>(y, <Y>total);
    }
  }
}

/** See CUMULATIVE_SUM in opcodes.ts. */
export function cumulativeSum(p: usize, share: i32, shares: i32): void {
  const lines = <u64>load<u32>(p, 12) * load<u32>(p, 20);
  const begin = <usize>begins(lines, share, shares);
  const end = <usize>begins(lines, share + 1, shares);
  const type = load<i32>(p);
  if (type == FLOAT32) sumsOf<f32, f32, f64>(p, begin, end);
  else if (type == FLOAT64) sumsOf<f64, f64, f64>(p, begin, end);
  else if (type == BOOL) sumsOf<u8, i32, i32>(p, begin, end);
  else if (type == INT32) sumsOf<i32, i32, i32>(p, begin, end);
  else unreachable();
}
