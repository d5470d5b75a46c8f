import { lgamma, stirlingRest } from './gamma.ts';

/** From here on Stirling's series holds. */
const LARGE = 10;

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0. If an argument is large, the last two nearly cancel: their
 * difference is computed with Stirling's series.
 */
export function betaln(a: number, b: number): number {
  if (!(a >= 0 && b >= 0)) return Number.NaN;
  const [small, large] = a < b ? [a, b] : [b, a];
  if (small === 0) return large === Infinity ? Number.NaN : Infinity;
  if (large === Infinity) return -Infinity;
  if (large < LARGE) return lgamma(small) + lgamma(large) - lgamma(small + large);
  const total = small + large;
  const rest = stirlingRest(large) - stirlingRest(total) - (large - 0.5) * Math.log1p(small / large);
  if (small < LARGE) return lgamma(small) - small * (Math.log(total) - 1) + rest;
  const half = 0.5 * Math.log((2 * Math.PI) / small);
  return stirlingRest(small) + half + small * Math.log(small / total) + rest;
}
