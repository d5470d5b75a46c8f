import { hint } from '../errors/nearest.ts';
import { readingErrors } from '../errors/reading.ts';
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
import { compositeNames, compositeOf, isComposite } from './composites.ts';
import { functionNamed, functionNames } from './functions.ts';
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
  const made = operands.length > 0 ? compositeOf(written, operands, callerAt(parser, start)) : undefined;
  if (made && options.length === 0) return made;
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

const callerAt = (parser: Parser, start: number) => (operation: string, operands: readonly Expression[]) =>
  parser.call(operation, operands, start);

function unknown(parser: Parser, written: string, start: number) {
  const at = { start, end: start + written.length };
  if (/^arccot$/.test(written))
    return readingErrors.ambiguous(
      parser.source,
      at,
      '\\frac{\\pi}{2} - \\arctan(x), continuous',
      '\\arctan(1/x), odd',
    );
  return readingErrors.unknownFunction(
    parser.source,
    at,
    written,
    hint(written, [...functionNames(), ...compositeNames()]),
  );
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
  if (functionNamed(text) === undefined && !isComposite(text) && text !== 'none')
    throw unknown(parser, text, start);
  const exponent = readExponent(parser);
  const isInverse = exponent?.kind === 'number' && exponent.value === -1;
  const applies = (isInverse && INVERSES.get(text)) || text;
  if (exponent?.kind === 'number' && exponent.value < 0 && applies === text)
    throw readingErrors.ambiguous(
      parser.source,
      exponent.at!,
      'the inverse function by its name',
      '1 / f(x)',
    );
  const applied = parser.at('(') ? readCall(parser, applies, start) : readBare(parser, applies, start);
  return exponent === undefined || applies !== text
    ? applied
    : parser.call('pow', [applied, exponent], start);
}

/** Functions whose power of −1 is their inverse by custom, \sin^{-1} x, with the name of that. */
const INVERSES: ReadonlyMap<string, string> = new Map([
  ...['sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh'].map((name) => [name, `a${name}`] as const),
  ...['sec', 'csc', 'cot'].map((name) => [name, `arc${name}`] as const),
  ...['sech', 'csch', 'coth'].map((name) => [name, `ar${name}`] as const),
]);

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
  // sin 2πx is that of the whole product: of numbers, and of one factor behind them.
  for (let last = operand; last.kind === 'number' && goesOn(parser.next); ) {
    last = parser.expression(Precedence.power);
    operand = parser.signed('beside', 'mul', [operand, last], operand.at!.start);
  }
  const { next } = parser;
  if (goesOn(next)) {
    const [name, one] = [text, parser.textOf(operand.at!)];
    const more = next.kind === 'symbol' ? SHOWN.get(next.text)! : parser.textOf(next);
    throw readingErrors.ambiguous(
      parser.source,
      next,
      `\\${name}(${one}) \\cdot ${more}`,
      `\\${name}(${one} ${more})`,
    );
  }
  const operation = functionNamed(text);
  if (operation !== undefined) return parser.call(operation, [operand], start);
  const made = compositeOf(text, [operand], callerAt(parser, start));
  if (made) return made;
  throw unknown(parser, text, start);
}

/** What a factor that begins with a sign is shown as. */
const SHOWN: ReadonlyMap<string, string> = new Map([
  ['(', '(…)'],
  ['frac', '\\frac{…}{…}'],
  ['√', '\\sqrt{…}'],
]);

/** Whether a factor follows an operand that stands without parentheses. */
const goesOn = ({ kind, text }: Token) => kind === 'name' || (kind === 'symbol' && SHOWN.has(text));

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
