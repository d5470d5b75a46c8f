/*
 * Functions of four float32, within 4 ulp (erfc 5); special values as Math has them. The polynomials are least squares at
 * Chebyshev nodes, weighted for the relative error of the result. No operation here is contracted or reordered.
 *
 * The constants lie in memory: of a constant in the code the engine makes a vector anew in each turn of a loop, which
 * took as long as the arithmetic.
 */

const EXP_TAIL: usize = memory.data<f32>([
  0.5,
  0.16666515171527863,
  0.04166626185178757,
  0.008369223214685917,
  0.0013946561375632882,
]);
const LOG_TAIL: usize = memory.data<f32>([
  0.3333331048488617,
  -0.25,
  0.20002245903015137,
  -0.16668511927127838,
  0.14217762649059296,
  -0.12396445125341415,
  0.11890989542007446,
  -0.11726605147123337,
  0.06800912320613861,
]);
const ERF_RATIO: usize = memory.data<f32>([
  1.1283791065216064,
  -0.3761262595653534,
  0.11283597350120544,
  -0.02685432881116867,
  0.005189312156289816,
  -0.0008018855005502701,
  7.882497448008507e-5,
]);
const ERF_TAIL: usize = memory.data<f32>([
  0.17900115251541138,
  -0.32623356580734253,
  0.2456037998199463,
  -0.15011581778526306,
  0.0716659352183342,
  -0.0243939608335495,
  0.004268587566912174,
  0.0007147016003727913,
  -0.0005944680306129158,
  3.029245272045955e-5,
  5.665923890774138e-5,
]);
const LOG2_E: usize = memory.data<f32>([1.44269504]);
/** Adding it rounds to a whole number, which the lowest bits of the sum then are. */
const ROUNDER: usize = memory.data<f32>([12582912]);
/** ln 2 in two parts; multiples of the first by whole numbers of 9 bits are exact. */
const LN2_HIGH: usize = memory.data<f32>([0.693359375]);
const LN2_LOW: usize = memory.data<f32>([-2.12194440e-4]);
const ONE: usize = memory.data<f32>([1]);
const HALF: usize = memory.data<f32>([0.5]);
const SQRT_HALF: usize = memory.data<i32>([0x3f3504f3]);
/** The bits of a fraction, and of the first half of the digits with sign and exponent. */
const FRACTION: usize = memory.data<i32>([0x007fffff]);
const HIGH_HALF: usize = memory.data<i32>([0xfffff000]);
const SCALE_BITS: usize = memory.data<i32>([23]);
const SMALLEST_NORMAL: usize = memory.data<f32>([1.17549435e-38]);
const SCALE: usize = memory.data<f32>([8388608]);
const TANH_ONE: usize = memory.data<f32>([10]);
const SIGN_BIT: usize = memory.data<f32>([-0.0]);
const TWO: usize = memory.data<f32>([2]);
const THREE: usize = memory.data<f32>([3]);
const ERFC_NEAR: usize = memory.data<f32>([0.8]);
const ERFC_ZERO: usize = memory.data<f32>([10.1]);
const EXP_EASY: usize = memory.data<f32>([87]);
const EXP_LOWEST: usize = memory.data<f32>([-105]);
const EXP_HIGHEST: usize = memory.data<f32>([89]);
const EXPM1_LOWEST: usize = memory.data<f32>([-30]);

// @ts-ignore: decorator
@inline
function splat(constant: usize): v128 {
  return v128.load32_splat(constant);
}

