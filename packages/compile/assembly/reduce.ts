import { LARGEST, PRODUCT, SMALLEST, SUM } from '../src/wasm/micro-ops';

/*
 * What reductions are made of. Sums of float32 are kept in float32 within a run, which is no longer than a block: 32 numbers
 * in each of 32 lanes at most. From run to run they are kept in double precision, and what rounding takes away is kept too.
 */

export function identityOf(kind: i32): f64 {
  if (kind == SUM) return 0;
  if (kind == PRODUCT) return 1;
  return kind == LARGEST ? -Infinity : Infinity;
}

/** What the sum of a and b loses by rounding; 0 where it is no finite number. */
// @ts-ignore: decorator
@inline
export function lostBy(a: f64, b: f64): f64 {
  const sum = a + b;
  const part = sum - a;
  const lost = a - (sum - part) + (b - part);
  return lost == lost ? lost : 0;
}

export function join(kind: i32, a: f64, b: f64): f64 {
  if (kind == SUM) return a + b;
  if (kind == PRODUCT) return a * b;
  return kind == LARGEST ? max<f64>(a, b) : min<f64>(a, b);
}

// @ts-ignore: decorator
@inline
function joinVectors<T>(kind: i32, a: v128, b: v128): v128 {
  if (kind == SUM) return v128.add<T>(a, b);
  if (kind == PRODUCT) return v128.mul<T>(a, b);
  return kind == LARGEST ? v128.max<T>(a, b) : v128.min<T>(a, b);
}

/** All lanes of a vector. */
// @ts-ignore: decorator
@inline
function across<T>(kind: i32, x: v128): f64 {
  let both = x;
  if (sizeof<T>() == 4)
    both = joinVectors<f64>(kind, f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)));
  return join(kind, f64x2.extract_lane(both, 0), f64x2.extract_lane(both, 1));
}

// @ts-ignore: decorator
@inline
function lanes<T>(kind: i32, x: usize, count: usize): f64 {
  const end = x + count * sizeof<T>();
  let result = identityOf(kind);
  if (x + 16 <= end) {
    let s0 = v128.load(x);
    x += 16;
    if (x + 48 <= end) {
      let s1 = v128.load(x);
      let s2 = v128.load(x, 16);
      let s3 = v128.load(x, 32);
      x += 48;
      if (x + 64 <= end) {
        let s4 = v128.load(x);
        let s5 = v128.load(x, 16);
        let s6 = v128.load(x, 32);
        let s7 = v128.load(x, 48);
        for (x += 64; x + 128 <= end; x += 128) {
          s0 = joinVectors<T>(kind, s0, v128.load(x));
          s1 = joinVectors<T>(kind, s1, v128.load(x, 16));
          s2 = joinVectors<T>(kind, s2, v128.load(x, 32));
          s3 = joinVectors<T>(kind, s3, v128.load(x, 48));
          s4 = joinVectors<T>(kind, s4, v128.load(x, 64));
          s5 = joinVectors<T>(kind, s5, v128.load(x, 80));
          s6 = joinVectors<T>(kind, s6, v128.load(x, 96));
          s7 = joinVectors<T>(kind, s7, v128.load(x, 112));
        }
        s0 = joinVectors<T>(kind, s0, s4);
        s1 = joinVectors<T>(kind, s1, s5);
        s2 = joinVectors<T>(kind, s2, s6);
        s3 = joinVectors<T>(kind, s3, s7);
      }
      s0 = joinVectors<T>(kind, joinVectors<T>(kind, s0, s1), joinVectors<T>(kind, s2, s3));
    }
    for (; x + 16 <= end; x += 16) s0 = joinVectors<T>(kind, s0, v128.load(x));
    result = across<T>(kind, s0);
  }
  for (; x < end; x += sizeof<T>()) result = join(kind, result, <f64>load<T>(x));
  return result;
}

function sumOf<T>(x: usize, count: usize): f64 {
  const sum = lanes<T>(SUM, x, count);
  return Math.abs(sum) < Infinity ? sum : sumInOrder<T>(x, count);
}

function largestOf<T>(x: usize, count: usize): f64 {
  return lanes<T>(LARGEST, x, count);
}

function smallestOf<T>(x: usize, count: usize): f64 {
  return lanes<T>(SMALLEST, x, count);
}


/** In order, as core adds: where lanes leave the range, the numbers together may stay within it. */
function sumInOrder<T>(x: usize, count: usize): f64 {
  let total = 0.0;
  for (const end = x + count * sizeof<T>(); x < end; x += sizeof<T>()) total += <f64>load<T>(x);
  return total;
}

/** In order, since a product of float32 may leave their range on the way. */
function productOf<T>(x: usize, count: usize): f64 {
  let product = 1.0;
  for (const end = x + count * sizeof<T>(); x < end; x += sizeof<T>()) product *= <f64>load<T>(x);
  return product;
}

/** `count` neighbours made one. */
export function reduceRun<T>(kind: i32, x: usize, count: usize): f64 {
  if (kind == SUM) return sumOf<T>(x, count);
  if (kind == PRODUCT) return productOf<T>(x, count);
  return kind == LARGEST ? largestOf<T>(x, count) : smallestOf<T>(x, count);
}

// @ts-ignore: decorator
@inline
function joinLanes<T>(kind: i32, totals: usize, x: usize, count: usize): void {
  const end = totals + (count << 3);
  for (; totals + 16 <= end; totals += 16, x += 2 * sizeof<T>()) {
    const next = sizeof<T>() == 4 ? f64x2.promote_low_f32x4(v128.load64_zero(x)) : v128.load(x);
    v128.store(totals, joinVectors<f64>(kind, v128.load(totals), next));
  }
  if (totals < end) store<f64>(totals, join(kind, load<f64>(totals), <f64>load<T>(x)));
}

/** totals[j] ← totals[j] ∘ x[j]. */
export function joinRun<T>(kind: i32, totals: usize, x: usize, count: usize): void {
  if (kind == SUM) joinLanes<T>(SUM, totals, x, count);
  else if (kind == PRODUCT) joinLanes<T>(PRODUCT, totals, x, count);
  else if (kind == LARGEST) joinLanes<T>(LARGEST, totals, x, count);
  else joinLanes<T>(SMALLEST, totals, x, count);
}
