import type { Value } from '@chainrule/core';
import { expect } from 'vitest';
import { FLOAT32, FLOAT64 } from '../../src/wasm/opcodes.ts';
import type { Bench } from './harness.ts';

/** The two float types, and how close a kernel comes to core's, which sums in double precision. */
export const FLOATS = [
  { name: 'float32', dtype: FLOAT32, bytes: 4, Type: Float32Array, tolerance: 1e-5 },
  { name: 'float64', dtype: FLOAT64, bytes: 8, Type: Float64Array, tolerance: 1e-12 },
] as const;

export type Float = (typeof FLOATS)[number];

/** Numbers between −1 and 1 that look like noise, the same in every run. */
export function noise(n: number, { Type }: Float, seed = 0): Float32Array | Float64Array {
  return new Type(n).map((_, i) => Math.sin((i + 1) * 12.9898 + seed * 78.233) % 1);
}

/** What stands at an address. */
export const read = (bench: Bench, { bytes }: Float, address: number, length: number) =>
  bytes === 4 ? bench.float32(address, length) : bench.float64(address, length);

/** The numbers of a Value. */
export const flat = ({ data }: Value): ArrayLike<number> => (typeof data === 'number' ? [data] : data);

/** Every number within the tolerance, relative to the largest of them or to 1: what sums of many terms can keep to. */
export function expectClose(got: ArrayLike<number>, want: ArrayLike<number>, { tolerance }: Float): void {
  expect(got.length).toBe(want.length);
  const largest = Array.from(want).reduce((most, each) => Math.max(most, Math.abs(each)), 1);
  for (let i = 0; i < want.length; i++) {
    const within = Math.abs(got[i]! - want[i]!) <= tolerance * largest;
    if (!within) expect.fail(`entry ${i} of ${want.length}: ${got[i]} where ${want[i]} is expected`);
  }
}
