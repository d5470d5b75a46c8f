import { exp64, log1p64, log64 } from './math-f64';
import { sine64 } from './sine';
import { toInt32 } from './stores';

/*
 * Operations on blocks of float64 alone. The rarer functions go one number at a time, by the standard library.
 */

export function exp2(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.exp2(load<f64>(a)));
}

export function log2(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.log2(load<f64>(a)));
}

export function log10(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.log10(load<f64>(a)));
}

export function tan(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.tan(load<f64>(a)));
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

export function sinh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.sinh(load<f64>(a)));
}

export function cosh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.cosh(load<f64>(a)));
}

export function asinh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.asinh(load<f64>(a)));
}

export function acosh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.acosh(load<f64>(a)));
}

export function atanh(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.atanh(load<f64>(a)));
}

export function cbrt(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 8, a += 8) store<f64>(y, Math.cbrt(load<f64>(a)));
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
  return Math.pow(a, b);
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
  const power = exp64(f64x2.mul(distance, f64x2.splat(-lnOfBase)));
  const more = f64x2.mul(log1p64(power), f64x2.splat(1 / lnOfBase));
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
    v128.store(y, unlessNothing(x, z, f64x2.mul(x, log64(z))));
  }
}

export function xlog1py(y: usize, a: usize, b: usize, end: usize): void {
  for (; y < end; y += 16, a += 16, b += 16) {
    const x = v128.load(a);
    const z = v128.load(b);
    v128.store(y, unlessNothing(x, z, f64x2.mul(x, log1p64(z))));
  }
}

export function entr(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const inside = unlessNothing(x, x, f64x2.neg(f64x2.mul(x, log64(x))));
    v128.store(y, v128.bitselect(f64x2.splat(-Infinity), inside, f64x2.lt(x, f64x2.splat(0))));
  }
}

export function sinc(y: usize, a: usize, end: usize): void {
  for (; y < end; y += 16, a += 16) {
    const x = v128.load(a);
    const angle = f64x2.mul(x, f64x2.splat(Math.PI));
    const ratio = f64x2.div(sine64(angle, 0), angle);
    v128.store(y, v128.bitselect(f64x2.splat(1), ratio, f64x2.eq(x, f64x2.splat(0))));
  }
}
