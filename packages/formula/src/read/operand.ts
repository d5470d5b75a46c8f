import { nearest } from '../errors/nearest.ts';
import { readingErrors } from '../errors/reading.ts';
import { type Expression, name, number } from '../expression/expression.ts';
import { Precedence } from '../expression/notation.ts';
import { readUse } from './applications.ts';
import { readApplication, readCall, readItems } from './arguments.ts';
import { readCases } from './cases.ts';
import { compositeOf, isComposite } from './composites.ts';
import { readDerivative } from './derivatives.ts';
import { functionNamed, functionNames, isAlias } from './functions.ts';
import { opensNorm, readOrderOfNorm } from './norms.ts';
import type { Parser } from './parser.ts';
import { readEvaluated } from './put-in.ts';
import { REDUCTIONS, readSum } from './sums.ts';

/** Names that are numbers, unless they are bound to something else. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['π', Math.PI],
  ['pi', Math.PI],
  ['e', Math.E],
  ['inf', Infinity],
  ['NaN', NaN],
]);

/** Brackets of two sides: what closes them, and the operation that they stand for. */
const BRACKETS: ReadonlyMap<string, readonly [closing: string, operation?: string]> = new Map([
  ['(', [')']],
  ['{', ['}']],
  ['|', ['|', 'abs']],
  ['||', ['||', 'norm']],
  ['open|', ['close|', 'abs']],
  ['‖', ['‖', 'norm']],
  ['open‖', ['close‖', 'norm']],
  ['open⌊', ['close⌊', 'floor']],
  ['open⌈', ['close⌈', 'ceil']],
]);

/** What an operator can follow: a number, a name, a call, something in brackets, a sign with its operand. */
export function readOperand(parser: Parser): Expression {
  const derived = readDerivative(parser);
  if (derived) return derived;
  const token = parser.take();
  switch (token.kind) {
    case 'number':
      return number(Number(token.text), token);
    case 'name':
      return readName(parser, token.text, token.start);
    case 'function':
      return readUse(parser, token.text, token.start) ?? readApplication(parser, token);
    case 'string':
      return name(token.text, token);
    case 'hole':
      return parser.grammar.hole(Number(token.text), token);
    case 'symbol':
      return readSymbol(parser, token.text, token.start);
    default:
      throw readingErrors.expected(parser.source, token, 'a number, a name or a bracket');
  }
}

function readSymbol(parser: Parser, text: string, start: number): Expression {
  const bracket = BRACKETS.get(text === '|' && opensNorm(parser) ? '||' : text);
  if (bracket) return readBracketed(parser, bracket, start);
  if (text === '[' || text === 'open[') return readBrackets(parser, text, start);
  if (text === '-') return readNegative(parser, start);
  const { latex } = parser.grammar;
  if (text === 'frac') return parser.signed('over', 'div', [readGroup(parser), readGroup(parser)], start);
  if (text === '√') return parser.signed(latex ? 'root' : undefined, 'sqrt', [readRadicand(parser)], start);
  if (text === '√3') return parser.call('cbrt', [readRadicand(parser)], start);
  if (/^√\d/.test(text)) {
    const exponent = number(1 / Number(text.slice(1)), parser.spanFrom(start));
    return parser.call('pow', [readRadicand(parser), exponent], start);
  }
  if (text === 'root') return readNamedRoot(parser, start);
  if (text === 'logarithm') return readLogarithm(parser, start);
  if (text === 'binom') return readBinomial(parser, start);
  if (REDUCTIONS.has(text)) return readSum(parser, text, start);
  if (text === 'cases') return readCases(parser, start);
  if (text === 'open.') return readEvaluated(parser);
  if (text === 'expected') return readMean(parser, start);
  if (text === '⟨') return readInner(parser, start);
  if (text === 'indicator') return readIndicator(parser, start);
  const at = parser.spanFrom(start);
  if (text === '∂' || text === '∇') throw readingErrors.derivative(parser.source, at);
  throw readingErrors.expected(parser.source, at, 'a number, a name or a bracket');
}

function readBracketed(
  parser: Parser,
  [closing, operation]: readonly [string, string?],
  start: number,
): Expression {
  if (closing === '||') parser.take();
  let inside = parser.inside(closing, () => parser.expression());
  // In LaTeX = compares where it cannot assign.
  if (parser.grammar.latex && isPlain(closing) && parser.accept('='))
    inside = parser.call('equal', [inside, parser.expression(Precedence.sum)], inside.at!.start);
  const written = closing.replace('close', '');
  for (const sign of closing === '||' ? '||' : [closing])
    parser.expect(sign, `${written} to close the bracket`);
  if (operation === undefined) return inside;
  if (operation === 'abs')
    return parser.signed(parser.grammar.latex ? 'bars' : 'pipes', operation, [inside], start);
  return parser.call(operation, [inside], start, operation === 'norm' ? readOrderOfNorm(parser) : undefined);
}

const isPlain = (closing: string) => closing === ')' || closing === '}';

