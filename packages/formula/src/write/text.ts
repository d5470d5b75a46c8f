import { checkCount } from '@chainrule/core';
import {
  type CallExpression,
  checkExpression,
  type Expression,
  type ListExpression,
  type Literal,
} from '../expression/expression.ts';
import { formOf, Precedence } from '../expression/notation.ts';
import { isNumeric } from '../expression/structure.ts';
import { checkDigits, checkOptions } from '../options.ts';
import { harmless, spelledOut } from './names.ts';
import { numberText, smallFraction } from './numbers.ts';
import { atom, type Dialect, factorsOf, guarded, type Piece, type Write, writer } from './writer.ts';

export interface TextOptions {
  /** Plain ASCII: `*` for `·`, `^2` for `²`, `dE/dw` for `∂E/∂w`. */
  ascii?: boolean | undefined;
  /** Decimals of the numbers, by the rule of `formatNumber`; absent, each shows all its digits. */
  digits?: number | undefined;
  /** Which products are entry by entry, A ⊙ B: an expression does not know the shapes of what it names. */
  elementwise?: ((product: CallExpression) => boolean) | undefined;
}

/**
 * An expression as a line of text that `parse` reads again, with no more parentheses than it needs.
 *
 * @example
 * ```ts
 * import { expression, toText } from '@chainrule/formula';
 * const { call, name, number } = expression;
 * const error = call('square', [call('sub', [name('t'), name('out')])]);
 * toText(call('mul', [number(0.5), error])); // → 1/2 · (t − out)²
 * toText(call('neg', [error]), { ascii: true }); // → -(t - out)^2
 * ```
 */
export function toText(expression: Expression, options: TextOptions = {}): string {
  checkCount('toText', 2, arguments);
  checkExpression('toText', expression);
  checkOptions('toText', options, { ascii: 'any', digits: 'any', elementwise: 'any' });
  checkDigits('toText', options.digits);
  return writer(textDialect(options, !isNumeric(expression)))(expression).text;
}

function textDialect({ ascii = false, digits, elementwise }: TextOptions, symbolic: boolean): Dialect {
  const signs = (text: string) => (ascii ? text.replace(/[−·⊙²≤≥≠∞∂…]/g, (sign) => ASCII[sign]) : text);
  const dialect: Dialect = {
    form: (name, operands) => formOf(name, operands, 'text'),
    number: (x) => numberPiece(signs(numberText(x, digits).replace(/^-/, '−'))),
    // A raised sign at its end would run into an exponent.
    name: (name) => ({
      text: bracedSubscript(ascii ? spelledOut(name) : harmless(name)),
      precedence: name.endsWith('⁺') ? Precedence.power : Precedence.atom,
    }),
    derivative: (of, wrt, order) => {
      const d = signs('∂');
      const to = (name: string) => dialect.name(name).text;
      const below = wrt.map((each) => d + to(each.name) + exponent(each.times)).join('');
      return { text: `${d}${exponent(order)}${to(of)}/${below}`, precedence: Precedence.fraction };
    },
    list: ({ items }: ListExpression, write) => atom(`[${items.map((item) => write(item).text).join(', ')}]`),
    literal: (literal) => literalText(literal, ascii),
    function: (name, args) => `${dialect.name(name).text}(${args.join(', ')})`,
    option: (key, literal) => `${dialect.name(key).text}=${literal}`,
    parenthesized: (text) => `(${text})`,
    pattern: signs,
    layouts: {
      product: (call, write) => productOf(dialect, call, write, { symbolic, elementwise }),
      power: (call, write) => (ascii ? undefined : superscript(dialect, call, write)),
    },
  };
  const exponent = (n: number) => (n === 1 ? '' : ascii ? `^${n}` : raised(n));
  return dialect;
}

/** A subscript that is a sum, h_{t-1}, keeps its braces, without which it would be h_t − 1. */
const bracedSubscript = (name: string) => name.replace(/_([\p{L}\d_]*[-+]\d+)/u, '_{$1}');

