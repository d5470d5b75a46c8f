/*
 * Expressions as data, for programs that make or take apart formulas.
 */

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
} from './expression/expression.ts';
export { namesLike } from './expression/names.ts';
export { simplify } from './expression/simplify.ts';
export { equal, type Replacement, substitute } from './expression/structure.ts';
export { numbersOf } from './write/arrays.ts';
