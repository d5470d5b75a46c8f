import { type CallExpression, call, type Expression, isCall, number } from './expression.ts';
import { built, isProduct, productOf } from './product.ts';
import { isSum, simpleSum } from './sum.ts';

/**
 * An expression as a person would write it down, in the order in which it came: numbers and equal terms together,
 * x · x as x², a + (−b) as a − b, signs before their products, no factors 1 and no terms 0. Products are not expanded.
 *
 * It is for formulas to be read. Numbers count as the decimals that they show, and are put together only where that is
 * exact; x/x is 1 and 0 · x is 0, whatever x is, so at x = 0 or ∞, and in the shape of a tensor, the result can differ.
 *
 * @example
 * ```ts
 * import { expression, toText } from '@chainrule/formula';
 * const { call, name, number, simplify } = expression;
 * const error = call('sub', [name('t'), name('out')]);
 * const slope = call('mul', [call('mul', [number(0.5), number(2)]), call('mul', [error, call('neg', [number(1)])])]);
 * toText(slope); // → 1/2 · 2 · ((t − out) · (−1))
 * toText(simplify(slope)); // → −(t − out)
 * ```
 */
export function simplify(expression: Expression): Expression {
  if (expression.kind === 'list') return { ...expression, items: expression.items.map(simplify) };
  if (expression.kind !== 'call') return expression;
  if (isProduct(expression)) return built(productOf(expression, simplify));
  if (isSum(expression)) return simpleSum(expression, simplify);
  if (expression.name === 'where') return chosen(expression);
  const simple = { ...expression, operands: expression.operands.map(simplify) };
  return inverted(simple) ?? simple;
}

/** A choice that is made already, as in the derivative of a power whose exponent is a number. */
function chosen(expression: CallExpression): Expression {
  const [condition, ...sides] = expression.operands;
  if (condition.kind === 'number') return simplify(sides[condition.value === 0 ? 1 : 0]);
  return { ...expression, operands: expression.operands.map(simplify) };
}

/** What an operation undoes of its operand for every number, and where it is exact: exp(0), ln(eˣ), (Aᵀ)ᵀ. */
function inverted({ name, operands, options }: CallExpression): Expression | undefined {
  if (options || operands.length !== 1) return undefined;
  const [operand] = operands;
  if (name === 'exp') return operand.kind === 'number' && operand.value === 0 ? number(1) : undefined;
  if (name === 'log') {
    if (operand.kind === 'number' && operand.value === 1) return number(0);
    return isCall(operand, 'exp') ? operand.operands[0] : undefined;
  }
  return name === 'transpose' ? transposed(operand) : undefined;
}

/** (Aᵀ)ᵀ = A, and (Aᵀ B)ᵀ = Bᵀ A: where a transpose goes away. */
function transposed(operand: Expression): Expression | undefined {
  if (isCall(operand, 'transpose') && operand.operands.length === 1) return operand.operands[0];
  if (!isCall(operand, 'matmul')) return undefined;
  const [a, b] = operand.operands;
  const [left, right] = [transposed(a), transposed(b)];
  if (!left && !right) return undefined;
  return call('matmul', [right ?? call('transpose', [b]), left ?? call('transpose', [a])]);
}
