/*
 * Functions of two float64, within 1e-14 of the result; special values as Math has them. Built as in math-f32.ts.
 */

const EXP_TAIL: usize = memory.data<f64>([
  0.5000000000000013,
  0.16666666666666685,
  0.04166666666651065,
  0.008333333333316192,
  0.0013888888948140666,
  0.00019841269898232815,
  2.4801488859101368e-5,
  2.7557233186138298e-6,
  2.7631647037968626e-7,
  2.5112575199224824e-8,
]);
const LOG_TAIL: usize = memory.data<f64>([
  0.6666666666666736,
  0.3999999999940507,
  0.2857142874413889,
  0.22222198419192385,
  0.1818357138419732,
  0.15313888042339555,
  0.1479743510950102,
]);
const ERF_TAIL: usize = memory.data<f64>([
  0.17900115118138996,
  -0.3262335600430371,
  0.24560380171232918,
  -0.1501159365007872,
  0.07166583719807823,
  -0.02439249931839456,
  0.0042691363305887575,
  0.0007077464352863146,
  -0.0005970619228141147,
  4.525532610770094e-5,
  6.405638424252656e-5,
  -1.2860632383960763e-5,
  -7.977419325400933e-6,
  2.1204566104589693e-6,
  1.2505774133348512e-6,
  -2.94935894246474e-7,
  -2.3127605287894726e-7,
  2.994944134045148e-8,
  4.3080929622295156e-8,
  -2.8745796250015435e-10,
  -6.2735406454819755e-9,
  -4.5093342012196323e-10,
  4.2531882055410317e-10,
]);
const ERF_RATIO: usize = memory.data<f64>([
  1.1283791670955126,
  -0.37612638903183543,
  0.1128379167094513,
  -0.026866170643256995,
  0.005223977607269946,
  -0.0008548325982543225,
  0.00012055295112667001,
  -1.4924740785377576e-5,
  1.6447471190594618e-6,
  -1.6208829856810202e-7,
  1.3721520406351094e-8,
  -7.798543850549947e-10,
]);
const LOG2_E: usize = memory.data<f64>([1.4426950408889634]);
/** Adding it rounds to a whole number, which the lowest bits of the sum then are. */
const ROUNDER: usize = memory.data<f64>([6755399441055744]);
/** ln 2 in two parts; multiples of the first by whole numbers of 20 bits are exact. */
const LN2_HIGH: usize = memory.data<f64>([6.93147180369123816490e-1]);
const LN2_LOW: usize = memory.data<f64>([1.90821492927058770002e-10]);
const ONE: usize = memory.data<f64>([1]);
const HALF: usize = memory.data<f64>([0.5]);
const SQRT_HALF: usize = memory.data<i64>([0x3fe6a09e667f3bcd]);
/** The bits of a fraction, and of the first half of the digits with sign and exponent. */
const FRACTION: usize = memory.data<i64>([0x000fffffffffffff]);
const HIGH_HALF: usize = memory.data<i64>([0xfffffffff8000000]);
/** What takes the bits of √½ to those of 1. */
const TO_ONE: usize = memory.data<i64>([0x00095f619980c433]);
const SMALLEST_NORMAL: usize = memory.data<f64>([2.2250738585072014e-308]);
const SCALE: usize = memory.data<f64>([18014398509481984]);
/** 2⁵² has as its lowest bits the whole number added to it. */
const TWO_52: usize = memory.data<f64>([4503599627370496]);
const TWO_52_BIASED: usize = memory.data<f64>([4503599627371519]);
const SCALE_BITS: usize = memory.data<f64>([54]);
const TWO: usize = memory.data<f64>([2]);
const TANH_ONE: usize = memory.data<f64>([22]);
const SIGN_BIT: usize = memory.data<f64>([-0.0]);
const ERFC_ZERO: usize = memory.data<f64>([28]);
const THREE: usize = memory.data<f64>([3]);
const EXP_EASY: usize = memory.data<f64>([707]);
const EXP_LOWEST: usize = memory.data<f64>([-746]);
const EXP_HIGHEST: usize = memory.data<f64>([710]);
const EXPM1_LOWEST: usize = memory.data<f64>([-50]);

// @ts-ignore: decorator
@inline
function splat(constant: usize): v128 {
  return v128.load64_splat(constant);
}

// @ts-ignore: decorator
@inline
function plus(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}

// @ts-ignore: decorator
@inline
function minus(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}

