import { cosTurn, exp, log } from '../numbers/portable.ts';
import type { Stream } from './stream.ts';

/*
 * Numbers of other distributions, made from uniform ones. Engines differ in the last bits of Math.log and its like, so
 * the functions of numbers/portable.ts stand in their place.
 */

/** A number of mean 0 and standard deviation 1. Source: Box and Muller (1958). */
export const normal = (stream: Stream): number =>
  Math.sqrt(-2 * log(1 - stream.next())) * cosTurn(stream.next());

/** A number of mean 1: −ln U. */
export const exponential = (stream: Stream): number => -log(stream.open());

/** A number of density proportional to x^(a − 1) e^(−x). Source: Marsaglia and Tsang (2000). */
export function gamma(stream: Stream, a: number): number {
  if (a < 1) return gamma(stream, a + 1) * exp(-exponential(stream) / a);
  const d = a - 1 / 3;
  for (;;) {
    const x = normal(stream);
    const root = 1 + x / Math.sqrt(9 * d);
    const v = root * root * root;
    if (v > 0 && exponential(stream) > d * (v - 1 - log(v)) - (x * x) / 2) return d * v;
  }
}
