import { expect } from 'vitest';
import { type NDArray, Value } from '../../packages/core/src/index.ts';

/** The numbers of an array in row-major order; booleans as 0 and 1. */
export const entries = ({ data }: NDArray): number[] =>
  typeof data === 'number' ? [data] : Array.from(data);

/** Expects equal numbers up to an error relative to the larger of 1 and the expected number. */
export function expectClose(
  actual: NDArray | ArrayLike<number>,
  expected: NDArray | ArrayLike<number>,
  tolerance: number,
): void {
  const [got, wanted] = [actual, expected].map((x) =>
    x instanceof Value ? entries(x) : Array.from(x as ArrayLike<number>),
  );
  expect(got.length).toBe(wanted.length);
  got.forEach((n, i) => {
    if (Object.is(n, wanted[i])) return;
    const error = Math.abs(n - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
    // Building a message for each correct entry would take most of the time.
    if (error <= tolerance) return;
    expect(error, `entry ${i}: got ${n}, expected ${wanted[i]}`).toBeLessThanOrEqual(tolerance);
  });
}
