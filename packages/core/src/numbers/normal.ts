import { erfc, erfInv } from './erf.ts';
import { gaussian, scaledErfc } from './erfcx.ts';

/** The normal distribution function Φ(x), to full relative precision in its tail. */
export function ndtr(x: number): number {
  if (x < -1) return 0.5 * gaussian(-0.5, x) * scaledErfc(0, -x * Math.SQRT1_2);
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** ln Φ(x), accurate also if Φ(x) is almost 0 or almost 1. */
export function logNdtr(x: number): number {
  if (x < -1) return Math.log(0.5 * scaledErfc(0, -x * Math.SQRT1_2)) - 0.5 * x * x;
  return Math.log1p(-ndtr(-x));
}

/**
 * The x with Φ(x) = p: by the inverse of erf around ½, and in the tail by Newton's method on ln Φ, from the
 * approximation 26.2.22 of Abramowitz and Stegun (1964).
 */
export function ndtri(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  if (p > 0.75) return -ndtri(1 - p);
  if (p >= 0.25) return Math.SQRT2 * erfInv(2 * p - 1);
  const target = Math.log(p);
  const t = Math.sqrt(-2 * target);
  let x = (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t) - t;
  for (let step = 0; step < 4; step++) {
    const scaled = scaledErfc(0, -x * Math.SQRT1_2);
    x -= (Math.log(0.5 * scaled) - 0.5 * x * x - target) * Math.sqrt(Math.PI / 2) * scaled;
  }
  return x;
}
