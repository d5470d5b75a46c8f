import type { Expression } from '../../expression/expression.ts';
import { literalOf } from '../../expression/names.ts';
import { isSize } from './sizes.ts';

/** Operations that every language has on numbers. */
const ON_NUMBERS: ReadonlySet<string> = new Set(['add', 'sub', 'mul', 'div', 'neg', 'pow', 'square', 'none']);

/** Whether an expression is made of numbers alone, by signs alone: a number of the language itself, and no array. */
export function isPlain(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return true;
    case 'name':
      return isSize(expression.name) || literalOf(expression.name) !== undefined;
    case 'list':
      return expression.items.every(isPlain);
    case 'call':
      return ON_NUMBERS.has(expression.name) && !expression.options && expression.operands.every(isPlain);
    case 'derivative':
      return false;
  }
}
