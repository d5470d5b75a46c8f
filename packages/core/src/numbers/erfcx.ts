import { erfc } from './erf.ts';

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** e^(s x²), corrected for the rounding error of x². */
export function gaussian(s: number, x: number): number {
  if (Math.abs(x) > 1e4) return s > 0 ? Infinity : 0;
  const high = Math.fround(x);
  return Math.exp(s * high * high) * Math.exp(s * (x - high) * (x + high));
}

/**
 * e^(x²) iⁿerfc x, where iⁿerfc is the n-th repeated integral of erfc from x to ∞; erfcx for n = 0.
 *
 * They satisfy 2n f(n) = f(n − 2) − 2x f(n − 1) with f(−1) = 2/√π. For positive x this recurrence is only stable downwards,
 * as the ratios of a continued fraction.
 */
export function scaledErfc(n: number, x: number): number {
  if (x >= 0.5) {
    let product = TWO_OVER_SQRT_PI;
    for (let k = Math.ceil(20 + 200 / (x * x)) + n, ratio = 0; k >= 0; k--) {
      ratio = 1 / (2 * (x + (k + 1) * ratio));
      if (k <= n) product *= ratio;
    }
    return product;
  }
  let [before, now] = [TWO_OVER_SQRT_PI, gaussian(1, x) * erfc(x)];
  for (let k = 1; k <= n; k++) [before, now] = [now, (before - 2 * x * now) / (2 * k)];
  return now;
}
