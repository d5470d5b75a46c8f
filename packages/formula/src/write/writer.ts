import type {
  CallExpression,
  DerivativeExpression,
  Expression,
  ListExpression,
  Literal,
  NameExpression,
} from '../expression/expression.ts';
import { isCall } from '../expression/expression.ts';
import { type Form, formOf, type Layout, Precedence } from '../expression/notation.ts';

/** A part of a formula as it is written. */
export interface Piece {
  readonly text: string;
  readonly precedence: number;
  /** Whether it begins with a minus sign, which may not follow another sign. */
  readonly negative?: boolean;
}

/** What differs between text, TeX and the languages of programs. */
export interface Dialect {
  /** How an operation is written over so many operands; undefined as a function of its name. */
  readonly form: (name: string, operands: number) => Form | undefined;
  readonly number: (x: number) => Piece;
  readonly name: (name: string) => Piece;
  readonly derivative: (of: string, wrt: readonly Order[], order: number) => Piece;
  readonly list: (list: ListExpression, write: Write) => Piece;
  readonly literal: (literal: Literal) => string;
  /** A function over what stands between its parentheses. */
  readonly function: (name: string, args: readonly string[]) => string;
  /** How a call is written that has no form, where that is more than a function of its name. */
  readonly call?: (call: CallExpression, write: Write) => Piece | undefined;
  readonly option: (key: string, literal: string) => string;
  readonly parenthesized: (text: string) => string;
  /** Signs of the notation table that are written otherwise. */
  readonly pattern: (pattern: string) => string;
  /** The layouts that need more than a pattern; undefined where they do not apply. */
  readonly layouts: Readonly<
    Partial<Record<Layout, (call: CallExpression, write: Write) => Piece | undefined>>
  >;
}

export type Write = (expression: Expression) => Piece;

/** A variable that was differentiated by, and how many times in a row. */
export interface Order {
  readonly name: string;
  readonly times: number;
}

const SLOT = '□';

export const atom = (text: string): Piece => ({ text, precedence: Precedence.atom });

/** Writes expressions in a dialect. */
export function writer(dialect: Dialect): Write {
  const write: Write = (expression) => {
    switch (expression.kind) {
      case 'number':
        return dialect.number(expression.value);
      case 'name':
        return dialect.name(expression.name);
      case 'list':
        return dialect.list(expression, write);
      case 'derivative':
        return writeDerivative(dialect, expression);
      case 'call':
        return writeCall(expression);
    }
  };

  /** Calls that begin with an operand, `a + b + c`, nest in their first operands: a loop, for a long sum is deep. */
  const writeCall = (expression: CallExpression): Piece => {
    const outer: { call: CallExpression; form: Form }[] = [];
    let inner: Expression = expression;
    while (inner.kind === 'call') {
      const form = patternOf(inner);
      if (!form?.pattern.startsWith(SLOT) || form.layout) break;
      outer.push({ call: inner, form });
      inner = inner.operands[0];
    }
    const first = inner.kind === 'call' ? writeHead(inner) : write(inner);
    return outer.reduceRight(
      (piece, { call, form }) => fill(dialect, form, [piece, ...call.operands.slice(1).map(write)]),
      first,
    );
  };

  const writeHead = (call: CallExpression): Piece => {
    const form = patternOf(call);
    const piece = form?.layout && dialect.layouts[form.layout]?.(call, write);
    if (piece) return piece;
    if (form?.layout === 'index') {
      const entries = entriesOf(call.operands[1], write);
      if (entries) return fill(dialect, form, [write(call.operands[0]), atom(entries)]);
    } else if (form) return fill(dialect, form, call.operands.map(write));
    const own = dialect.call?.(call, write);
    if (own) return own;
    const options = Object.entries(call.options ?? {}).map(([key, literal]) =>
      dialect.option(key, dialect.literal(literal)),
    );
    return atom(
      dialect.function(call.name, [...call.operands.map((operand) => write(operand).text), ...options]),
    );
  };

  const patternOf = ({ name, operands, options }: CallExpression): Form | undefined =>
    options && Object.keys(options).length > 0 ? undefined : dialect.form(name, operands.length);

  return write;
}