const ASCII: Readonly<Record<string, string>> = {
  '−': '-',
  '·': '*',
  '⊙': '*',
  '²': '^2',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '∞': 'Infinity',
  '∂': 'd',
  '…': '...',
};

/** A number by its digits: one below zero begins with a sign, and one to a power of ten is still one word. */
function numberPiece(text: string): Piece {
  return /^[-−]/.test(text) ? { text, precedence: Precedence.sign, negative: true } : atom(text);
}

interface ProductStyle {
  readonly symbolic: boolean;
  readonly elementwise: TextOptions['elementwise'];
}

/**
 * Factors in a row: close together while all are short, `w5·out_h1 + b2`; apart where one has parts of its own, and
 * behind a quotient, `1/2 · x`.
 */
function productOf(dialect: Dialect, call: CallExpression, write: Write, style: ProductStyle): Piece {
  const { symbolic, elementwise } = style;
  const { negative, first, rest } = factorsOf(call, 'text');
  const isBelowZero = first.kind === 'number' && first.value < 0;
  const head = (symbolic && !(negative && isBelowZero) && coefficient(dialect, first, rest)) || write(first);
  const divided = (k: number) => rest[k]?.name === 'div';
  // ∂a/∂b has a line of its own, so it stands beside no other.
  const beside = (k: number) => (divided(k) ? Precedence.power : Precedence.product);
  const isFraction = head.precedence === Precedence.fraction;
  const start = guarded(dialect, head, isFraction ? beside(0) : Precedence.product, !negative);
  const factors = rest.map(({ operands }, k) =>
    guarded(dialect, write(operands[1]), Math.max(Precedence.fraction, beside(k), beside(k + 1))),
  );
  const afterQuotient = rest.some((_, k) => divided(k) && rest[k + 1] && !divided(k + 1));
  const loose =
    afterQuotient ||
    rest.some((each) => elementwise?.(each)) ||
    [start, ...factors].some((text) => /[ /]|^[-−]?\(/.test(text));
  const texts = factors.map((text, k) =>
    elementwise?.(rest[k]) ? dialect.pattern(' ⊙ ') + text : signOf(dialect, rest[k], loose) + text,
  );
  return {
    text: (negative ? dialect.pattern('−') : '') + start + texts.join(''),
    precedence: Precedence.product,
    negative: negative || (head.negative === true && start === head.text),
  };
}

/** The sign before a factor; a quotient and a matrix product have their own spaces always. */
function signOf(dialect: Dialect, { name }: CallExpression, loose: boolean): string {
  const sign = dialect.pattern(formOf(name, 2, 'text')!.pattern.replaceAll('□', ''));
  return loose || name === 'matmul' ? sign : sign.trim();
}

/** A coefficient ½ in front of a product, as a person would write it. */
function coefficient(
  dialect: Dialect,
  first: Expression,
  rest: readonly CallExpression[],
): Piece | undefined {
  const fraction = first.kind === 'number' && rest[0].name === 'mul' ? smallFraction(first.value) : undefined;
  if (!fraction) return undefined;
  const [numerator, denominator] = fraction;
  const negative = numerator < 0;
  const text = `${negative ? dialect.pattern('−') : ''}${Math.abs(numerator)}/${denominator}`;
  return { text, precedence: Precedence.product, negative };
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const raised = (n: number) => String(n).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]);

/** `x³`, where the exponent is a small natural number. */
function superscript(
  dialect: Dialect,
  { operands: [base, exponent] }: CallExpression,
  write: Write,
): Piece | undefined {
  if (exponent.kind !== 'number' || !Number.isInteger(exponent.value)) return undefined;
  if (exponent.value < 0 || exponent.value > 99) return undefined;
  const text = guarded(dialect, write(base), Precedence.postfix, true) + raised(exponent.value);
  return { text, precedence: Precedence.power };
}

/** A named argument as it is read again. */
function literalText(literal: Literal, ascii: boolean): string {
  if (Array.isArray(literal)) return `[${literal.map((each) => literalText(each, ascii)).join(', ')}]`;
  if (typeof literal === 'string') return JSON.stringify(ascii ? spelledOut(literal) : harmless(literal));
  return String(literal);
}
