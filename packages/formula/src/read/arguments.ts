import { readingErrors } from '../errors.ts';
import {
  call,
  type Expression,
  type ListExpression,
  type Literal,
  list,
  number,
} from '../expression/expression.ts';
import { literalOf } from '../expression/names.ts';
import { Precedence } from '../expression/notation.ts';
import { functionNamed, functionNames } from './functions.ts';
import { hint } from './nearest.ts';
import type { Parser } from './parser.ts';
import type { Token } from './tokens.ts';

/** `(a, b, axis=0)` behind the name of a function. */
export function readCall(parser: Parser, written: string, start: number): Expression {
  parser.expect('(');
  const operands: Expression[] = [];
  const options: [string, Literal][] = [];
  parser.inside(')', () => {
    while (!parser.at(')')) {
      if (parser.next.kind === 'name' && parser.at('=', 1)) options.push(readOption(parser, options));
      else operands.push(parser.expression());
      if (!parser.accept(',')) break;
    }
  });
  parser.expect(')', ', or ) after an operand');
  const operation = written === 'none' ? written : functionNamed(written, operands.length);
  if (operation === undefined) throw unknown(parser, written, start);
  // The variance of mathematics is the mean of the squares, and not the estimate that programs call var.
  if (written === 'Var' && !options.some(([key]) => key === 'correction')) options.push(['correction', 0]);
  // A property of its own even where it is called __proto__.
  return parser.call(
    operation,
    operands,
    start,
    options.length > 0 ? Object.fromEntries(options) : undefined,
  );
}

function unknown(parser: Parser, written: string, start: number) {
  const at = { start, end: start + written.length };
  return readingErrors.unknownFunction(parser.source, at, written, hint(written, functionNames()));
}

function readOption(parser: Parser, before: readonly [string, Literal][]): [string, Literal] {
  const key = parser.take();
  parser.expect('=');
  if (before.some(([other]) => other === key.text))
    throw readingErrors.assignedTwice(parser.source, key, key.text);
  if (parser.next.kind === 'hole') {
    const literal = parser.grammar.literal(Number(parser.next.text));
    if (literal === undefined) throw readingErrors.notALiteral(parser.source, parser.next, key.text);
    parser.take();
    return [key.text, literal];
  }
  const { start } = parser.next;
  const literal = literalIn(parser.expression(), parser.grammar.latex);
  if (literal === undefined) throw readingErrors.notALiteral(parser.source, parser.spanFrom(start), key.text);
  return [key.text, literal];
}

/** What an expression is as a named argument; in LaTeX a word is text. */
function literalIn(expression: Expression, wordsAreText: boolean): Literal | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'list') {
    const items = expression.items.map((item) => literalIn(item, wordsAreText));
    return items.includes(undefined) ? undefined : (items as Literal[]);
  }
  if (expression.kind !== 'name') return undefined;
  const literal = literalOf(expression.name);
  return literal === undefined && wordsAreText ? expression.name : literal;
}

/** `[a, b]`, whose bracket has been read. */
export function readItems(parser: Parser, start: number): ListExpression {
  const items: Expression[] = [];
  parser.inside(']', () => {
    while (!parser.at(']')) {
      items.push(parser.expression());
      if (!parser.accept(',')) break;
    }
  });
  parser.expect(']', ', or ] after an entry');
  return parser.measured(list(items, parser.spanFrom(start)), items);
}

/** `[0, 1:3, ::2]` behind what is indexed: a list with an entry for each axis, of bounds where it is a range. */
export function readIndex(parser: Parser): ListExpression {
  const { start } = parser.expect('[');
  const entries: Expression[] = [];
  parser.inside(']', () => {
    do entries.push(readRange(parser));
    while (parser.accept(','));
  });
  parser.expect(']', ', or ] after an index');
  return parser.measured(list(entries, parser.spanFrom(start)), entries);
}

