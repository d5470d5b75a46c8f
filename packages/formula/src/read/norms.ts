import { readingErrors } from '../errors/reading.ts';
import { type CallExpression, type Expression, isCall, type Literal } from '../expression/expression.ts';
import type { Parser } from './parser.ts';
import type { Source, Token } from './tokens.ts';

/** What a norm is called in its subscript. Frobenius' is the root of the sum of squares, which is norm without more. */
const ORDERS: ReadonlyMap<string, Record<string, Literal> | undefined> = new Map([
  ['_1', { p: 1 }],
  ['_2', undefined],
  ['_F', undefined],
  ['_inf', { p: Infinity }],
]);

/** The subscript behind ‖x‖: its order as a named argument; undefined for that of Euclid, and where there is none. */
export function readOrderOfNorm(parser: Parser): Record<string, Literal> | undefined {
  const { next } = parser;
  if (next.kind !== 'name' || !next.text.startsWith('_')) return undefined;
  if (!ORDERS.has(next.text))
    throw readingErrors.expected(parser.source, next, 'a norm of order 1, 2, F or inf (norm(x, p=…) is any)');
  return ORDERS.get(parser.take().text);
}

/** Bars in bars: deeper ones could not be parsed either. */
const MOST_OPEN = 200;

const isBar = (token: Token | undefined) => token?.kind === 'symbol' && token.text === '|';

/** Whether two bars that touch begin here. */
const isDouble = (tokens: readonly Token[], at: number) =>
  isBar(tokens[at]) && isBar(tokens[at + 1]) && tokens[at].end === tokens[at + 1].start;

/** What a bar behind it closes. */
const endsOperand = ({ kind, text }: Token) =>
  kind === 'number' ||
  kind === 'name' ||
  kind === 'hole' ||
  kind === 'superscript' ||
  /^[)\]}'ᵀ]$/.test(text);

/**
 * Whether the bar that was just taken is the first of the two that open a norm, `||x||`, and no absolute value in another
 * one, `||x| - y|`: the bar that closes this one is double.
 */
export function opensNorm({ tokens, position }: Parser): boolean {
  if (!isDouble(tokens, position - 1)) return false;
  let open = 0;
  for (let k = position + 1; k < tokens.length && tokens[k].kind !== 'separator'; k++) {
    if (!isBar(tokens[k])) continue;
    if (open > MOST_OPEN) return false;
    if (!endsOperand(tokens[k - 1]) && !(isBar(tokens[k - 1]) && endsOperand(tokens[k - 2]))) open++;
    else if (open > 0) open--;
    else return isDouble(tokens, k);
  }
  return false;
}

/** Whether a bar behind an operand closes the bracket that is open, so that it begins no factor. */
export function closesBars({ tokens, position, innermost }: Parser): boolean {
  const { text } = tokens[position];
  return innermost === text || (innermost === '||' && text === '|' && isDouble(tokens, position));
}

/** Whether something between bars stands in a product before the last factor, as in |a|b: one more bar can open or close. */
export const followsBars = (product: Expression, source: Source): boolean =>
  isBeside(product) && holdsBars(product.operands[0], source);

const isBeside = (product: Expression): product is CallExpression =>
  isCall(product, 'mul') && product.sign === 'beside';

function holdsBars(factor: Expression, source: Source): boolean {
  if (isCall(factor, 'abs') || isCall(factor, 'norm')) return source.text[factor.at!.start] === '|';
  return isBeside(factor) && factor.operands.some((each) => holdsBars(each, source));
}
