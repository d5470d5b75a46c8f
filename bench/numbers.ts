import { uniform } from './moons.ts';

/** Random numbers in [−1, 1), the same for the same seed. */
export function random(count: number, seed: number): Float32Array {
  const next = uniform(seed);
  return Float32Array.from({ length: count }, () => 2 * next() - 1);
}
