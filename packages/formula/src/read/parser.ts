import { readingErrors } from '../errors/reading.ts';
import {
  type CallExpression,
  call,
  type Expression,
  type Literal,
  type NameExpression,
  name,
  number,
  type Sign,
  type Span,
} from '../expression/expression.ts';
import { Precedence } from '../expression/notation.ts';
import type { Functions } from './applications.ts';
import { readIndex } from './arguments.ts';
import { compositeOf } from './composites.ts';
import { functionNamed } from './functions.ts';
import { closesBars, followsBars } from './norms.ts';
import { readOperand } from './operand.ts';
import { readEvaluatedBehind } from './put-in.ts';
import type { Source, Token } from './tokens.ts';

/** How deep brackets and right operands may nest, and how deep the calls of one expression. */
const MOST_NESTED = 200;
const MOST_CALLS_DEEP = 1000;

/** What differs between the texts that one grammar reads. */
export interface Grammar {
  readonly latex: boolean;
  /** Whether ∂E/∂w is a symbol; it is refused otherwise. */
  readonly derivatives: boolean;
  /** Names that are bound: no constant and no alias of a function. */
  readonly known: ReadonlySet<string>;
  /** Functions that the text defines. */
  readonly functions: Functions;
  /** What stands at the k-th hole of a template. */
  readonly hole: (k: number, at: Span) => Expression;
  /** The same as a named argument. */
  readonly literal: (k: number) => Literal | undefined;
}

/** One line: a single expression, or the sides of `a = b = c`. */
export interface Statement {
  readonly sides: readonly Expression[];
  /** Where each of them stands, brackets included. */
  readonly spans: readonly Span[];
  readonly at: Span;
  /** Whether it begins a line with a sign: it may have been meant to go on from the line above. */
  readonly beginsWithSign: boolean;
}

interface Infix {
  readonly operation: string;
  readonly power: number;
  /** Its sign in each grammar, where shapes decide what it means. */
  readonly text?: Sign;
  readonly latex?: Sign;
}

const comparison = (operation: string): Infix => ({ operation, power: Precedence.comparison });

const INFIX: ReadonlyMap<string, Infix> = new Map([
  ['<', comparison('less')],
  ['<=', comparison('lessEqual')],
  ['>', comparison('greater')],
  ['>=', comparison('greaterEqual')],
  ['==', comparison('equal')],
  ['!=', comparison('notEqual')],
  ['+', { operation: 'add', power: Precedence.sum, latex: 'sum' }],
  ['-', { operation: 'sub', power: Precedence.sum, latex: 'sum' }],
  ['*', { operation: 'mul', power: Precedence.product }],
  ['star', { operation: 'mul', power: Precedence.product, text: 'star', latex: 'asterisk' }],
  ['cdot', { operation: 'mul', power: Precedence.product, latex: 'dot' }],
  ['times', { operation: 'mul', power: Precedence.product, latex: 'cross' }],
  ['circ', { operation: 'mul', power: Precedence.product, latex: 'circle' }],
  ['/', { operation: 'div', power: Precedence.product, latex: 'over' }],
  ['@', { operation: 'matmul', power: Precedence.product, text: 'at', latex: 'at' }],
  ['^', { operation: 'pow', power: Precedence.power }],
]);

/** What an index is made of: numbers, ranges, signs. */
const isIndex = ({ kind, text }: Token) => kind === 'number' || (kind === 'symbol' && /^[-:,]$/.test(text));

/** What can begin a factor that stands beside another without a sign. */
const FACTORS = new Set(
  (
    '( { open| open‖ open⌊ open⌈ open[ open. frac √ root sum prod max min ⟨ indicator expected cases ' +
    'logarithm binom ∂ ∇'
  ).split(' '),
);

