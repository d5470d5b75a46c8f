import { backward, type Primitive, type Value, value, zerosLike } from '@chainrule/core';
import { project } from '../../../../scripts/test-support/finite-differences.ts';
import { sampleInputs } from '../../../../scripts/test-support/samples.ts';

export type Several = (...xs: Value[]) => Value;
export type Many = (xs: Value[]) => Value[];

/** The function with its first derivatives, and those of these. */
export const derivatives =
  (f: Several): Many =>
  (xs) => {
    const y = f(...xs);
    if (!y.wantsGradient) return [y];
    const first = backward(project(y), { createGraph: true });
    const slopes = xs.map((x) => first.of(x));
    const total = slopes.map(project).reduce((a, b) => a.add(b));
    const second = total.wantsGradient ? backward(total) : undefined;
    return [y, ...slopes, ...xs.map((x) => second?.of(x) ?? zerosLike(x))];
  };

export const single = (xs: readonly Value[]) => xs.map((x) => value(x, { dtype: 'float32' }));

/** The numbers of a few samples, over and over, in a shape: any of them go together, so no larger sample need be looked for. */
const spread = (x: Value, shape: readonly number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  const from = x.data as Float64Array;
  return value(
    Float64Array.from({ length: size }, (_, i) => from[i % from.length]),
    { shape },
  );
};

/** Inputs of an elementwise operation. */
export function sampled(
  op: { primitive: Primitive; length: number },
  shapes: readonly number[][],
  seed: number,
) {
  const few = sampleInputs(op.primitive, [[7], [5], [3]].slice(0, op.length), seed);
  return few.map((x, i) => spread(x, shapes[i]));
}
