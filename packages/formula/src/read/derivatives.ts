import { readingErrors } from '../errors/reading.ts';
import {
  type DerivativeExpression,
  derivative,
  type Expression,
  type NameExpression,
  name,
} from '../expression/expression.ts';
import { Precedence } from '../expression/notation.ts';
import { readOrder } from './arguments.ts';
import type { Parser } from './parser.ts';

/** ∂E/∂w, dE/dw or the fraction of them, d/dx and ∇ before what they differentiate, where one begins here and the grammar has derivatives. */
export function readDerivative(parser: Parser): Expression | undefined {
  const { grammar, position, next } = parser;
  if (!grammar.derivatives) {
    if (isLeibniz(parser)) throw readingErrors.derivative(parser.source, derivativeAt(parser));
    return undefined;
  }
  if (parser.at('∇') || (parser.at('∂') && isSubscript(parser, 1))) return readOperator(parser);
  const isFraction = parser.at('frac');
  const ahead = isFraction ? 2 : 0;
  if (beginsBareOperator(parser, ahead)) return readFractionOperator(parser, isFraction);
  if (!beginsDifferential(parser, ahead)) return undefined;
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

const isSubscript = ({ tokens, position }: Parser, ahead: number) =>
  tokens[position + ahead]?.kind === 'name' && tokens[position + ahead].text.startsWith('_');

/** ∂_x f, ∇_W L, and ∇f, the gradient by what the text is about. */
function readOperator(parser: Parser): Expression {
  const { start } = parser.take();
  const by = isSubscript(parser, 0) ? parser.take() : undefined;
  const of = readDifferentiated(parser);
  const wrt = by && name(by.text.slice(1), { start: by.start + 1, end: by.end });
  return wrt ? derivative(of, wrt, parser.spanFrom(start)) : parser.signed('prime', 'transpose', [of], start);
}

/** Whether d/dx begins so many tokens ahead: nothing stands beside the d. */
function beginsBareOperator(parser: Parser, ahead: number): boolean {
  const isBare = parser.at('∂', ahead) || isLetterD(parser, ahead);
  if (!isBare) return false;
  if (ahead === 0) return parser.at('/', 1) && beginsDifferential(parser, 2);
  return parser.at('}', ahead + 1) && parser.at('{', ahead + 2) && beginsDifferential(parser, ahead + 3);
}

function isLetterD({ tokens, position, grammar }: Parser, ahead: number): boolean {
  const token = tokens[position + ahead];
  return token?.kind === 'name' && token.text === 'd' && !grammar.known.has('d');
}

function readFractionOperator(parser: Parser, isFraction: boolean): Expression {
  const { start } = parser.next;
  parser.position += isFraction ? 5 : 2;
  const below = readDifferential(parser);
  if (isFraction) parser.expect('}');
  return derivative(readDifferentiated(parser), below.of, parser.spanFrom(start));
}

/** What an operator differentiates: a name, or an expression, which gets one. */
function readDifferentiated(parser: Parser): NameExpression {
  const { next } = parser;
  if (next.kind === 'end' || next.kind === 'separator' || parser.at('='))
    throw readingErrors.expected(parser.source, next, 'what is differentiated');
  if (next.kind === 'name' && !isPartOfFactor(parser)) {
    parser.take();
    skipArguments(parser);
    return name(next.text, parser.spanFrom(next.start));
  }
  const expression = parser.expression(Precedence.product);
  return expression.kind === 'name' ? expression : parser.named(expression);
}

/** Whether something is done with a name before it is differentiated. */
function isPartOfFactor(parser: Parser): boolean {
  const after = parser.tokens[parser.position + 1];
  if (after.kind === 'superscript') return true;
  if (after.kind === 'symbol')
    return /^[\^'ᵀ![]$/.test(after.text) || (after.text === '(' && argumentsEnd(parser, 1) < 0);
  return after.kind === 'name' || after.kind === 'function' || after.kind === 'number';
}

/** Where the parenthesis closes that begins so many tokens ahead, if nothing but names stands in it; otherwise −1. */
function argumentsEnd({ tokens, position }: Parser, ahead: number): number {
  let k = position + ahead + 1;
  while (tokens[k]?.kind === 'name' && tokens[k + 1]?.text === ',') k += 2;
  return tokens[k]?.kind === 'name' && tokens[k + 1]?.kind === 'symbol' && tokens[k + 1].text === ')'
    ? k + 1
    : -1;
}

/** Goes on behind the (θ) of J(θ). */
function skipArguments(parser: Parser): void {
  const end = parser.at('(') ? argumentsEnd(parser, 0) : -1;
  if (end >= 0) parser.position = end + 1;
}

/** Whether \frac{dy}{dx} or \frac{d}{dx} stands here: no product of a name d, which would cancel. */
function isLeibniz(parser: Parser): boolean {
  if (!parser.at('frac') || !isLetterD(parser, 2)) return false;
  const named = parser.tokens[parser.position + 3]?.kind === 'name' ? 1 : 0;
  const below = 3 + named;
  return (
    parser.at('}', below) &&
    parser.at('{', below + 1) &&
    isLetterD(parser, below + 2) &&
    parser.tokens[parser.position + below + 3]?.kind === 'name' &&
    parser.at('}', below + 4)
  );
}

const derivativeAt = ({ tokens, position }: Parser) => ({
  start: tokens[position].start,
  end: tokens.slice(position).find(({ text }, k) => k > 4 && text === '}')!.end,
});

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
  skipArguments(parser);
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
