import { lessEqualRow, whereRow } from '../../array/arithmetic-rows.ts';
import { isFloat } from '../../array/dtype.ts';
import type { Row } from '../../array/map.ts';
import { takes } from '../../errors/surplus.ts';
import { type Binary, elementwise, none, type Ternary, type Unary } from '../../families/elementwise.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';

const comparison = (
  name: string,
  holds: (a: number, b: number) => boolean,
  { row, commutes }: { row?: Row; commutes?: boolean } = {},
): Binary =>
  elementwise(name, 2, {
    forward: (a, b) => (holds(a, b) ? 1 : 0),
    row,
    commutes,
    partials: [none, none],
    result: 'bool',
    kink: (a, b) => a - b,
  });

/** a > b, as booleans. No derivative passes through. */
export const greater: Binary = comparison('greater', (a, b) => a > b);

/** a ≥ b, as booleans. No derivative passes through. */
export const greaterEqual: Binary = comparison('greaterEqual', (a, b) => a >= b);

/** a < b, as booleans. No derivative passes through. */
export const less: Binary = comparison('less', (a, b) => a < b);

/** a ≤ b, as booleans. No derivative passes through. */
export const lessEqual: Binary = comparison('lessEqual', (a, b) => a <= b, { row: lessEqualRow });

/** a = b, as booleans. No derivative passes through. */
export const equal: Binary = comparison('equal', (a, b) => a === b, { commutes: true });

/** a ≠ b, as booleans. No derivative passes through. */
export const notEqual: Binary = comparison('notEqual', (a, b) => a !== b, { commutes: true });

const truth = (name: string, holds: (a: number, b: number) => boolean): Binary =>
  elementwise(name, 2, {
    forward: (a, b) => (holds(a, b) ? 1 : 0),
    commutes: true,
    partials: [none, none],
    result: 'bool',
    kink: (a, b) => a * b,
  });

/** Whether a and b are both true; a number is true if it is not 0. */
export const logicalAnd: Binary = truth('logicalAnd', (a, b) => a !== 0 && b !== 0);

/** Whether a or b is true, or both; a number is true if it is not 0. */
export const logicalOr: Binary = truth('logicalOr', (a, b) => a !== 0 || b !== 0);

/** Whether exactly one of a and b is true; a number is true if it is not 0. */
export const logicalXor: Binary = truth('logicalXor', (a, b) => (a !== 0) !== (b !== 0));

const property = (name: string, holds: (x: number) => boolean): Unary =>
  elementwise(name, 1, {
    forward: (x) => (holds(x) ? 1 : 0),
    partials: [none],
    result: 'bool',
    kink: (x) => x,
  });

/** Whether x is false; a number is true if it is not 0. */
export const logicalNot: Unary = property('logicalNot', (x) => x === 0);

/** Whether x is NaN. */
export const isNaN: Unary = property('isNaN', Number.isNaN);

/** Whether x is neither infinite nor NaN. */
export const isFinite: Unary = property('isFinite', Number.isFinite);

/** Whether x is infinite, of either sign. */
export const isInf: Unary = property('isInf', (x) => Math.abs(x) === Infinity);

/**
 * a where the condition is true (not 0), b elsewhere; all three broadcast. The gradient goes to the side that was taken, and
 * the other side gets an exact zero, whatever its numbers are.
 *
 * @example
 * ```ts
 * import { value, where } from '@chainrule/core';
 * const x = value([-1, 4]);
 * const y = where(x.greater(0), x.sqrt(), 0);
 * y; // → [0, 2]
 * where(x.greater(0), x.mul(3), x).sum().backward().of(x); // → [1, 3]
 * ```
 */
export const where: Ternary = elementwise('where', 3, {
  forward: (condition, a, b) => (condition !== 0 ? a : b),
  row: whereRow,
  products: [none, (g, _, condition) => where(condition, g, 0), (g, _, condition) => where(condition, 0, g)],
  result: 'promoted',
  conditional: true,
});

/**
 * Replaces NaN by `nan` (default: 0) and the infinities by other numbers (default: the largest of the dtype). The gradient
 * is 0 at replaced entries; integers and booleans are returned unchanged.
 */
export const nanToNum = takes(
  'nanToNum',
  2,
  (x: Operand, options: { nan?: number; posInf?: number; negInf?: number } = {}): Value => {
    const input = operand('nanToNum', x);
    const largest = input.dtype === 'float32' ? LARGEST_FLOAT32 : Number.MAX_VALUE;
    const {
      nan = 0,
      posInf = largest,
      negInf = -largest,
    } = optionsOf('nanToNum', options, 'nan, posInf, negInf');
    if (!isFloat(input.dtype)) return input;
    const infinite = where(greater(input, 0), operand('nanToNum', posInf, input), negInf);
    const finite = where(isInf(input), infinite, input);
    return where(isNaN(input), nan, finite);
  },
);

const LARGEST_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;
