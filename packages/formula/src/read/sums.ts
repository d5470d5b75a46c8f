import { readingErrors } from '../errors.ts';
import type { Expression } from '../expression/expression.ts';
import { Precedence } from '../expression/notation.ts';
import type { Parser } from './parser.ts';

/**
 * `\sum` or `\prod` over all entries of the product that follows it. `\sum_i`, `\sum_{i=1}^{n}` and `\sum_{i,j}` name what
 * they go over: names with just those subscripts stand for the whole tensor, `\sum_i w_i x_i` is sum(w * x), entry by
 * entry, and terms that have the index belong to the sum, too: `\sum_i x_i + y_i`.
 */
export function readSum(parser: Parser, operation: 'sum' | 'prod', start: number): Expression {
  const [indices, count] = parser.next.kind === 'limits' ? parser.take().text.split(':') : [''];
  const limits = { indices, count: count === undefined ? undefined : Number(count) };
  const body = parser.expression(Precedence.product);
  if (indices === '') return parser.call(operation, [body], start);
  let whole = withoutIndices(parser, body, limits);
  if (whole === body) throw readingErrors.sumIndex(parser.source, parser.spanFrom(start), indices);
  for (let more = nextTerm(parser, limits); more; more = nextTerm(parser, limits))
    whole = parser.call(more.operation, [whole, more.term], start);
  return parser.call(operation, [whole], start);
}

/** What a sum goes over: its indices, and how many entries that are, where numbers say it. */
interface Limits {
  readonly indices: string;
  readonly count: number | undefined;
}

/** The term that follows, if it has the index; otherwise it stands behind the sum, and the parser stays where it is. */
function nextTerm(parser: Parser, limits: Limits) {
  const { position } = parser;
  const operation = parser.accept('+') ? 'add' : parser.accept('-') ? 'sub' : undefined;
  if (operation === undefined) return undefined;
  const written = parser.expression(Precedence.product);
  const term = withoutIndices(parser, written, limits);
  if (term !== written) return { operation, term };
  parser.position = position;
  return undefined;
}

/** The expression with the indices taken off its names; itself where no name has them. Of entries a product is one of numbers. */
function withoutIndices(parser: Parser, expression: Expression, limits: Limits): Expression {
  const { indices, count } = limits;
  const mapped = (parts: readonly Expression[]) => {
    const changed = parts.map((part) => withoutIndices(parser, part, limits));
    return changed.every((part, k) => part === parts[k]) ? undefined : changed;
  };
  if (expression.kind === 'call') {
    const operands = mapped(expression.operands);
    return operands ? parser.measured({ ...expression, operands, sign: undefined }, operands) : expression;
  }
  if (expression.kind === 'list') {
    const items = mapped(expression.items);
    return items ? parser.measured({ ...expression, items }, items) : expression;
  }
  if (expression.kind !== 'name') return expression;
  const parts = expression.name.split('_');
  const last = parts[parts.length - 1];
  if (parts.length > 1 && last === indices)
    return { ...expression, name: parts.slice(0, -1).join('_'), rank: indices.length, length: count };
  const isIndex = (part: string) =>
    part === indices || (part.length <= indices.length + 1 && hasAny(part, indices));
  if (indices.includes(parts[0]) || parts.slice(1).some(isIndex))
    throw readingErrors.sumIndex(parser.source, expression.at!, indices);
  return expression;
}

const hasAny = (part: string, indices: string) =>
  Array.from(part).every((letter) => /[a-z]/i.test(letter)) &&
  Array.from(indices).some((index) => part.includes(index));
