import { readingErrors } from '../errors/reading.ts';
import type { Expression } from '../expression/expression.ts';
import { substitute } from '../expression/structure.ts';
import type { Parser } from './parser.ts';

/** `\left. x^2 \right|_{x=3}`, whose opening sign has been read. */
export function readEvaluated(parser: Parser): Expression {
  const inside = parser.inside('evaluated', () => parser.expression());
  parser.expect('evaluated', '\\right|_{x=…}, what to put in');
  return putIn(parser, inside);
}

/** `|_{x=3}` behind what it goes with: a factor or a fraction, and nothing else before it that it could go with, too. */
export function readEvaluatedBehind(parser: Parser, left: Expression): Expression {
  const at = parser.take();
  const before = parser.tokens.findLast(({ end }) => end <= left.at!.start);
  const isBracket = before?.kind === 'symbol' && /^(?:\(|\{|=|open)/.test(before.text);
  const isFirst = before === undefined || before.kind === 'separator' || isBracket;
  if (!isFirst && before.kind === 'symbol' && before.text !== '(')
    throw readingErrors.at(
      parser.source,
      at,
      'what is put in here could go with all that stands before it: write \\left. … \\right|_{…}',
    );
  if (!isFirst)
    throw readingErrors.at(parser.source, at, 'write \\left. … \\right|_{…} around what this is put into');
  return putIn(parser, left);
}

/** The expression with numbers or names put in for the names below the bar. */
function putIn(parser: Parser, expression: Expression): Expression {
  const values = new Map<string, Expression>();
  parser.expect('{');
  do {
    const symbol = parser.take();
    if (symbol.kind !== 'name') throw readingErrors.expected(parser.source, symbol, 'a name, as in |_{x=0}');
    parser.expect('=');
    values.set(symbol.text, parser.expression());
  } while (parser.accept(','));
  parser.expect('}');
  const found = new Set<string>();
  const put = substitute(expression, (symbol) => {
    if (symbol.kind === 'derivative')
      throw readingErrors.at(
        parser.source,
        symbol.at!,
        'a derivative is judged at the numbers that are given: leave out what is put in below the bar',
      );
    found.add(symbol.name);
    return values.get(symbol.name);
  });
  for (const symbol of values.keys())
    if (!found.has(symbol))
      throw readingErrors.at(
        parser.source,
        expression.at!,
        `${symbol} does not stand in what it is put into`,
      );
  const dependent = [...found].find((each) => !values.has(each) && parser.grammar.known.has(each));
  if (dependent !== undefined)
    throw readingErrors.at(
      parser.source,
      expression.at!,
      `${dependent} may depend on ${[...values.keys()][0]}: write it out`,
    );
  return put;
}
