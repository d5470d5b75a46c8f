import { expect } from 'vitest';
import { flat } from '../../src/array/ndarray.ts';
import { type NDArray, Value } from '../../src/index.ts';

/** Expects equal numbers up to a relative error, of the larger of 1 and the number expected. */
export function expectClose(
  actual: NDArray | ArrayLike<number>,
  expected: NDArray | ArrayLike<number>,
  tolerance: number,
): void {
  const [got, wanted] = [actual, expected].map((x) =>
    Array.from(x instanceof Value ? flat(x) : (x as ArrayLike<number>)),
  );
  expect(got.length).toBe(wanted.length);
  got.forEach((n, i) => {
    if (Object.is(n, wanted[i])) return;
    const error = Math.abs(n - wanted[i]) / Math.max(1, Math.abs(wanted[i]));
    // A sentence for each entry that is right would take most of the time.
    if (error <= tolerance) return;
    expect(error, `entry ${i}: got ${n}, expected ${wanted[i]}`).toBeLessThanOrEqual(tolerance);
  });
}