/** Reads tokens by binding powers (Pratt): an operand, then the operators that bind at least so tightly. */
export class Parser {
  readonly source: Source;
  readonly grammar: Grammar;
  readonly tokens: readonly Token[];
  position = 0;
  /** Expressions that are differentiated where they stand, each with a name that no text can spell. */
  readonly unnamed: { readonly sides: readonly [NameExpression, Expression] }[] = [];
  #unnamed = 0;
  /** What closes the bracket that is open. */
  innermost: string | undefined;
  #nested = 0;
  /** Where a quotient, or a power with ^ in text, ended without parentheses: no factor may follow there without a sign. */
  #open: { position: number; call: CallExpression } | undefined;
  readonly #depths = new WeakMap<Expression, number>();

  constructor(source: Source, tokens: readonly Token[], grammar: Grammar) {
    this.source = source;
    this.tokens = tokens;
    this.grammar = grammar;
  }

  get next(): Token {
    return this.tokens[this.position];
  }

  /** Whether the next token is this symbol. */
  at(symbol: string, ahead = 0): boolean {
    const token = this.tokens[this.position + ahead];
    return token?.kind === 'symbol' && token.text === symbol;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.position++;
    return token;
  }

  /** Goes on behind this symbol, if it is next. */
  accept(symbol: string): boolean {
    const found = this.at(symbol);
    if (found) this.position++;
    return found;
  }

  expect(symbol: string, expected = symbol): Token {
    if (!this.at(symbol)) throw readingErrors.expected(this.source, this.next, expected);
    return this.take();
  }

  /** Reads what stands in a bracket. */
  inside<T>(closing: string, read: () => T): T {
    const before = this.innermost;
    this.innermost = closing;
    const found = read();
    this.innermost = before;
    return found;
  }

  /** Characters from where an expression or token began to where the last token ended. */
  spanFrom(start: number): Span {
    return { start, end: Math.max(start, this.tokens[Math.max(0, this.position - 1)].end) };
  }

  textOf({ start, end }: Span): string {
    const text = this.source.text.slice(start, end);
    return text.length > 30 ? `${text.slice(0, 29)}…` : text;
  }

  call(operation: string, operands: readonly Expression[], start: number, options?: Record<string, Literal>) {
    const made = call(operation, operands, options, this.spanFrom(start));
    return this.measured(made, operands) as CallExpression;
  }

  /** A call of which the shapes decide what it means. */
  signed(sign: Sign | undefined, operation: string, operands: readonly Expression[], start: number) {
    const made = { ...call(operation, operands, undefined, this.spanFrom(start)), ...(sign && { sign }) };
    return this.measured(made, operands) as CallExpression;
  }

  /** A name for an expression that has none. */
  named(expression: Expression): NameExpression {
    const symbol = name(`$${++this.#unnamed}`, expression.at);
    this.unnamed.push({ sides: [symbol, expression] });
    return symbol;
  }