/** What stands between the brackets of `x[0, 1:3, :]`; undefined where it is no list of indices and ranges. */
function entriesOf(ranges: Expression, write: Write): string | undefined {
  if (ranges.kind !== 'list' || ranges.items.length === 0) return undefined;
  const isOpen = (each: Expression) => isCall(each, 'none') || (each.kind === 'name' && each.name === 'null');
  const bound = (each: Expression) => (isOpen(each) ? '' : write(each).text);
  const entry = (each: Expression) => {
    if (each.kind !== 'list') return bound(each);
    const [start = '', end = '', ...step] = each.items.map(bound);
    return [start, end, ...step].join(':');
  };
  return ranges.items.map(entry).join(', ');
}

/** The pattern of an operation with the operands in its places. */
function fill(dialect: Dialect, form: Form, operands: readonly Piece[]): Piece {
  const [start, ...after] = dialect.pattern(form.pattern).split(SLOT);
  const texts = operands.map((piece, k) => {
    const opens = k === 0 && start === '';
    return guarded(dialect, piece, form.operands[k], opens) + after[k];
  });
  const negative =
    start === '' ? operands[0].negative && bare(operands[0], form.operands[0], true) : /^[-−]/.test(start);
  return { text: start + texts.join(''), precedence: form.precedence, negative: negative === true };
}

/** Whether a piece may stand without parentheses where this much is asked; `opens` where no sign stands before it. */
function bare(piece: Piece, least: number, opens: boolean): boolean {
  if (least === Precedence.enclosed) return true;
  return piece.precedence >= least && (opens || !piece.negative);
}

export function guarded(dialect: Dialect, piece: Piece, least: number, opens = false): string {
  return bare(piece, least, opens) ? piece.text : dialect.parenthesized(piece.text);
}

function writeDerivative(dialect: Dialect, expression: DerivativeExpression): Piece {
  const wrt: string[] = [];
  let of: DerivativeExpression | NameExpression = expression;
  for (; of.kind === 'derivative'; of = of.of) wrt.unshift(of.wrt.name);
  const orders: Order[] = [];
  for (const name of wrt) {
    const last = orders.at(-1);
    if (last?.name === name) orders[orders.length - 1] = { name, times: last.times + 1 };
    else orders.push({ name, times: 1 });
  }
  return dialect.derivative(of.name, orders, wrt.length);
}

/** The factors of a product in their order. */
export interface Factors {
  /** Whether a minus sign stands before all of them: −(a·b)·c is −a·b·c. */
  readonly negative: boolean;
  readonly first: Expression;
  /** The calls that each add one more. */
  readonly rest: readonly CallExpression[];
}

/** The factors of a product: calls that are laid out in a row nest in their first operands. */
export function factorsOf(call: CallExpression, language: 'text' | 'tex'): Factors {
  const rest: CallExpression[] = [];
  let first: Expression = call;
  let negative = false;
  for (; first.kind === 'call' && !first.options; first = first.operands[0]) {
    if (inARow(first, language)) rest.push(first);
    else if (!negative && first.name === 'neg' && followsSign(first.operands[0], language)) negative = true;
    else break;
  }
  return { negative, first, rest: rest.reverse() };
}

const inARow = ({ name, operands }: CallExpression, language: 'text' | 'tex') =>
  formOf(name, operands.length, language)?.layout === 'product';

/** Whether a minus sign may stand before the factors of an operand: not where these begin with one. */
function followsSign(operand: Expression, language: 'text' | 'tex'): boolean {
  if (operand.kind === 'number') return operand.value > 0;
  if (operand.kind !== 'call' || !inARow(operand, language)) return false;
  const { negative, first } = factorsOf(operand, language);
  return !negative && !isCall(first, 'neg') && !(first.kind === 'number' && first.value < 0);
}
