import {
  call,
  type Expression,
  type Literal,
  number,
  type OperandAt,
  type Span,
} from '../../../expression/expression.ts';
import { type Shape, sameLengths } from '../../shapes.ts';
import { programErrors } from '../errors.ts';
import { options } from '../rules.ts';
import type { Translator } from '../translator.ts';

/*
 * In Octave everything is a matrix. Here a vector [n] stands for a column, and a matrix of one entry for its number.
 */

export const list = (items: readonly number[]): Expression => ({
  kind: 'list',
  items: items.map((each) => number(each)),
});

export const reshape = (x: Expression, shape: Shape, at: Span) =>
  call('reshape', [x, list(shape)], undefined, at);

/** An operand as a matrix: a vector as a column. */
export function asMatrix({ expression, shape }: OperandAt, at: Span): Expression {
  if (shape.length === 1) return reshape(expression, [shape[0], 1], at);
  return shape.length === 0 ? reshape(expression, [1, 1], at) : expression;
}

/** How many rows and columns an operand has. */
export const matrixShape = (shape: Shape): readonly [number, number] =>
  shape.length === 2 ? [shape[0], shape[1]] : [shape[0] ?? 1, 1];

/** Operands of which vectors are columns where others are matrices. */
export function aligned(operands: readonly OperandAt[], at: Span): Expression[] {
  const hasMatrix = operands.some(({ shape }) => shape.length > 1);
  return operands.map((each) =>
    hasMatrix && each.shape.length === 1 ? asMatrix(each, at) : each.expression,
  );
}

/** The matrix product; of a number and anything, entry by entry. */
export function product([a, b]: readonly OperandAt[], at: Span, translator: Translator): Expression {
  if (a.shape.length === 0 || b.shape.length === 0)
    return call('mul', [a.expression, b.expression], undefined, at);
  const [[rows, inner], [other, columns]] = [matrixShape(a.shape), matrixShape(b.shape)];
  if (inner !== other)
    throw programErrors.shapes(
      translator.source,
      at,
      '* is the matrix product: expected inner sizes that are the same (.* is entry by entry)',
      [
        [rows, inner],
        [other, columns],
      ],
    );
  const left = a.shape.length === 1 ? asMatrix(a, at) : a.expression;
  const made = call('matmul', [left, b.expression], undefined, at);
  return rows === 1 && columns === 1 ? reshape(made, [], at) : made;
}

/** `A'`: a column becomes a row. */
export function transposed([x]: readonly OperandAt[], at: Span): Expression {
  if (x.shape.length === 0) return x.expression;
  return x.shape.length === 1
    ? reshape(x.expression, [1, x.shape[0]], at)
    : call('transpose', [x.expression], undefined, at);
}

/** sum, mean and others: along the columns, or along a row where there is only one. */
export function reduced(
  operation: string,
  { expression, shape }: OperandAt,
  dimension: number | undefined,
  told: Readonly<Record<string, Literal | undefined>>,
  at: Span,
): Expression {
  const [rows, columns] = matrixShape(shape);
  const axis = dimension === undefined ? (rows === 1 ? 1 : 0) : dimension - 1;
  if ((axis === 0 ? columns : rows) === 1) return call(operation, [expression], options(told), at);
  // Along an axis of length 1 a vector stays as it is, but for what a spread makes of one number.
  if (shape.length === 1)
    return call(operation, [reshape(expression, [rows, 1], at)], options({ axis: 1, ...told }), at);
  return call(operation, [expression], options({ axis, keepDims: true, ...told }), at);
}

/** Where two shapes are the same to Octave. */
export const areAlike = (a: Shape, b: Shape) => sameLengths(matrixShape(a), matrixShape(b));