// @ts-ignore: decorator
@inline
function plus(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

// @ts-ignore: decorator
@inline
function minus(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

// @ts-ignore: decorator
@inline
function times(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

// @ts-ignore: decorator
@inline
function coefficient(table: usize, i: usize): v128 {
  return v128.load32_splat(table + (i << 2));
}

/** a x + the coefficient: the step of Horner's scheme. */
// @ts-ignore: decorator
@inline
function step(a: v128, x: v128, table: usize, i: usize): v128 {
  return plus(times(a, x), coefficient(table, i));
}


/** 2ⁿ of the whole number n in the lowest bits. */
// @ts-ignore: decorator
@inline
function powerOf2(n: v128): v128 {
  return i32x4.add(i32x4.shl(n, 23), splat(ONE));
}

/** (eʳ − 1 − r)/r² for |r| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline
function tailOfExp(r: v128): v128 {
  let p = coefficient(EXP_TAIL, 4);
  p = step(p, r, EXP_TAIL, 3);
  p = step(p, r, EXP_TAIL, 2);
  p = step(p, r, EXP_TAIL, 1);
  return step(p, r, EXP_TAIL, 0);
}

/** e^(x + more), more being small beside x: x = n ln 2 + r, and 2ⁿ in two factors, since it may be beyond all numbers. */
// @ts-ignore: decorator
@inline
function expOfSum(x: v128, more: v128): v128 {
  const z = plus(times(x, splat(LOG2_E)), splat(ROUNDER));
  const n = minus(z, splat(ROUNDER));
  let r = minus(minus(x, times(n, splat(LN2_HIGH))), times(n, splat(LN2_LOW)));
  r = plus(r, more);
  const e = plus(plus(times(times(r, r), tailOfExp(r)), r), splat(ONE));
  const half = plus(times(n, splat(HALF)), splat(ROUNDER));
  return times(times(e, powerOf2(half)), powerOf2(i32x4.sub(z, half)));
}

// @ts-ignore: decorator
@inline
function between(x: v128, low: usize, high: usize): v128 {
  return f32x4.pmin(f32x4.pmax(x, splat(low)), splat(high));
}

/** Anywhere: beyond these bounds the result is 0 or infinite. What comes to 0 is set so, since it is slow to get there. */
function expOfAny(x: v128): v128 {
  const gone = f32x4.lt(x, f32x4.splat(-103.98));
  const held = between(v128.andnot(x, gone), EXP_LOWEST, EXP_HIGHEST);
  return v128.andnot(expOfSum(held, f32x4.splat(0)), gone);
}

/**
 * Whether any of four is NaN or larger than a positive limit, signs aside: the bits of larger numbers are larger integers,
 * and those of NaN the largest. A comparison of numbers would let NaN pass.
 */
// @ts-ignore: decorator
@inline
function anyBeyond(x: v128, limit: usize): bool {
  return v128.any_true(i32x4.gt_s(f32x4.abs(x), splat(limit)));
}

/** Where 2ⁿ is a number it is added to the exponent of eʳ: of a NaN that would make another number. */
// @ts-ignore: decorator
@inline
export function exp32(x: v128): v128 {
  if (anyBeyond(x, EXP_EASY)) return expOfAny(x);
  const z = plus(times(x, splat(LOG2_E)), splat(ROUNDER));
  const n = minus(z, splat(ROUNDER));
  const r = minus(minus(x, times(n, splat(LN2_HIGH))), times(n, splat(LN2_LOW)));
  const e = plus(plus(times(times(r, r), tailOfExp(r)), r), splat(ONE));
  return i32x4.add(e, i32x4.shl(z, 23));
}

/** 2ⁿ(eʳ − 1) + 2ⁿ − 1, which keeps small results. */
// @ts-ignore: decorator
@inline
export function expm132(x: v128): v128 {
  const held = between(x, EXPM1_LOWEST, EXP_HIGHEST);
  const z = plus(times(held, splat(LOG2_E)), splat(ROUNDER));
  const n = minus(z, splat(ROUNDER));
  const r = minus(minus(held, times(n, splat(LN2_HIGH))), times(n, splat(LN2_LOW)));
  const e = plus(times(times(r, r), tailOfExp(r)), r);
  const half = plus(times(n, splat(HALF)), splat(ROUNDER));
  const rest = i32x4.sub(z, half);
  const power = powerOf2(half);
  const unit = powerOf2(i32x4.neg(rest));
  const y = times(plus(times(e, power), minus(power, unit)), powerOf2(rest));
  return v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(0)));
}

/** The same where 2ⁿ is a number. */
// @ts-ignore: decorator
@inline
function expm1Near(x: v128): v128 {
  const z = plus(times(x, splat(LOG2_E)), splat(ROUNDER));
  const n = minus(z, splat(ROUNDER));
  const r = minus(minus(x, times(n, splat(LN2_HIGH))), times(n, splat(LN2_LOW)));
  const e = plus(times(times(r, r), tailOfExp(r)), r);
  const power = powerOf2(z);
  return plus(times(e, power), minus(power, splat(ONE)));
}

/** x = 2ᵏ m with m from √½ to √2; ln m = f − f²/2 + f³ P(f), f = m − 1. */
// @ts-ignore: decorator
@inline
export function log32(x: v128): v128 {
  const tiny = f32x4.lt(x, splat(SMALLEST_NORMAL));
  const scaled = v128.bitselect(times(x, splat(SCALE)), x, tiny);
  const offset = i32x4.sub(scaled, splat(SQRT_HALF));
  const exponent = i32x4.sub(i32x4.shr_s(offset, 23), v128.and(tiny, splat(SCALE_BITS)));
  const k = f32x4.convert_i32x4_s(exponent);
  const m = i32x4.add(v128.and(offset, splat(FRACTION)), splat(SQRT_HALF));
  const f = minus(m, splat(ONE));
  let p = coefficient(LOG_TAIL, 8);
  p = step(p, f, LOG_TAIL, 7);
  p = step(p, f, LOG_TAIL, 6);
  p = step(p, f, LOG_TAIL, 5);
  p = step(p, f, LOG_TAIL, 4);
  p = step(p, f, LOG_TAIL, 3);
  p = step(p, f, LOG_TAIL, 2);
  p = step(p, f, LOG_TAIL, 1);
  p = step(p, f, LOG_TAIL, 0);
  const square = times(f, f);
  let y = plus(times(times(square, f), p), times(k, splat(LN2_LOW)));
  y = plus(minus(y, times(square, splat(HALF))), f);
  y = plus(y, times(k, splat(LN2_HIGH)));
  y = v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(Infinity)));
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, f32x4.splat(0)));
  return v128.or(y, v128.not(f32x4.ge(x, f32x4.splat(0))));
}

