import { constant, type DType, type Value, value } from '@chainrule/core';
import { isFloat, sizeOf } from './pick.ts';

/**
 * What the numbers of a program are like. Whole numbers stay whole, so results are compared to the last bit, floors and
 * comparisons included. Fractions are of moderate size. Wild numbers are not: infinities, NaN, both zeros, subnormal and huge
 * ones.
 */
export type Numbers = 'whole' | 'fractions' | 'wild';

/** A Value that a program is given. */
export interface Input {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly wantsGradient: boolean;
  readonly seed: number;
}

/** Numbers from 0 to 1: less even than those of Random, and ten times as fast. */
function uniform(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 88_172_645) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Where functions end, overflow, change their formula or their sign, in double and in single precision. */
const EDGES = [
  [Number.NaN, Infinity, -Infinity, 0, -0],
  [5e-324, 1e-310, 2.2250738585072014e-308, 1e-45, 1e-40, 1.1754943508222875e-38],
  [1e300, Number.MAX_VALUE, 3.4028234663852886e38, 1e30, 2 ** 53, 2 ** 31, 2 ** 24 + 1, 1e-300, 1e-30, 1e-8],
  [709.7, 745.2, 88.7, 103.9, 37, 26.6, 9.2, 5.9, 2, 1.5, 0.5, 2.5, 1, Math.PI, Math.PI / 2, 1 - 2 ** -24],
].flatMap((group) => group.flatMap((x) => [x, -x]));
const WHOLE_EDGES = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), 46_341, -65_536, 3, -7];

/** How the numbers of a kind are drawn. */
const draws: Readonly<Record<Numbers, (next: () => number, seed: number) => number>> = {
  whole: (next) => Math.floor(7 * next()) - 3,
  // Nearly normal.
  fractions: (next) => 2 * (next() + next() + next()) - 3,
  wild: (next, seed) => {
    const isEdge = next() * 8 < [1, 4, 8][seed % 3];
    return isEdge ? EDGES[Math.floor(next() * EDGES.length)] : 6 * next() - 3;
  },
};

function numberOf(numbers: Numbers, dtype: DType, seed: number): () => number {
  const next = uniform(seed + 1);
  if (dtype === 'bool') return () => Number(next() < 0.5);
  if (dtype !== 'int32') return () => draws[numbers](next, seed);
  return numbers === 'wild'
    ? () => WHOLE_EDGES[Math.floor(next() * WHOLE_EDGES.length)]
    : () => draws.whole(next, seed);
}

/** The Value of an input. */
export function valueOf({ shape, dtype, wantsGradient, seed }: Input, numbers: Numbers): Value {
  const x = constant(Float64Array.from({ length: sizeOf(shape) }, numberOf(numbers, dtype, seed)), { shape });
  const cast = x.asType(dtype);
  return wantsGradient && isFloat(cast) ? value(cast) : constant(cast);
}
