import type { Expression } from '../../src/expression/expression.ts';

/** How many operations an expression has, counted in one way for every source. */
export function operations(expression: Expression): number {
  if (expression.kind === 'list') return expression.items.reduce((sum, item) => sum + operations(item), 0);
  if (expression.kind !== 'call') return 0;
  return expression.operands.reduce((sum, operand) => sum + operations(operand), 1);
}
