import { type Shape, stridesOf } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type View, views } from '../../families/movement.ts';
import { constant, type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import { Value } from '../../value.ts';
import { where } from '../elementwise/logic.ts';
import { axesInTurn, checkWhole, newAxes } from '../indexing/indices.ts';
import { sum } from '../reduce/sum.ts';
import { listOf } from './axes.ts';

/** Which diagonal, of which two axes. */
export interface DiagonalOptions {
  /** Which diagonal: above the main one if positive, below it if negative; default: 0, the main one. */
  offset?: number | undefined;
  /** The axes of the rows and of the columns. */
  axes?: readonly [rows: number, columns: number];
}

const [diagonalPrimitive, diagEmbedPrimitive] = views('diagonal', 'diagEmbed');

/** The places of a diagonal in arrays of this shape, with its own axis last. */
export function diagonalOf(whole: Shape, offset: number, rows: number, columns: number): View {
  const own = stridesOf(whole);
  const [down, right] = [Math.max(-offset, 0), Math.max(offset, 0)];
  const length = Math.max(0, Math.min(whole[rows] - down, whole[columns] - right));
  const without = (xs: readonly number[]) => xs.filter((_, k) => k !== rows && k !== columns);
  return {
    whole,
    part: [...without(whole), length],
    strides: [...without(own), own[rows] + own[columns]],
    offset: down * own[rows] + right * own[columns],
  };
}

/**
 * The entries x[…, i, i + offset] of two axes (default: the first two); the diagonal's own axis comes last.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * const x = value([[1, 2, 3], [4, 5, 6]]);
 * x.diagonal(); // → [1, 5]
 * x.diagonal({ offset: 1 }); // → [2, 6]
 * ```
 */
export const diagonal = takes('diagonal', 2, (x: Operand, options: DiagonalOptions = {}): Value => {
  const input = operand('diagonal', x);
  const { offset = 0, axes = [0, 1] } = optionsOf('diagonal', options, 'offset, axes');
  checkWhole('diagonal', 'offset', offset);
  const [rows, columns] = axesInTurn('diagonal', input, axes);
  return apply(diagonalPrimitive, [input], diagonalOf(input.shape, offset, rows, columns));
});

/**
 * Matrices that are 0 except for a diagonal, which holds the last axis of x; their axes are options (default: the last two).
 */
export const diagEmbed = takes('diagEmbed', 2, (x: Operand, options: DiagonalOptions = {}): Value => {
  const input = operand('diagEmbed', x);
  const { offset = 0, axes = [-2, -1] } = optionsOf('diagEmbed', options, 'offset, axes');
  checkWhole('diagEmbed', 'offset', offset);
  if (input.rank === 0) throw shapeErrors.wrongRank('diagEmbed', input, 'a vector or more');
  const [rows, columns] = newAxes('diagEmbed', input, listOf(axes), input.rank + 1);
  const n = input.shape[input.rank - 1] + Math.abs(offset);
  const others = input.shape.slice(0, -1);
  const whole = Array.from({ length: input.rank + 1 }, (_, k) =>
    k === rows || k === columns ? n : others.shift()!,
  );
  return apply(diagEmbedPrimitive, [input], diagonalOf(whole, offset, rows, columns));
});

/** The diagonal of a matrix, or the matrix with a vector on its diagonal. */
export const diag = takes('diag', 2, (x: Operand, options: { offset?: number } = {}): Value => {
  const input = operand('diag', x);
  if (input.rank !== 1 && input.rank !== 2)
    throw shapeErrors.wrongRank('diag', input, 'a vector or a matrix');
  const { offset } = optionsOf('diag', options, 'offset');
  return input.rank === 1 ? diagEmbed(input, { offset }) : diagonal(input, { offset });
});

/** The sum of a diagonal, Σ x[i, i + offset], of two axes (default: the first two). */
export const trace = takes(
  'trace',
  2,
  (x: Operand, options: DiagonalOptions = {}): Value =>
    sum(diagonal(x, optionsOf('trace', options, 'offset, axes')), { axis: -1 }),
);

/** Matrices with zeros in the columns, counted from the diagonal to the right, that are not kept. */
function triangle(operation: string, x: Operand, offset: number, keeps: (beyond: number) => boolean): Value {
  const input = operand(operation, x);
  checkWhole(operation, 'offset', offset);
  if (input.rank < 2) throw shapeErrors.wrongRank(operation, input, 'a matrix or more');
  const shape = input.shape.slice(-2);
  const [rows, columns] = shape;
  const mask = new Uint8Array(rows * columns);
  for (let r = 0, i = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, i++) mask[i] = Number(keeps(c - r - offset));
  }
  return where(Value.of({ data: mask, shape, dtype: 'bool' }), input, constant(0, { dtype: input.dtype }));
}

/** The lower triangle of matrices, up to the diagonal with this offset, and zeros above it. */
export const tril = takes(
  'tril',
  2,
  (x: Operand, options: { offset?: number } = {}): Value =>
    triangle('tril', x, optionsOf('tril', options, 'offset').offset ?? 0, (beyond) => beyond <= 0),
);

/** The upper triangle of matrices, from the diagonal with this offset on, and zeros below it. */
export const triu = takes(
  'triu',
  2,
  (x: Operand, options: { offset?: number } = {}): Value =>
    triangle('triu', x, optionsOf('triu', options, 'offset').offset ?? 0, (beyond) => beyond >= 0),
);
