import { allocate } from '../array/dtype.ts';
import { exponential } from './distributions.ts';
import type { Stream } from './stream.ts';

/** Puts the numbers in a random order. Source: Fisher and Yates, as by Durstenfeld (1964). */
export function shuffle(stream: Stream, order: Int32Array): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
}

/** `count` places drawn with these weights, each time from all of them; without weights, of the n places evenly. */
export function withReplacement(stream: Stream, count: number, n: number, weights?: Float64Array): number[] {
  const places = allocate('int32', count, 'choice');
  return Array.from(places, weights ? weighted(stream, weights) : () => stream.below(n));
}

function weighted(stream: Stream, weights: Float64Array): () => number {
  let total = 0;
  const sums = weights.map((w) => {
    total += w;
    return total;
  });
  return () => {
    const x = total * stream.next();
    return sums.findIndex((sum) => sum > x);
  };
}

/**
 * The places of all weights, in the order in which they would be drawn; those of weight zero come last. Source: the race
 * of exponential numbers of Efraimidis and Spirakis (2006).
 */
export function race(stream: Stream, weights: Float64Array): number[] {
  const times = weights.map((w) => exponential(stream) / w);
  return [...times.keys()].sort((i, j) => times[i] - times[j]);
}