// @ts-ignore: decorator
@inline
function times(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

// @ts-ignore: decorator
@inline
function coefficient(table: usize, i: usize): v128 {
  return v128.load64_splat(table + (i << 3));
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
  return i64x2.add(i64x2.shl(n, 52), splat(ONE));
}

/** (eʳ − 1 − r)/r² for |r| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline
function tailOfExp(r: v128): v128 {
  let p = coefficient(EXP_TAIL, 9);
  p = step(p, r, EXP_TAIL, 8);
  p = step(p, r, EXP_TAIL, 7);
  p = step(p, r, EXP_TAIL, 6);
  p = step(p, r, EXP_TAIL, 5);
  p = step(p, r, EXP_TAIL, 4);
  p = step(p, r, EXP_TAIL, 3);
  p = step(p, r, EXP_TAIL, 2);
  p = step(p, r, EXP_TAIL, 1);
  return step(p, r, EXP_TAIL, 0);
}

// @ts-ignore: decorator
@inline
function between(x: v128, low: usize, high: usize): v128 {
  return f64x2.pmin(f64x2.pmax(x, splat(low)), splat(high));
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
  return times(times(e, powerOf2(half)), powerOf2(i64x2.sub(z, half)));
}

/** Anywhere: beyond these bounds the result is 0 or infinite. */
function expOfAny(x: v128): v128 {
  return expOfSum(between(x, EXP_LOWEST, EXP_HIGHEST), f64x2.splat(0));
}

/** Whether either is NaN or larger than a positive limit, signs aside; as in math-f32.ts. */
// @ts-ignore: decorator
@inline
function anyBeyond(x: v128, limit: usize): bool {
  return v128.any_true(i64x2.gt_s(f64x2.abs(x), splat(limit)));
}

/** Where 2ⁿ is a number it is added to the exponent of eʳ: of a NaN that would make another number. */
// @ts-ignore: decorator
@inline
export function exp64(x: v128): v128 {
  if (anyBeyond(x, EXP_EASY)) return expOfAny(x);
  const z = plus(times(x, splat(LOG2_E)), splat(ROUNDER));
  const n = minus(z, splat(ROUNDER));
  const r = minus(minus(x, times(n, splat(LN2_HIGH))), times(n, splat(LN2_LOW)));
  const e = plus(plus(times(times(r, r), tailOfExp(r)), r), splat(ONE));
  return i64x2.add(e, i64x2.shl(z, 52));
}

/** 2ⁿ(eʳ − 1) + 2ⁿ − 1, which keeps small results. */
// @ts-ignore: decorator
@inline
export function expm164(x: v128): v128 {
  const held = between(x, EXPM1_LOWEST, EXP_HIGHEST);
  const z = plus(times(held, splat(LOG2_E)), splat(ROUNDER));
  const n = minus(z, splat(ROUNDER));
  const r = minus(minus(held, times(n, splat(LN2_HIGH))), times(n, splat(LN2_LOW)));
  const e = plus(times(times(r, r), tailOfExp(r)), r);
  const half = plus(times(n, splat(HALF)), splat(ROUNDER));
  const rest = i64x2.sub(z, half);
  const power = powerOf2(half);
  const unit = powerOf2(i64x2.neg(rest));
  const y = times(plus(times(e, power), minus(power, unit)), powerOf2(rest));
  return v128.bitselect(x, y, f64x2.eq(x, f64x2.splat(0)));
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

/** x = 2ᵏ m with m from √½ to √2; ln m = 2s + s z P(z), s = f/(2 + f), z = s², f = m − 1. */
// @ts-ignore: decorator
@inline
export function log64(x: v128): v128 {
  const tiny = f64x2.lt(x, splat(SMALLEST_NORMAL));
  const scaled = v128.bitselect(times(x, splat(SCALE)), x, tiny);
  const offset = i64x2.add(scaled, splat(TO_ONE));
  const biased = minus(v128.or(i64x2.shr_u(offset, 52), splat(TWO_52)), splat(TWO_52_BIASED));
  const k = minus(biased, v128.and(tiny, splat(SCALE_BITS)));
  const m = i64x2.add(v128.and(offset, splat(FRACTION)), splat(SQRT_HALF));
  const f = minus(m, splat(ONE));
  const s = f64x2.div(f, plus(f, splat(TWO)));
  const z = times(s, s);
  let p = coefficient(LOG_TAIL, 6);
  p = step(p, z, LOG_TAIL, 5);
  p = step(p, z, LOG_TAIL, 4);
  p = step(p, z, LOG_TAIL, 3);
  p = step(p, z, LOG_TAIL, 2);
  p = step(p, z, LOG_TAIL, 1);
  p = step(p, z, LOG_TAIL, 0);
  const half = times(times(f, f), splat(HALF));
  const small = plus(times(s, plus(half, times(z, p))), times(k, splat(LN2_LOW)));
  let y = minus(times(k, splat(LN2_HIGH)), minus(minus(half, small), f));
  y = v128.bitselect(x, y, f64x2.eq(x, f64x2.splat(Infinity)));
  y = v128.bitselect(f64x2.splat(-Infinity), y, f64x2.eq(x, f64x2.splat(0)));
  return v128.or(y, v128.not(f64x2.ge(x, f64x2.splat(0))));
}

/** ln u, u = 1 + x rounded, and what the rounding took away. */
// @ts-ignore: decorator
@inline
export function log1p64(x: v128): v128 {
  const u = plus(x, splat(ONE));
  const lost = f64x2.div(minus(x, minus(u, splat(ONE))), u);
  const regular = v128.and(f64x2.gt(u, f64x2.splat(0)), f64x2.lt(u, f64x2.splat(Infinity)));
  const y = plus(log64(u), v128.and(lost, regular));
  return v128.bitselect(x, y, f64x2.eq(x, f64x2.splat(0)));
}

/** e/(e + 2) with e = e^(2|x|) − 1. */
// @ts-ignore: decorator
@inline
export function tanh64(x: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), splat(TANH_ONE));
  const e = expm1Near(plus(a, a));
  const sign = v128.and(x, splat(SIGN_BIT));
  return v128.or(f64x2.div(e, plus(e, splat(TWO))), sign);
}

