import { readingErrors } from '../errors.ts';
import type { Expression } from '../expression/expression.ts';
import { Precedence } from '../expression/notation.ts';
import type { Parser } from './parser.ts';

/**
 * `\sum` over all entries of the product that follows it. `\sum_i` and `\sum_{i=1}^{n}` name what they go over: names
 * with just that subscript stand for the whole tensor, `\sum_i w_i x_i` is sum(w * x), entry by entry.
 */
export function readSum(parser: Parser, start: number): Expression {
  const index = parser.next.kind === 'limits' ? parser.take().text : '';
  const body = parser.expression(Precedence.product);
  if (index === '') return parser.call('sum', [body], start);
  const whole = withoutIndex(parser, body, index);
  if (whole === body) throw readingErrors.sumIndex(parser.source, parser.spanFrom(start), index);
  return parser.call('sum', [whole], start);
}

/** The expression with the index taken off its names; itself where no name has it. */
function withoutIndex(parser: Parser, expression: Expression, index: string): Expression {
  const mapped = (parts: readonly Expression[]) => {
    const changed = parts.map((part) => withoutIndex(parser, part, index));
    return changed.every((part, k) => part === parts[k]) ? undefined : changed;
  };
  if (expression.kind === 'call') {
    const operands = mapped(expression.operands);
    return operands ? parser.measured({ ...expression, operands }, operands) : expression;
  }
  if (expression.kind === 'list') {
    const items = mapped(expression.items);
    return items ? parser.measured({ ...expression, items }, items) : expression;
  }
  if (expression.kind !== 'name') return expression;
  const [base, ...subscripts] = expression.name.split('_');
  if (subscripts.length === 1 && subscripts[0] === index) return { ...expression, name: base };
  if (
    base === index ||
    subscripts.some((each) => each === index || (each.length === 2 && each.includes(index)))
  )
    throw readingErrors.sumIndex(parser.source, expression.at!, index);
  return expression;
}