function readRange(parser: Parser): Expression {
  const { start } = parser.next;
  const bounds: (Expression | undefined)[] = [readBound(parser)];
  while (parser.accept(':')) {
    if (bounds.length === 3)
      throw readingErrors.expected(parser.source, parser.tokens[parser.position - 1], ', or ]');
    bounds.push(readBound(parser));
  }
  if (bounds.length === 1) {
    if (bounds[0]) return bounds[0];
    throw readingErrors.expected(parser.source, parser.next, 'an index or a range');
  }
  while (bounds.length > 0 && bounds[bounds.length - 1] === undefined) bounds.pop();
  const at = parser.spanFrom(start);
  const items = bounds.map((bound) => bound ?? call('none', [], undefined, at));
  return parser.measured(list(items, at), items);
}

const readBound = (parser: Parser): Expression | undefined =>
  parser.at(':') || parser.at(',') || parser.at(']') ? undefined : parser.expression();

/** A function that LaTeX marks as one: `\tanh(x)`, `\sin^2 x`, `\ln 2x`. */
export function readApplication(parser: Parser, { text: named, start }: Token): Expression {
  const text = parser.at("'") && parser.at('(', 1) && parser.accept("'") ? `${named}'` : named;
  const base = RECIPROCALS.get(text) ?? text;
  if (functionNamed(base) === undefined && base !== 'none') throw unknown(parser, text, start);
  const exponent = readExponent(parser);
  const isInverse = exponent?.kind === 'number' && exponent.value === -1;
  const applies = isInverse && INVERSES.has(text) ? `a${text}` : base;
  if (exponent?.kind === 'number' && exponent.value < 0 && applies === base)
    throw readingErrors.ambiguous(
      parser.source,
      exponent.at!,
      'the inverse function by its name',
      '1 / f(x)',
    );
  const called = parser.at('(') ? readCall(parser, applies, start) : readBare(parser, applies, start);
  const applied = base === text ? called : parser.call('reciprocal', [called], start);
  return exponent === undefined || applies !== base
    ? applied
    : parser.call('pow', [applied, exponent], start);
}

/** Functions that are one over another. */
const RECIPROCALS: ReadonlyMap<string, string> = new Map([
  ['cot', 'tan'],
  ['sec', 'cos'],
  ['csc', 'sin'],
  ['coth', 'tanh'],
  ['sech', 'cosh'],
  ['csch', 'sinh'],
]);

/** Functions whose power of −1 is their inverse by custom: \\sin^{-1} x. */
const INVERSES = new Set(['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh']);

function readExponent(parser: Parser): Expression | undefined {
  const { start } = parser.next;
  if (!parser.accept('^')) return undefined;
  parser.expect('{');
  const exponent = parser.expression();
  parser.expect('}');
  return { ...exponent, at: parser.spanFrom(start) };
}

/** The operand of a function without parentheses: a factor, and a number before it. */
function readBare(parser: Parser, text: string, start: number): Expression {
  let operand = parser.expression(Precedence.power);
  const { next } = parser;
  const goesOn =
    next.kind === 'name' || (next.kind === 'symbol' && (next.text === '(' || next.text === 'frac'));
  if (goesOn && operand.kind === 'number')
    operand = parser.signed(
      'beside',
      'mul',
      [operand, parser.expression(Precedence.power)],
      operand.at!.start,
    );
  else if (goesOn) {
    const [name, one, more] = [text, parser.textOf(operand.at!), parser.textOf(next)];
    throw readingErrors.ambiguous(
      parser.source,
      next,
      `\\${name}(${one}) \\cdot ${more}`,
      `\\${name}(${one} ${more})`,
    );
  }
  return parser.call(functionNamed(text)!, [operand], start);
}

/** The number of a superscript or an exponent that is one: the order of a derivative. */
export function readOrder(parser: Parser): number | undefined {
  if (parser.next.kind === 'superscript') return Number(parser.take().text);
  if (!parser.accept('^')) return undefined;
  const braced = parser.accept('{');
  const order = parser.take();
  if (braced) parser.expect('}');
  const value = order.kind === 'number' ? number(Number(order.text)).value : Number.NaN;
  if (!(Number.isInteger(value) && value > 0 && value <= 20))
    throw readingErrors.expected(parser.source, order, 'a whole number as the order of a derivative');
  return value;
}
