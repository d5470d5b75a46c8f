/*
 * Sine and cosine in radians. x = n π/2 + r with π/2 in three parts, the products of which with n are exact; for n beyond
 * 20 bits, one number at a time by the full reduction of the standard library.
 */

const LIMIT: f64 = 1.6e6;
const ROUNDER: f64 = 6755399441055744;
const TWO_OVER_PI: f64 = 0.6366197723675814;
const HALF_PI_1: f64 = 1.57079632673412561417e0;
const HALF_PI_2: f64 = 6.07710050630396597660e-11;
const HALF_PI_3: f64 = 2.02226624879595063154e-21;

/** Whether a number is too large; NaN and the infinities are not: they are NaN by themselves. */
// @ts-ignore: decorator
@inline
function anyHuge<T>(x: v128): bool {
  const a = v128.abs<T>(x);
  return v128.any_true(v128.gt<T>(a, v128.splat<T>(<T>LIMIT)));
}

// @ts-ignore: decorator
@inline
function rounded(x: v128): v128 {
  return f64x2.add(f64x2.mul(x, f64x2.splat(TWO_OVER_PI)), f64x2.splat(ROUNDER));
}

// @ts-ignore: decorator
@inline
function rest(x: v128, z: v128): v128 {
  const n = f64x2.sub(z, f64x2.splat(ROUNDER));
  const first = f64x2.sub(x, f64x2.mul(n, f64x2.splat(HALF_PI_1)));
  const second = f64x2.sub(first, f64x2.mul(n, f64x2.splat(HALF_PI_2)));
  return f64x2.sub(second, f64x2.mul(n, f64x2.splat(HALF_PI_3)));
}

// @ts-ignore: decorator
@inline
function step<T>(a: v128, x: v128, b: f64): v128 {
  return v128.add<T>(v128.mul<T>(a, x), v128.splat<T>(<T>b));
}

/** The sine of r for |r| ≤ π/4. */
// @ts-ignore: decorator
@inline
function sineOf<T>(r: v128, z: v128): v128 {
  let p: v128;
  if (sizeof<T>() == 4) {
    p = f32x4.splat(-0.00019509464618749917);
    p = step<T>(p, z, 0.008332118391990662);
    p = step<T>(p, z, -0.16666653752326965);
  } else {
    p = f64x2.splat(1.5893291960672346e-10);
    p = step<T>(p, z, -2.5050698315505423e-8);
    p = step<T>(p, z, 2.7557313313603447e-6);
    p = step<T>(p, z, -0.0001984126982872405);
    p = step<T>(p, z, 0.008333333333321057);
    p = step<T>(p, z, -0.16666666666666627);
  }
  return v128.mul<T>(r, v128.add<T>(v128.mul<T>(z, p), v128.splat<T>(<T>1)));
}

/** The cosine of r for |r| ≤ π/4, of z = r². */
// @ts-ignore: decorator
@inline
function cosineOf<T>(z: v128): v128 {
  let p: v128;
  if (sizeof<T>() == 4) {
    p = f32x4.splat(2.4428552933386527e-5);
    p = step<T>(p, z, -0.0013887279201298952);
    p = step<T>(p, z, 0.04166664555668831);
  } else {
    p = f64x2.splat(-1.1356999494511206e-11);
    p = step<T>(p, z, 2.087567229826884e-9);
    p = step<T>(p, z, -2.755731397781654e-7);
    p = step<T>(p, z, 2.4801587288182734e-5);
    p = step<T>(p, z, -0.0013888888888872024);
    p = step<T>(p, z, 0.04166666666666659);
  }
  const one = v128.splat<T>(<T>1);
  const half = v128.mul<T>(z, v128.splat<T>(<T>0.5));
  return v128.add<T>(v128.sub<T>(one, half), v128.mul<T>(v128.mul<T>(z, z), p));
}

/** One of the two by the quarter n mod 4 in the lowest bits: odd ones exchange them, 2 and 3 change the sign. */
// @ts-ignore: decorator
@inline
function byQuarter<T>(r: v128, n: v128): v128 {
  const z = v128.mul<T>(r, r);
  const one = sizeof<T>() == 4 ? i32x4.splat(1) : i64x2.splat(1);
  const even = sizeof<T>() == 4 ? i32x4.eq(v128.and(n, one), i32x4.splat(0)) : i64x2.eq(v128.and(n, one), i64x2.splat(0));
  const y = v128.bitselect(sineOf<T>(r, z), cosineOf<T>(z), even);
  const sign = sizeof<T>() == 4 ? i32x4.shl(i32x4.shr_u(n, 1), 31) : i64x2.shl(i64x2.shr_u(n, 1), 63);
  return v128.xor(y, sign);
}

/** sin(x + quarters · π/2). */
// @ts-ignore: decorator
@inline
export function sine64(x: v128, quarters: i64): v128 {
  if (anyHuge<f64>(x)) {
    const a = f64x2.extract_lane(x, 0);
    const b = f64x2.extract_lane(x, 1);
    if (quarters == 0) return f64x2.replace_lane(f64x2.splat(Math.sin(a)), 1, Math.sin(b));
    return f64x2.replace_lane(f64x2.splat(Math.cos(a)), 1, Math.cos(b));
  }
  const z = rounded(x);
  return byQuarter<f64>(rest(x, z), i64x2.add(z, i64x2.splat(quarters)));
}

// @ts-ignore: decorator
@inline
export function sine32(x: v128, quarters: i64): v128 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
  if (anyHuge<f32>(x)) {
    const a = f32x4.demote_f64x2_zero(sine64(low, quarters));
    return v128.shuffle<i64>(a, f32x4.demote_f64x2_zero(sine64(high, quarters)), 0, 2);
  }
  const z0 = rounded(low);
  const z1 = rounded(high);
  const r0 = f32x4.demote_f64x2_zero(rest(low, z0));
  const r1 = f32x4.demote_f64x2_zero(rest(high, z1));
  const r = v128.shuffle<i64>(r0, r1, 0, 2);
  const n = v128.shuffle<i32>(z0, z1, 0, 2, 4, 6);
  return byQuarter<f32>(r, i32x4.add(n, i32x4.splat(<i32>quarters)));
}