/** ln u, u = 1 + x rounded, and what the rounding took away. */
// @ts-ignore: decorator
@inline
export function log1p32(x: v128): v128 {
  const u = plus(x, splat(ONE));
  const lost = f32x4.div(minus(x, minus(u, splat(ONE))), u);
  const regular = v128.and(f32x4.gt(u, f32x4.splat(0)), f32x4.lt(u, f32x4.splat(Infinity)));
  const y = plus(log32(u), v128.and(lost, regular));
  return v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(0)));
}

/** e/(e + 2) with e = e^(2|x|) − 1. */
// @ts-ignore: decorator
@inline
export function tanh32(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), splat(TANH_ONE));
  const e = expm1Near(plus(a, a));
  const sign = v128.and(x, splat(SIGN_BIT));
  return v128.or(f32x4.div(e, plus(e, splat(TWO))), sign);
}

/** With e^(−|x|), which does not overflow. */
// @ts-ignore: decorator
@inline
export function sigmoid32(x: v128): v128 {
  const e = exp32(f32x4.neg(f32x4.abs(x)));
  const above = v128.bitselect(splat(ONE), e, f32x4.ge(x, f32x4.splat(0)));
  return f32x4.div(above, plus(e, splat(ONE)));
}

/** max(x, 0) + ln(1 + e^(−|x|)). */
// @ts-ignore: decorator
@inline
export function softplus32(x: v128): v128 {
  const small = log1p32(exp32(f32x4.neg(f32x4.abs(x))));
  return plus(f32x4.pmax(x, f32x4.splat(0)), small);
}

/** erf(x)/x of z = x² < 1. */
// @ts-ignore: decorator
@inline
function erfRatio(z: v128): v128 {
  let q = coefficient(ERF_RATIO, 6);
  q = step(q, z, ERF_RATIO, 5);
  q = step(q, z, ERF_RATIO, 4);
  q = step(q, z, ERF_RATIO, 3);
  q = step(q, z, ERF_RATIO, 2);
  q = step(q, z, ERF_RATIO, 1);
  return step(q, z, ERF_RATIO, 0);
}

/**
 * erfc(x) = e^(−x²) P(t) for x ≥ 0, t = (x − 3)/(x + 3), with x² = high² + (x − high)(x + high), of which the first is
 * exact.
 */
// @ts-ignore: decorator
@inline
function tailOfErf(x: v128): v128 {
  const t = f32x4.div(minus(x, splat(THREE)), plus(x, splat(THREE)));
  let p = coefficient(ERF_TAIL, 10);
  p = step(p, t, ERF_TAIL, 9);
  p = step(p, t, ERF_TAIL, 8);
  p = step(p, t, ERF_TAIL, 7);
  p = step(p, t, ERF_TAIL, 6);
  p = step(p, t, ERF_TAIL, 5);
  p = step(p, t, ERF_TAIL, 4);
  p = step(p, t, ERF_TAIL, 3);
  p = step(p, t, ERF_TAIL, 2);
  p = step(p, t, ERF_TAIL, 1);
  p = step(p, t, ERF_TAIL, 0);
  const high = v128.and(x, splat(HIGH_HALF));
  const rest = times(minus(high, x), plus(high, x));
  return times(expOfSum(f32x4.neg(times(high, high)), rest), p);
}

/** x Q(x²) for |x| < 1, else ±(1 − erfc |x|). */
// @ts-ignore: decorator
@inline
export function erf32(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), splat(ERFC_ZERO));
  const tail = v128.or(minus(splat(ONE), tailOfErf(a)), v128.and(x, splat(SIGN_BIT)));
  return v128.bitselect(times(x, erfRatio(times(x, x))), tail, f32x4.lt(a, splat(ONE)));
}

/** 1 − x Q(x²) for |x| < 0.8, else the tail, and for x < 0 what that leaves of 2. */
// @ts-ignore: decorator
@inline
export function erfc32(x: v128): v128 {
  const a = f32x4.pmin(f32x4.abs(x), splat(ERFC_ZERO));
  const tail = tailOfErf(a);
  const y = v128.bitselect(minus(splat(TWO), tail), tail, f32x4.lt(x, f32x4.splat(0)));
  const near = minus(splat(ONE), times(x, erfRatio(times(x, x))));
  return v128.bitselect(near, y, f32x4.lt(a, splat(ERFC_NEAR)));
}
