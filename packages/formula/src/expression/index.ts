/*
 * Expressions as data, for programs that make or take apart formulas.
 */

export { numbersOf } from '../write/arrays.ts';
export {
  type CallExpression,
  call,
  type DerivativeExpression,
  derivative,
  type Expression,
  isCall,
  type ListExpression,
  type Literal,
  list,
  type NameExpression,
  type NumberExpression,
  name,
  number,
  type Span,
} from './expression.ts';
export { namesLike } from './names.ts';
export { simplify } from './simplify.ts';
export { equal, type Replacement, substitute } from './structure.ts';