/** With e^(−|x|), which does not overflow. */
// @ts-ignore: decorator
@inline
export function sigmoid64(x: v128): v128 {
  const e = exp64(f64x2.neg(f64x2.abs(x)));
  const above = v128.bitselect(splat(ONE), e, f64x2.ge(x, f64x2.splat(0)));
  return f64x2.div(above, plus(e, splat(ONE)));
}

/** max(x, 0) + ln(1 + e^(−|x|)). */
// @ts-ignore: decorator
@inline
export function softplus64(x: v128): v128 {
  const small = log1p64(exp64(f64x2.neg(f64x2.abs(x))));
  return plus(f64x2.pmax(x, f64x2.splat(0)), small);
}

/** e^(−x²) P(t), as in math-f32.ts. */
// @ts-ignore: decorator
@inline
export function erfc64(x: v128): v128 {
  const a = f64x2.pmin(f64x2.abs(x), splat(ERFC_ZERO));
  const t = f64x2.div(minus(a, splat(THREE)), plus(a, splat(THREE)));
  let p = coefficient(ERF_TAIL, 22);
  p = step(p, t, ERF_TAIL, 21);
  p = step(p, t, ERF_TAIL, 20);
  p = step(p, t, ERF_TAIL, 19);
  p = step(p, t, ERF_TAIL, 18);
  p = step(p, t, ERF_TAIL, 17);
  p = step(p, t, ERF_TAIL, 16);
  p = step(p, t, ERF_TAIL, 15);
  p = step(p, t, ERF_TAIL, 14);
  p = step(p, t, ERF_TAIL, 13);
  p = step(p, t, ERF_TAIL, 12);
  p = step(p, t, ERF_TAIL, 11);
  p = step(p, t, ERF_TAIL, 10);
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
  const high = v128.and(a, splat(HIGH_HALF));
  const rest = times(minus(high, a), plus(high, a));
  const y = times(expOfSum(f64x2.neg(times(high, high)), rest), p);
  return v128.bitselect(minus(splat(TWO), y), y, f64x2.lt(x, f64x2.splat(0)));
}

/** x Q(x²) for |x| < 1, and ±(1 − erfc |x|). */
// @ts-ignore: decorator
@inline
export function erf64(x: v128): v128 {
  const a = f64x2.abs(x);
  const z = times(x, x);
  let q = coefficient(ERF_RATIO, 11);
  q = step(q, z, ERF_RATIO, 10);
  q = step(q, z, ERF_RATIO, 9);
  q = step(q, z, ERF_RATIO, 8);
  q = step(q, z, ERF_RATIO, 7);
  q = step(q, z, ERF_RATIO, 6);
  q = step(q, z, ERF_RATIO, 5);
  q = step(q, z, ERF_RATIO, 4);
  q = step(q, z, ERF_RATIO, 3);
  q = step(q, z, ERF_RATIO, 2);
  q = step(q, z, ERF_RATIO, 1);
  q = step(q, z, ERF_RATIO, 0);
  const tail = v128.or(minus(splat(ONE), erfc64(a)), v128.and(x, splat(SIGN_BIT)));
  return v128.bitselect(times(x, q), tail, f64x2.lt(a, splat(ONE)));
}
