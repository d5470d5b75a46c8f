import { BOOL, FLOAT32, FLOAT64, INT32 } from '../src/wasm/opcodes';
import { begins } from './share';
import { sum, vectorSum } from './sum';

/*
 * Blocks of neighbours at listed places: GATHER reads them, SCATTER_ADD, its transpose, adds to them.
 */

/** A call for more bytes than these is faster than a loop. */
const LONG: usize = 1024;

/** By whole vectors, the last of which overlaps the one before. */
function copy(y: usize, x: usize, bytes: usize): void {
  if (bytes > LONG) {
    memory.copy(y, x, bytes);
    return;
  }
  const last = bytes - 16;
  for (let i: usize = 0; i < last; i += 16) v128.store(y + i, v128.load(x + i));
  v128.store(y + last, v128.load(x + last));
}

function gatherAs<T>(p: usize, begin: usize, end: usize): void {
  const x = load<usize>(p, 4);
  const places = load<usize>(p, 12);
  const block = load<usize>(p, 20);
  const bytes = block * sizeof<T>();
  let y = load<usize>(p, 8) + begin * bytes;
  if (block == 1) {
    for (let i = begin; i < end; i++, y += sizeof<T>())
      store<T>(y, load<T>(x + load<usize>(places + (i << 2)) * sizeof<T>()));
    return;
  }
  for (let i = begin; i < end; i++, y += bytes) {
    const from = x + load<usize>(places + (i << 2)) * sizeof<T>();
    if (bytes >= 16) copy(y, from, bytes);
    else for (let at: usize = 0; at < bytes; at += sizeof<T>()) store<T>(y + at, load<T>(from + at));
  }
}

/** See GATHER in opcodes.ts. */
export function gather(p: usize, share: i32, shares: i32): void {
  const bytes = load<i32>(p);
  const count = <u64>load<u32>(p, 16);
  const begin = <usize>begins(count, share, shares);
  const end = <usize>begins(count, share + 1, shares);
  if (bytes == 8) gatherAs<u64>(p, begin, end);
  else if (bytes == 4) gatherAs<u32>(p, begin, end);
  else if (bytes == 1) gatherAs<u8>(p, begin, end);
  else unreachable();
}

/** So many places are looked at together, to see whether any of them is of interest. */
const RUN: usize = 64;

/** Adds single numbers at places, those that fall on elements from begin to end. */
function addRun<X, Y>(x: usize, places: usize, count: usize, sums: usize, begin: usize, end: usize): void {
  let least = i32x4.splat(i32.MAX_VALUE);
  let most = i32x4.splat(-1);
  let i: usize = 0;
  for (; i + 4 <= count; i += 4) {
    const four = v128.load(places + (i << 2));
    least = i32x4.min_s(least, four);
    most = i32x4.max_s(most, four);
  }
  const none =
    !v128.any_true(i32x4.ge_s(most, i32x4.splat(begin as i32))) ||
    !v128.any_true(i32x4.lt_s(least, i32x4.splat(end as i32)));
  for (i = none ? i : 0; i < count; i++) {
    const place = load<usize>(places + (i << 2));
    if (place - begin >= end - begin) continue;
    const y = sums + place * sizeof<Y>();
    store<Y>(y, sum<Y>(load<Y>(y), <Y>load<X>(x + i * sizeof<X>())));
  }
}

/** y[i] += x[i] from y to its end. */
// @ts-ignore: decorator
@inline
function addNeighbours<X, Y>(y: usize, x: usize, end: usize): void {
  for (; y + 16 <= end; y += 16, x += (16 / sizeof<Y>()) * sizeof<X>()) {
    const next = sizeof<X>() == sizeof<Y>() ? v128.load(x) : f64x2.promote_low_f32x4(v128.load64_zero(x));
    v128.store(y, vectorSum<Y>(v128.load(y), next));
  }
  for (; y < end; y += sizeof<Y>(), x += sizeof<X>()) store<Y>(y, sum<Y>(load<Y>(y), <Y>load<X>(x)));
}

/** Adds the parts of all blocks that fall on elements from begin to end, in order, to sums of which `sums` is element 0. */
function addBlocks<X, Y>(p: usize, sums: usize, begin: usize, end: usize): void {
  const places = load<usize>(p, 12);
  const count = load<usize>(p, 16);
  const block = load<usize>(p, 20);
  memory.fill(sums + begin * sizeof<Y>(), 0, (end - begin) * sizeof<Y>());
  let x = load<usize>(p, 4);
  if (block == 1) {
    for (let i: usize = 0; i < count; i += RUN)
      addRun<X, Y>(x + i * sizeof<X>(), places + (i << 2), min(RUN, count - i), sums, begin, end);
    return;
  }
  for (let i: usize = 0; i < count; i++, x += block * sizeof<X>()) {
    const place = load<usize>(places + (i << 2));
    const first = max(place, begin);
    const last = min(place + block, end);
    let from = x + (first - place) * sizeof<X>();
    let y = sums + first * sizeof<Y>();
    if (first < last) addNeighbours<X, Y>(y, from, sums + last * sizeof<Y>());
  }
}

/** See SCATTER_ADD in opcodes.ts. Each thread has its own part of the result, so that every sum has one order. */
export function scatterAdd(p: usize, share: i32, shares: i32): void {
  const type = load<i32>(p);
  const y = load<usize>(p, 8);
  const size = <u64>load<u32>(p, 24);
  const isWide = load<i32>(p, 28) != 0;
  const begin = <usize>begins(size, share, shares);
  const end = <usize>begins(size, share + 1, shares);
  if (type == FLOAT64) return addBlocks<f64, f64>(p, y, begin, end);
  if (type == INT32) return addBlocks<i32, i32>(p, y, begin, end);
  if (type == BOOL) return addBlocks<u8, u8>(p, y, begin, end);
  if (type != FLOAT32) unreachable();
  if (isWide) addBlocks<f32, f64>(p, y, begin, end);
  else addBlocks<f32, f32>(p, y, begin, end);
}
