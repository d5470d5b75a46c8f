import type { Expression } from '../../expression/expression.ts';

/** How many operations an expression has: signs, functions and powers. */
export function operations(expression: Expression): number {
  if (expression.kind !== 'call') return 0;
  return expression.operands.reduce((count, operand) => count + operations(operand), 1);
}
