import { readFileSync } from 'node:fs';
import { constant, type DType, type Value, value } from '@chainrule/core';
import { expect } from 'vitest';

/** An array as the oracle's scripts write it; a constant if it has a dtype. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
  readonly dtype?: 'float64' | 'int32' | 'bool';
}

/** The cases of a family: see scripts/oracle/pytorch. */
export function casesOf<Case>(family: string): Case[] {
  const file = new URL(`../fixtures/pytorch/${family}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases;
}

/** The array as a leaf, its floats of this dtype. */
export function leafOf({ shape, data, dtype }: Numbers, floats: DType): Value {
  const numbers = data.map(Number);
  if (dtype === undefined) return value(numbers, { shape, dtype: floats });
  return constant(numbers, { shape, dtype: dtype === 'float64' ? floats : dtype });
}

/** How close results of a dtype are to PyTorch's. */
export const TOLERANCE = { float64: 1e-9, float32: 1e-5 };

/** Throws unless each number is close enough for the dtype, relatively or absolutely. */
export function expectNear(
  got: ArrayLike<number>,
  expected: readonly number[],
  dtype: 'float64' | 'float32',
): void {
  expect(got.length).toBe(expected.length);
  expected.forEach((x, i) => {
    const near = Object.is(got[i], x) || Math.abs(got[i] - x) <= TOLERANCE[dtype] * Math.max(1, Math.abs(x));
    if (!near) expect.fail(`entry ${i}: expected ${x}, got ${got[i]}`);
  });
}

/** The numbers of a Value in row-major order. */
export const numbersOf = (x: Value): number[] => (typeof x.data === 'number' ? [x.data] : Array.from(x.data));
