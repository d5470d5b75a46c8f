import { isFloat } from '../array/dtype.ts';
import { identity } from '../array/matrices.ts';
import type { Shape } from '../array/shape.ts';
import { constant, type Operand, operand } from '../create.ts';
import { errors } from '../errors.ts';
import { add } from '../families/elementwise.ts';
import type { Value } from '../value.ts';
import { tril } from './diagonal.ts';
import { astype, swapAxes } from './shape.ts';

/*
 * What operations on matrices share. The matrices lie in the last two axes; the axes before them are a stack.
 */

/** An operand that must hold matrices; integers become float64. */
export function matrices(operation: string, x: Operand): Value {
  const input = operand(operation, x);
  if (input.rank < 2) throw errors.wrongRank(operation, input, 'a matrix or a stack of them');
  return isFloat(input.dtype) ? input : astype(input, 'float64');
}

/** An operand that must hold square matrices. */
export function squareMatrices(operation: string, x: Operand): Value {
  const input = matrices(operation, x);
  if (input.shape[input.rank - 1] !== input.shape[input.rank - 2])
    throw errors.unfit(operation, 'square matrices', input);
  return input;
}

/** The shape of the stack. */
export const stackShape = (x: Value): Shape => x.shape.slice(0, -2);

/** Each matrix transposed. */
export const mT = (x: Value): Value => swapAxes(x, -2, -1);

/** The identity matrix that goes with square matrices. */
export const identityFor = (x: Value): Value => {
  const n = x.shape[x.rank - 1];
  return constant(identity(n), { shape: [n, n], dtype: x.dtype });
};

/** The lower half, copied to the upper one: symmetric. */
export const copyLower = (x: Value): Value => add(tril(x), mT(tril(x, { offset: -1 })));