  /** Remembers how deep an expression is. Throws where it is too deep for those who walk over it. */
  measured<E extends Expression>(made: E, parts: readonly Expression[]): E {
    const depth = 1 + parts.reduce((most, part) => Math.max(most, this.#depths.get(part) ?? 0), 0);
    if (depth > MOST_CALLS_DEEP) throw readingErrors.tooDeep(this.source, made.at!, MOST_CALLS_DEEP);
    this.#depths.set(made, depth);
    return made;
  }

  /** The expression that begins here, as far as its operators bind at least this tightly. */
  expression(least: number = Precedence.enclosed): Expression {
    if (++this.#nested > MOST_NESTED) throw readingErrors.tooDeep(this.source, this.next, MOST_NESTED);
    let left = readOperand(this);
    for (let more = this.#operator(left, least); more; more = this.#operator(left, least)) left = more;
    this.#nested--;
    return left;
  }

  #operator(left: Expression, least: number): Expression | undefined {
    const token = this.next;
    if (token.kind === 'superscript') return least <= Precedence.power ? this.#raised(left) : undefined;
    if (token.kind === 'symbol') {
      const isEvaluated = token.text === 'evaluated' && this.innermost !== 'evaluated';
      if (/^['ᵀ!]$/.test(token.text) || isEvaluated || this.#opensIndex()) return this.#postfix(left);
      const infix = INFIX.get(token.text);
      if (infix) return infix.power < least ? undefined : this.#infix(left, infix);
    }
    return this.#juxtaposed(left, token, least);
  }

  #postfix(left: Expression): Expression {
    const { start } = left.at!;
    if (this.at('evaluated')) return readEvaluatedBehind(this, left);
    if (this.accept('!')) return this.#factorial(left, start);
    if (this.accept('ᵀ')) return this.call('transpose', [left], start);
    if (this.accept("'")) return this.signed('prime', 'transpose', [left], start);
    const ranges = readIndex(this);
    return this.call('slice', [left, ranges], start);
  }

  #factorial(n: Expression, start: number): Expression {
    return compositeOf('factorial', [n], (name, operands) => this.call(name, operands, start))!;
  }

  /** In LaTeX [ is a bracket like any other, unless nothing but numbers stands in it: an index. */
  #opensIndex(): boolean {
    if (!this.at('[')) return false;
    if (!this.grammar.latex) return true;
    let k = this.position + 1;
    while (isIndex(this.tokens[k])) k++;
    const closing = this.tokens[k];
    return k > this.position + 1 && closing.kind === 'symbol' && closing.text === ']';
  }

  #raised(base: Expression): Expression {
    const exponent = this.take();
    return this.#power(base, number(Number(exponent.text), exponent));
  }

  #infix(left: Expression, infix: Infix): Expression {
    const { operation, power } = infix;
    this.take();
    const { start } = left.at!;
    const isPower = operation === 'pow';
    const right = isPower ? this.#exponent() : this.expression(power + 1);
    const made = isPower
      ? this.#power(left, right)
      : this.signed(this.#signOf(infix), operation, [left, right], start);
    if (operation === 'div' || (isPower && !this.grammar.latex))
      this.#open = { position: this.position, call: made };
    return power === Precedence.comparison ? this.#chained(made, right) : made;
  }

  /** In LaTeX a < b < c are two comparisons that both hold. */
  #chained(made: CallExpression, right: Expression): CallExpression {
    const infix = this.next.kind === 'symbol' ? INFIX.get(this.next.text) : undefined;
    if (infix?.power !== Precedence.comparison) return made;
    if (!this.grammar.latex)
      throw readingErrors.at(
        this.source,
        this.next,
        'comparisons do not chain: write logicalAnd(a < b, b < c)',
      );
    this.take();
    const { start } = made.at!;
    const next = this.expression(Precedence.comparison + 1);
    const both = this.call(
      'logicalAnd',
      [made, this.call(infix.operation, [right, next], right.at!.start)],
      start,
    );
    return this.#chained(both, next);
  }

