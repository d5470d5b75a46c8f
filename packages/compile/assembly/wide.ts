import { exp64, expm164, log1p64, log64 } from './math-f64';
import { sine64 } from './sine';
import { toInt32 } from './stores';

/*
 * Operations on blocks of float64 alone. The rarer functions go one number at a time, by the standard library.
 */

// Calls keep the code short where that counts for more than speed.

function expOf(x: v128): v128 {
  return exp64(x);
}

function expm1Of(x: v128): v128 {
  return expm164(x);
}

function logOf(x: v128): v128 {
  return log64(x);
}

function log1pOf(x: v128): v128 {
  return log1p64(x);
}

/** The sine of x and so many quarters of a turn. */
function sineOf(x: v128, quarters: i64): v128 {
  return sine64(x, quarters);
}

export function exp2(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.exp2(load<f64>(a)));
}

export function log2(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.log2(load<f64>(a)));
}

export function asin(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.asin(load<f64>(a)));
}

export function acos(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.acos(load<f64>(a)));
}

export function atan(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.atan(load<f64>(a)));
}

export function cbrt(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.cbrt(load<f64>(a)));
}

// @ts-ignore: decorator
@inline
function all(x: f64): v128 {
  return f64x2.splat(x);
}

// @ts-ignore: decorator
@inline
function withSignOf(x: v128, y: v128): v128 {
  return v128.or(y, v128.and(x, all(-0.0)));
}

export function log10(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) v128.store(y, f64x2.mul(logOf(v128.load(a)), all(Math.LOG10E)));
}

export function tan(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    v128.store(y, f64x2.div(sineOf(x, 0), sineOf(x, 1)));
  }
}

/** e^(a/2)/2 · e^(a/2) where eᵃ is far above 1 and may be no number any more. */
const FAR: f64 = 22;

/** With e = eᵃ − 1, a = |x|: (e + e/(e + 1))/2. */
export function sinh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const size = f64x2.abs(x);
    const half = expOf(f64x2.mul(size, all(0.5)));
    const far = f64x2.mul(f64x2.mul(half, all(0.5)), half);
    const e = expm1Of(f64x2.pmin(size, all(FAR)));
    const near = f64x2.mul(f64x2.add(e, f64x2.div(e, f64x2.add(e, all(1)))), all(0.5));
    v128.store(y, withSignOf(x, v128.bitselect(far, near, f64x2.gt(size, all(FAR)))));
  }
}

/** (eᵃ + e⁻ᵃ)/2, a = |x|. */
export function cosh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const half = expOf(f64x2.mul(f64x2.abs(v128.load(a)), all(0.5)));
    const e = f64x2.mul(half, half);
    const far = f64x2.mul(f64x2.mul(half, all(0.5)), half);
    v128.store(y, f64x2.add(far, f64x2.div(all(0.5), e)));
  }
}

/** Where a² is no number any more or has lost 1, ln 2a. */
const LARGE: f64 = 1e9;

/** ln(1 + a + a²/(1 + √(a² + 1))), a = |x|. */
export function asinh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const size = f64x2.abs(x);
    const square = f64x2.mul(size, size);
    const root = f64x2.sqrt(f64x2.add(square, all(1)));
    const near = log1pOf(f64x2.add(size, f64x2.div(square, f64x2.add(root, all(1)))));
    const far = f64x2.add(logOf(size), all(Math.LN2));
    v128.store(y, withSignOf(x, v128.bitselect(far, near, f64x2.gt(size, all(LARGE)))));
  }
}

/** ln(1 + t + √(2t + t²)), t = x − 1. */
export function acosh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const t = f64x2.sub(x, all(1));
    const root = f64x2.sqrt(f64x2.add(f64x2.add(t, t), f64x2.mul(t, t)));
    const far = f64x2.add(logOf(x), all(Math.LN2));
    const either = v128.bitselect(far, log1pOf(f64x2.add(t, root)), f64x2.gt(x, all(LARGE)));
    v128.store(y, v128.or(either, v128.not(f64x2.ge(x, all(1)))));
  }
}

