import { allocate } from '../../array/dtype.ts';
import { identity } from '../../array/matrices.ts';
import { flat } from '../../array/ndarray.ts';
import type { Shape } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { discrete } from '../../families/discrete.ts';
import { add } from '../../families/elementwise.ts';
import { constant, type Operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import { state } from '../../recording.ts';
import type { Value } from '../../value.ts';
import { abs, div } from '../elementwise/arithmetic.ts';
import { peak } from '../reduce/selection.ts';
import { tril } from '../shape/diagonal.ts';
import { floats, swapAxes } from '../shape/shape.ts';
import { type Range, slice } from '../shape/slice.ts';

/* What operations on matrices share. The matrices are in the last two axes; the axes before them are a stack. */

/** An operand that must hold matrices; integers become float64. */
export function matrices(operation: string, x: Operand): Value {
  const input = floats(operation, x);
  if (input.rank < 2) throw shapeErrors.wrongRank(operation, input, 'a matrix or a stack of them');
  return input;
}

/** An operand that must hold square matrices. */
export function squareMatrices(operation: string, x: Operand): Value {
  const input = matrices(operation, x);
  if (input.shape[input.rank - 1] !== input.shape[input.rank - 2])
    throw shapeErrors.unfit(operation, 'square matrices', input);
  return input;
}

/** Squares of numbers between this and its inverse are safe, in float32, too. */
const SMALL = 2 ** -50;

/**
 * A = c B if A has entries so large or so small that their squares are not safe; otherwise B = A alone. The constants c are
 * powers of 2, so that nothing is rounded, one for all entries along the axes.
 */
export function balanced(A: Value, axes: readonly number[]): { B: Value; c?: Value } {
  const largest = peak(
    abs(A),
    axes.map((axis) => A.rank + axis),
  );
  const c = apply(powersPrimitive, [largest], undefined);
  const needless = !state.observer?.drawing && flat(c).every((x) => x > SMALL && x < 1 / SMALL);
  return needless ? { B: A } : { B: div(A, c), c };
}

/** The largest powers of 2 that do not exceed the numbers; 1 for numbers that have none. */
const powersPrimitive = discrete<undefined>('powersBelow', {
  shape: ([x]) => x.shape,
  dtype: ([x]) => x.dtype,
  array: ([x]) => {
    const numbers = flat(x);
    const powers = allocate(x.dtype, numbers.length);
    numbers.forEach((n, i) => {
      powers[i] = n > 0 && n < Infinity ? 2 ** Math.floor(Math.max(-1022, Math.log2(n))) : 1;
    });
    return powers;
  },
});

/** The size below which a singular value counts as zero. */
export interface ToleranceOptions {
  /** A singular value counts as zero up to this fraction of the largest; default: max(m, n) ε. */
  tolerance?: number;
}

/** The tolerance in the options; default: the one for the size of the matrices and their dtype. */
export function toleranceOf(operation: string, x: Value, options: ToleranceOptions): number {
  const epsilon = x.dtype === 'float32' ? 2 ** -23 : Number.EPSILON;
  return optionsOf(operation, options, 'tolerance').tolerance ?? Math.max(...x.shape.slice(-2)) * epsilon;
}

/** The shape of the stack. */
export const stackShape = (x: Value): Shape => x.shape.slice(0, -2);

/** The block of each matrix with these rows and columns. */
export const block = (x: Value, rows: Range, columns: Range): Value =>
  slice(x, [...stackShape(x).map((): Range => []), rows, columns]);

/** Each matrix transposed. */
export const mT = (x: Value): Value => swapAxes(x, -2, -1);

/** The identity matrix of the same size and dtype as square matrices. */
export const identityFor = (x: Value): Value => {
  const n = x.shape[x.rank - 1];
  return constant(identity(n), { shape: [n, n], dtype: x.dtype });
};

/** The symmetric matrix with the lower half copied to the upper one. */
export const copyLower = (x: Value): Value => add(tril(x), mT(tril(x, { offset: -1 })));
