import type { Expression } from '../expression/expression.ts';
import { Precedence } from '../expression/notation.ts';
import { mentions, type Reduction } from './indices/subscripts.ts';
import type { Parser } from './parser.ts';

/** What can go over an index. */
export const REDUCTIONS = new Set(['sum', 'prod', 'max', 'min']);

/**
 * `\sum`, `\prod` or `\max` over the product that follows it. What they go over is kept beside the call until all subscripts are known; terms that have the index belong to the sum, too: `\sum_i x_i + y_i`.
 */
export function readSum(parser: Parser, operation: string, start: number): Expression {
  const [indices = '', from = '', to = ''] =
    parser.next.kind === 'limits' ? parser.take().text.split(':') : [];
  const isBracketed = parser.at('(') && REDUCTIONS.has(operation) && operation.startsWith('m');
  let body = isBracketed ? parser.expression(Precedence.postfix) : parser.expression(Precedence.product);
  if (indices === '') return parser.call(operation, [body], start);
  if (!isBracketed)
    for (let more = nextTerm(parser, indices); more; more = nextTerm(parser, indices))
      body = parser.call(more.operation, [body, more.term], start);
  const made: Reduction = {
    ...parser.call(operation, [body], start),
    over: { indices: Array.from(indices), from, to },
  };
  return parser.measured(made, [body]);
}

/** The term that follows, if it has an index; otherwise it stands behind the sum, and the parser stays where it is. */
function nextTerm(parser: Parser, indices: string) {
  const { position } = parser;
  const operation = parser.accept('+') ? 'add' : parser.accept('-') ? 'sub' : undefined;
  if (operation === undefined) return undefined;
  const term = parser.expression(Precedence.product);
  if (Array.from(indices).some((index) => mentions(term, index))) return { operation, term };
  parser.position = position;
  return undefined;
}
