import { readingErrors } from '../errors.ts';
import {
  type DerivativeExpression,
  derivative,
  type NameExpression,
  name,
} from '../expression/expression.ts';
import { readOrder } from './arguments.ts';
import type { Parser } from './parser.ts';

/** ∂E/∂w, dE/dw or the fraction of them, where one begins here and the grammar has derivatives. */
export function readDerivative(parser: Parser): DerivativeExpression | undefined {
  const { grammar, position, next } = parser;
  const isFraction = parser.at('frac');
  const ahead = isFraction ? 2 : 0;
  if (!grammar.derivatives || !beginsDifferential(parser, ahead)) return undefined;
  const isCertain = parser.at('∂', ahead);
  if (isFraction) parser.position += 2;
  const above = readDifferential(parser);
  const parted = isFraction ? parser.accept('}') && parser.accept('{') : parser.accept('/');
  if (!parted || !beginsDifferential(parser, 0)) {
    if (isCertain && above) throw readingErrors.expected(parser.source, parser.next, '∂E/∂w, a derivative');
    parser.position = position;
    return undefined;
  }
  const made = readBelow(parser, above, next.start);
  if (isFraction) parser.expect('}');
  return made && { ...made, at: parser.spanFrom(next.start) };
}

/** Whether ∂, or a name such as dE that is not bound, stands so many tokens ahead. */
function beginsDifferential(parser: Parser, ahead: number): boolean {
  const token = parser.tokens[parser.position + ahead];
  if (parser.at('∂', ahead)) return true;
  if (token?.kind !== 'name' || !token.text.startsWith('d') || parser.grammar.known.has(token.text))
    return false;
  const after = parser.tokens[parser.position + ahead + 1];
  return (
    token.text.length > 1 || after?.kind === 'name' || after?.kind === 'superscript' || after?.text === '^'
  );
}

interface Differential {
  readonly of: NameExpression;
  readonly order: number;
}

/** `∂E`, `∂²E` or `dE`: above the line the order stands before the name. */
function readDifferential(parser: Parser): Differential {
  const token = parser.take();
  if (token.kind === 'name' && token.text.length > 1)
    return { of: name(token.text.slice(1), { start: token.start + 1, end: token.end }), order: 1 };
  const order = readOrder(parser) ?? 1;
  const of = parser.take();
  if (of.kind !== 'name') throw readingErrors.expected(parser.source, of, 'a name after ∂');
  return { of: name(of.text, of), order };
}

/** `∂w`, `∂w²`, `∂w∂b`: the first is what was differentiated by first. */
function readBelow(parser: Parser, above: Differential, start: number): DerivativeExpression {
  let made: NameExpression | DerivativeExpression = above.of;
  let total = 0;
  while (beginsDifferential(parser, 0)) {
    const below = readDifferential(parser);
    const times = (readOrder(parser) ?? 1) * below.order;
    for (let k = 0; k < times; k++) made = derivative(made, below.of, parser.spanFrom(start));
    total += times;
  }
  if (made.kind === 'derivative' && total === above.order) return made;
  throw readingErrors.at(
    parser.source,
    parser.spanFrom(start),
    `expected a derivative of order ${above.order} below the line too, got ${total}`,
  );
}