/** ⟨a, b⟩, the sum of the products of their entries. */
function readInner(parser: Parser, start: number): Expression {
  const left = parser.inside('⟩', () => parser.expression());
  parser.expect(',');
  const right = parser.inside('⟩', () => parser.expression());
  parser.expect('⟩', '⟩ to close the bracket');
  return parser.call('vdot', [left, right], start);
}

/** 𝔼[x], the mean of all entries. */
function readMean(parser: Parser, start: number): Expression {
  const { text } = parser.take();
  const closing = BRACKETS.get(text)?.[0] ?? ']';
  const inside = parser.inside(closing, () => parser.expression());
  parser.expect(closing, `${closing} to close the bracket`);
  return parser.call('mean', [inside], start);
}

/** The root of an order that is a name. */
function readNamedRoot(parser: Parser, start: number): Expression {
  const order = readGroup(parser);
  return parser.call('pow', [readGroup(parser), parser.call('reciprocal', [order], start)], start);
}

/** A logarithm to any base: log x / log b. */
function readLogarithm(parser: Parser, start: number): Expression {
  const base = readGroup(parser);
  const token = { kind: 'function', text: 'log', start, end: parser.next.start } as const;
  return parser.call('div', [readApplication(parser, token), parser.call('log', [base], start)], start);
}

function readBinomial(parser: Parser, start: number): Expression {
  const [n, k] = [readGroup(parser), readGroup(parser)];
  return compositeOf('binomial', [n, k], (name, operands) => parser.call(name, operands, start))!;
}

/** 1(x > 0): one where it holds, zero elsewhere. */
function readIndicator(parser: Parser, start: number): Expression {
  const { text } = parser.take();
  const closing = BRACKETS.get(text)?.[0] ?? ']';
  const condition = parser.inside(closing, () => parser.expression());
  parser.expect(closing, `${closing} to close the bracket`);
  return parser.call('where', [condition, number(1), number(0)], start);
}

/** A list; in LaTeX one entry in brackets is only that, unless a call or another list takes it as a list of one. */
function readBrackets(parser: Parser, opening: string, start: number): Expression {
  const isMatrix = parser.at('open[');
  const before = parser.tokens[parser.position - 2];
  const items = readItems(parser, start);
  const [only, more] = items.items;
  const isOperand = before?.kind === 'symbol' && (before.text === ',' || before.text === '=');
  const isList = opening !== '[' || isOperand || before?.text === 'open[' || !parser.grammar.latex;
  if (isMatrix && !more) return only;
  if (isList || more || !only || isWithinList(parser)) return items;
  return only.kind === 'number' && parser.innermost === ')' ? items : only;
}

const isWithinList = (parser: Parser) => parser.innermost === ']';

function readNegative(parser: Parser, start: number): Expression {
  const isNumber = parser.next.kind === 'number';
  const first = parser.next.start;
  const operand = parser.expression(Precedence.power);
  // −2 is a number, and −(2) what was done to one.
  if (isNumber && operand.kind === 'number' && operand.at!.start === first)
    return number(-operand.value, parser.spanFrom(start));
  return parser.call('neg', [operand], start);
}

function readGroup(parser: Parser): Expression {
  parser.expect('{');
  const inside = parser.expression();
  parser.expect('}');
  return inside;
}

/** What stands under a root: a group in LaTeX; in text the next operand, with what stands behind it. */
const readRadicand = (parser: Parser) =>
  parser.grammar.latex ? readGroup(parser) : parser.expression(Precedence.postfix);

function readName(parser: Parser, written: string, start: number): Expression {
  const used = readUse(parser, written, start);
  if (used) return used;
  const { known, latex } = parser.grammar;
  const at = parser.spanFrom(start);
  const primed = parser.at("'") && parser.at('(', 1) ? `${written}'` : undefined;
  if (primed !== undefined && functionNamed(primed) !== undefined && !known.has(written)) {
    parser.take();
    return readCall(parser, primed, start);
  }
  if (parser.at('(')) {
    const isFunction = functionNamed(written) !== undefined && !(isAlias(written) && known.has(written));
    const isGreek = (written === 'σ' && isFunction) || (written === 'Γ' && !known.has(written));
    if (isGreek || (!latex && (isFunction || isComposite(written) || written === 'none')))
      return readCall(parser, written, start);
    if (!latex) throw noFunction(parser, written, start);
  }
  const constant = known.has(written) ? undefined : CONSTANTS.get(written);
  return constant === undefined ? name(written, at) : number(constant, at);
}

function noFunction(parser: Parser, written: string, start: number) {
  const at = parser.spanFrom(start);
  const isName = parser.grammar.known.has(written) || isUsedAsName(parser, written);
  const meant = isName || written.length < 3 ? undefined : nearest(written, functionNames());
  return meant === undefined
    ? readingErrors.notAFunction(parser.source, at, written)
    : readingErrors.unknownFunction(parser.source, at, written, `: did you mean ${meant}?`);
}

/** Whether a name stands somewhere without a parenthesis behind it. */
const isUsedAsName = ({ tokens }: Parser, written: string) =>
  tokens.some(({ kind, text }, k) => kind === 'name' && text === written && tokens[k + 1].text !== '(');
