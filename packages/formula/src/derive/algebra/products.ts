import { call, type Expression, isCall, number } from '../../expression/expression.ts';
import { greatestCommonDivisor, isDecimal, type Rational } from '../../expression/rational.ts';
import { DECIMAL } from './atoms.ts';

/*
 * Products, quotients and powers as expressions.
 */

export const opposite = (size: Expression): Expression =>
  size.kind === 'number' ? number(-size.value) : call('neg', [size]);

/** The numbers over and under the line; a decimal that ends is one number where it would make a line of its own. */
export function numbersOf(coefficient: Rational): { readonly above: number; readonly below: number } {
  const { numerator, denominator } = coefficient;
  const size = Math.abs(numerator);
  if (denominator >= DECIMAL && isDecimal(coefficient)) return { above: size / denominator, below: 1 };
  return { above: size, below: denominator };
}

export const inARow = (factors: readonly Expression[]) => factors.reduce((a, b) => call('mul', [a, b]));

const ENTRYWISE = new WeakSet<Expression>();

/** Whether a product that was written here is one of arrays entry by entry, for `toText` and `toTeX`. */
export const isEntrywise = (product: Expression): boolean => ENTRYWISE.has(product);

/** Arrays multiplied entry by entry. */
export const entrywise = (factors: readonly Expression[]): Expression =>
  factors.reduce((a, b) => {
    const product = call('mul', [a, b]);
    ENTRYWISE.add(product);
    return product;
  });

/** An array times scalars, which stand before its first factor. */
function times(scalars: readonly Expression[], array: Expression): Expression {
  if (scalars.length === 0) return array;
  const isProduct =
    array.kind === 'call' && !array.options && (array.name === 'matmul' || isEntrywise(array));
  if (!isProduct) return inARow([...scalars, array]);
  const [first, ...rest] = array.operands;
  const product = call(array.name, [times(scalars, first), ...rest]);
  if (isEntrywise(array)) ENTRYWISE.add(product);
  return product;
}

/** A product over another, with the array that the scalars above multiply. */
export function assembled(
  over: readonly Expression[],
  under: readonly Expression[],
  array: Expression | undefined,
): Expression {
  if (array !== undefined && isCall(array, 'div')) {
    const [above, below] = array.operands;
    const isUnit = above.kind === 'number' && above.value === 1;
    const numerator = isUnit && over.length > 0 ? inARow(over) : times(over, above);
    return call('div', [numerator, inARow([...under, below])]);
  }
  const numerator = array === undefined ? inARow(over.length > 0 ? over : [number(1)]) : times(over, array);
  return under.length > 0 ? call('div', [numerator, inARow(under)]) : numerator;
}

export function toPower(base: Expression, exponent: Rational): Expression {
  const common = greatestCommonDivisor(exponent.numerator, exponent.denominator);
  const numerator = exponent.numerator / common;
  const denominator = exponent.denominator / common;
  if (denominator === 1) return numerator === 1 ? base : call('pow', [base, number(numerator)]);
  if (denominator === 2 && numerator === 1) return call('sqrt', [base]);
  return call('pow', [base, call('div', [number(numerator), number(denominator)])]);
}
