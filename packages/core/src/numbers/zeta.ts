import { BERNOULLI } from './gamma.ts';

/** Hurwitz' zeta function Σ (q + k)⁻ˢ, k = 0, 1, …, for s > 1; for q < 0 only if s is a whole number. */
export function zeta(s: number, q: number): number {
  if (!(s > 1) || Number.isNaN(q)) return s === 1 ? Infinity : Number.NaN;
  if (q <= 0 && Number.isInteger(q)) return Infinity;
  if (q < 0) return Number.isInteger(s) ? mirrored(s, q) : Number.NaN;
  if (q === Infinity) return 0;
  if (s === Infinity) return q < 1 ? Infinity : Number(q === 1);
  let total = 0;
  for (let at = q; ; at++) {
    // Not at⁻ˢ itself, which may underflow although the sum does not.
    const power = at ** (1 - s);
    if (at >= 20 + s) return total + power * tail(s, at);
    if (power * (1 / at + 1 / (s - 1)) <= total * 1e-18) return total;
    total += power / at;
  }
}

/** The sum of the terms from `at` on, times atˢ⁻¹, by Euler and Maclaurin's formula. */
function tail(s: number, at: number): number {
  let factor = s / at / at;
  let total = 1 / (s - 1) + 0.5 / at;
  BERNOULLI.forEach((b, i) => {
    const k = 2 * (i + 1);
    factor /= k;
    total += b * factor;
    factor *= ((s + k - 1) * (s + k)) / (k + 1) / at / at;
  });
  return total;
}

/**
 * The terms to the left of 0 are those of a sum to the right of it, without its far end: with q = m + r, 0 < r < 1, ζ(s, q)
 * = ζ(s, r) + (−1)ˢ (ζ(s, 1 − r) − ζ(s, 1 − q)).
 */
function mirrored(s: number, q: number): number {
  const offset = q - Math.round(q);
  const [r, left] = offset > 0 ? [offset, 1 - offset] : [1 + offset, -offset];
  return zeta(s, r) + (s % 2 === 0 ? 1 : -1) * (zeta(s, left) - zeta(s, 1 - q));
}
