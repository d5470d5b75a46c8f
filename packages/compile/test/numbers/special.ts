import { type Value, value } from '@chainrule/core';
import { expect } from 'vitest';
import { compile, type Target } from '../../src/index.ts';

/*
 * Numbers that are unlike others, in arrays of either float type, and a comparison that tells them apart.
 */

export type Several = (...xs: Value[]) => Value;

const numbersOf = ({ data }: Value): ArrayLike<number> => (typeof data === 'number' ? [data] : data);

/** The float types: how close a compiled operation comes to an eager one, and the ends of the range. */
export const FLOATS = [
  { dtype: 'float64', tolerance: 1e-12, ends: [5e-324, 1e-310, 2.3e-308, 1e300, 1.7e308] },
  { dtype: 'float32', tolerance: 2e-6, ends: [1e-45, 1e-40, 1.2e-38, 1e30, 3e38] },
] as const;

export type Float = (typeof FLOATS)[number];

/** NaN, the infinities, zeros, halves (which are rounded), and where functions leave the range. */
export const SPECIAL = [
  [Number.NaN, Infinity, -Infinity, 0, -0],
  [0.5, -0.5, 1, -1, 1.5, -2, 2.5],
  [60, -60, 100, -100, 800, -800],
].flat();

/** The first words of some NaN: quiet and signalling, of either sign, and with all bits. Operations of a kernel make several. */
const NANS = [0xffffffff, 0x7ff80000, 0xfff80000, 0x7fffffff, 0x7ff00001, 0xfffff123];

/** A Value of these numbers, each NaN of which has the bits of another one. */
export function withEveryNaN(
  xs: readonly number[],
  { dtype }: Pick<Float, 'dtype'>,
  shape: readonly number[] = [xs.length],
): Value {
  const single = dtype === 'float32';
  const data = single ? Float32Array.from(xs) : Float64Array.from(xs);
  const words = new Uint32Array(data.buffer);
  xs.forEach((x, i) => {
    if (!Number.isNaN(x)) return;
    const bits = NANS[i % NANS.length];
    if (single) words[i] = bits | 0x00f00000;
    else words.set([bits, bits], 2 * i);
  });
  return value(data, { shape });
}

/** Half the smallest float32, to which results so small are rounded. */
const SMALLEST = 1.4e-45;

/** Whether a number is the one expected, −0 told from 0, up to rounding of what is neither 0 nor infinite. */
function isSame(got: number, wanted: number, tolerance: number, single: boolean): boolean {
  if (Object.is(got, wanted)) return true;
  return wanted !== 0 && Math.abs(got - wanted) <= tolerance * Math.abs(wanted) + (single ? SMALLEST : 0);
}

const shown = (x: number) => (Object.is(x, -0) ? '−0' : String(x));

/** Expects of a function, compiled, what it gives at once. */
export function expectSame(f: Several, xs: readonly Value[], target: Target, tolerance: number): void {
  expectSameAt(f, compile(f, { target, threads: 1 }), xs, tolerance);
}

/** The same of a function that is compiled already. */
export function expectSameAt(f: Several, compiled: Several, xs: readonly Value[], tolerance: number): void {
  const [got, wanted] = [compiled(...xs), f(...xs)];
  expect([got.dtype, got.shape]).toEqual([wanted.dtype, wanted.shape]);
  const [a, b] = [numbersOf(got), numbersOf(wanted)];
  for (let i = 0; i < b.length; i++) {
    if (isSame(a[i], b[i], tolerance, wanted.dtype === 'float32')) continue;
    const operands = xs.map((x) =>
      Array.from(numbersOf(x).length === b.length ? [numbersOf(x)[i]] : numbersOf(x), shown),
    );
    expect.fail(`entry ${i} of f(${operands.join('; ')}): ${shown(a[i])}, expected ${shown(b[i])}`);
  }
}