  #signOf({ text, latex }: Infix): Sign | undefined {
    return this.grammar.latex ? latex : text;
  }

  /** In LaTeX the group after ^; in text a power or a number with a sign, and powers group from the right. */
  #exponent(): Expression {
    if (!this.grammar.latex) return this.expression(Precedence.power);
    this.expect('{');
    const exponent = this.expression();
    this.expect('}');
    if (this.at('^'))
      throw readingErrors.at(
        this.source,
        this.next,
        'a second exponent: put the first power in braces, {x^{a}}^{b}',
      );
    return exponent;
  }

  #power(base: Expression, exponent: Expression): CallExpression {
    const { start } = base.at!;
    const ofE = base.kind === 'number' && base.value === Math.E && !/[\d.]/.test(this.source.text[start]);
    const sign = this.grammar.latex ? 'power' : 'caret';
    const made = ofE
      ? this.signed(sign, 'exp', [exponent], start)
      : this.signed(sign, 'pow', [base, exponent], start);
    return made;
  }

  /** A product without a sign: in LaTeX after anything, in text where it can be nothing else. */
  #juxtaposed(left: Expression, token: Token, least: number): Expression | undefined {
    const before = this.tokens[this.position - 1];
    const isBehindFactorial = token.kind === 'number' && before.kind === 'symbol' && before.text === '!';
    if (!this.#beginsFactor(token) && !isBehindFactorial) return undefined;
    if (!this.grammar.latex && !this.#standsBeside(before, token)) return undefined;
    if (Precedence.product < least) return undefined;
    if (this.#open?.position === this.position) throw this.#ambiguous(this.#open.call, token);
    if (token.text === '|' && followsBars(left, this.source))
      throw readingErrors.eitherBar(this.source, token);
    const right = this.expression(Precedence.product + 1);
    return this.signed(this.grammar.latex ? 'beside' : 'next', 'mul', [left, right], left.at!.start);
  }

  /**
   * Whether a text says a product by what stands before a factor: after a number or a parenthesis any factor, after a
   * name or a power a name, after a transpose both. `sin x` and `o(1 − o)` are none, nor are entries of a list without
   * commas.
   */
  #standsBeside(before: Token, token: Token): boolean {
    if (this.innermost === ']' && before.end < token.start) return false;
    if (before.kind === 'number' || (before.kind === 'symbol' && before.text === ')')) return true;
    if (before.kind === 'symbol' && /^['ᵀ]$/.test(before.text))
      return token.kind === 'name' || token.text === '(';
    if (token.kind !== 'name') return false;
    if (before.kind === 'name') return this.grammar.known.has(before.text) || !functionNamed(before.text);
    return before.kind === 'superscript' || (before.kind === 'symbol' && before.text === ']');
  }

  #beginsFactor({ kind, text }: Token): boolean {
    return (
      kind === 'name' ||
      (kind === 'number' && text === 'Infinity' && this.grammar.latex) ||
      kind === 'function' ||
      kind === 'hole' ||
      (kind === 'symbol' &&
        (FACTORS.has(text) ||
          (text === '[' && this.grammar.latex) ||
          /^√\d/.test(text) ||
          this.#opensBars(text)))
    );
  }

  #opensBars(text: string): boolean {
    return (text === '|' || text === '‖') && !closesBars(this);
  }

  #ambiguous({ name, operands }: CallExpression, token: Token) {
    const [a, b] =
      name === 'exp' ? ['e', this.textOf(operands[0].at!)] : operands.map((each) => this.textOf(each.at!));
    const sign = name === 'div' ? '/' : '^';
    const factor = token.text === '(' ? '(…)' : this.textOf(token);
    const at = { start: operands[0].at!.start, end: token.end };
    return readingErrors.ambiguous(
      this.source,
      at,
      `(${a}${sign}${b}) * ${factor}`,
      `${a}${sign}(${b} * ${factor})`,
    );
  }
}

/** All lines of a text. */
export function readStatements(source: Source, tokens: readonly Token[], grammar: Grammar): Statement[] {
  const parser = new Parser(source, tokens, grammar);
  const statements: Statement[] = [];
  for (let afterLine = false; ; ) {
    while (parser.next.kind === 'separator') afterLine = parser.take().text !== ';';
    const first = parser.next;
    if (first.kind === 'end') return statements;
    const sides: Expression[] = [];
    const spans: Span[] = [];
    do {
      const { start } = parser.next;
      sides.push(parser.expression());
      spans.push(parser.spanFrom(start));
    } while (parser.accept('='));
    if (!atEndOfStatement(parser.next)) throw unexpected(parser);
    for (const expression of parser.unnamed.splice(0)) {
      const at = expression.sides[1].at!;
      statements.push({ ...expression, spans: [at, at], at, beginsWithSign: false });
    }
    const beginsWithSign = afterLine && first.kind === 'symbol' && first.text === '-';
    statements.push({ sides, spans, at: parser.spanFrom(first.start), beginsWithSign });
  }
}

const atEndOfStatement = ({ kind }: Token) => kind === 'separator' || kind === 'end';

function unexpected(parser: Parser) {
  const { source, next } = parser;
  if (next.kind === 'symbol') return readingErrors.expected(source, next, 'an operator or the end');
  const before = parser.tokens[parser.position - 1];
  const isFunction = before.kind === 'name' && functionNamed(before.text) !== undefined;
  const hint = isFunction ? `: the function is written ${before.text}(…)` : '';
  return readingErrors.noOperator(source, next, parser.textOf(before), hint);
}