/** ln(1 + 2a/(1 − a))/2, a = |x|. */
export function atanh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const size = f64x2.abs(x);
    const ratio = f64x2.div(f64x2.add(size, size), f64x2.sub(all(1), size));
    v128.store(y, withSignOf(x, f64x2.mul(log1pOf(ratio), all(0.5))));
  }
}

export function atan2(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 8, a += 8, b += 8) store<f64>(y, Math.atan2(load<f64>(a), load<f64>(b)));
}

export function hypot(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 8, a += 8, b += 8) store<f64>(y, Math.hypot(load<f64>(a), load<f64>(b)));
}

export function fmod(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 8, a += 8, b += 8) store<f64>(y, load<f64>(a) % load<f64>(b));
}

export function remainder(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 8, a += 8, b += 8) {
    const d = load<f64>(b);
    const r = load<f64>(a) % d;
    store<f64>(y, r != 0 && r < 0 != d < 0 ? r + d : r);
  }
}

/** As IEEE 754 has it, where 1 to any power is 1. The powers that graphs are full of need no logarithm. */
function power(a: f64, b: f64): f64 {
  if (b == 2) return a * a;
  if (b == 1) return a;
  if (b == -1) return 1 / a;
  if (b == 3) return a * a * a;
  if (b == 0.5 && a > 0) return Math.sqrt(a);
  if (a == 1 || (a == -1 && Math.abs(b) == Infinity)) return 1;
  const whole = Math.trunc(b) == b;
  if (a < 0 && a > -Infinity && !whole) return NaN;
  const size = Math.pow(Math.abs(a), b);
  return whole && Math.trunc(b / 2) != b / 2 ? copysign<f64>(size, a) : size;
}

export function pow(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 8, a += 8, b += 8) store<f64>(y, power(load<f64>(a), load<f64>(b)));
}

export function toFloat32(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16)
    v128.store(y, f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v128.load(a))));
}

export function toInteger(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, <f64>toInt32(load<f64>(a)));
}

export function mulInt32(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 8, a += 8, b += 8)
    store<f64>(y, <f64>(toInt32(load<f64>(a)) * toInt32(load<f64>(b))));
}

/** The larger of the two and log(1 + base^−|a − b|). */
// @ts-ignore: decorator
@inline
function logSum(a: v128, b: v128, lnOfBase: f64): v128 {
  const distance = f64x2.abs(f64x2.sub(a, b));
  const power = expOf(f64x2.mul(distance, f64x2.splat(-lnOfBase)));
  const more = f64x2.mul(log1pOf(power), f64x2.splat(1 / lnOfBase));
  const same = f64x2.add(a, f64x2.splat(Math.LN2 / lnOfBase));
  return v128.bitselect(same, f64x2.add(f64x2.max(a, b), more), f64x2.eq(a, b));
}

export function logAddExp(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, logSum(v128.load(a), v128.load(b), 1));
}

export function logAddExp2(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) v128.store(y, logSum(v128.load(a), v128.load(b), Math.LN2));
}

/** 0 where a is 0 and b is a number, else the product. */
// @ts-ignore: decorator
@inline
function unlessNothing(a: v128, b: v128, product: v128): v128 {
  return v128.andnot(product, v128.and(f64x2.eq(a, f64x2.splat(0)), f64x2.eq(b, b)));
}

export function xlogy(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) {
    const x = v128.load(a);
    const z = v128.load(b);
    v128.store(y, unlessNothing(x, z, f64x2.mul(x, logOf(z))));
  }
}

export function xlog1py(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) {
    const x = v128.load(a);
    const z = v128.load(b);
    v128.store(y, unlessNothing(x, z, f64x2.mul(x, log1pOf(z))));
  }
}

export function entr(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const inside = unlessNothing(x, x, f64x2.neg(f64x2.mul(x, logOf(x))));
    v128.store(y, v128.bitselect(f64x2.splat(-Infinity), inside, f64x2.lt(x, f64x2.splat(0))));
  }
}

export function sinc(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const angle = f64x2.mul(x, f64x2.splat(Math.PI));
    const ratio = f64x2.div(sineOf(angle, 0), angle);
    v128.store(y, v128.bitselect(f64x2.splat(1), ratio, f64x2.eq(x, f64x2.splat(0))));
  }
}
