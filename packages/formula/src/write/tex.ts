import { checkCount } from '@chainrule/core';
import {
  type CallExpression,
  checkExpression,
  type Expression,
  isCall,
  type ListExpression,
  type Literal,
} from '../expression/expression.ts';
import { formOf, Precedence } from '../expression/notation.ts';
import { isNumeric } from '../expression/structure.ts';
import { checkDigits, checkOptions } from '../options.ts';
import { escapeTeX, texName } from './names.ts';
import { numberText, smallFraction, texDigits } from './numbers.ts';
import { atom, type Dialect, factorsOf, guarded, type Piece, type Write, writer } from './writer.ts';

export interface TeXOptions {
  /** Decimals of the numbers, by the rule of `formatNumber`; absent, each shows all its digits. */
  digits?: number | undefined;
  /** Which products are entry by entry, A ⊙ B: an expression does not know the shapes of what it names. */
  elementwise?: ((product: CallExpression) => boolean) | undefined;
}

/**
 * An expression as TeX for mathematics, as a person would set it; names come out harmless, whatever they hold.
 *
 * @example
 * ```ts
 * import { expression, toTeX } from '@chainrule/formula';
 * const { call, name, number } = expression;
 * const error = call('square', [call('sub', [name('t'), name('out_o1')])]);
 * toTeX(call('mul', [number(0.5), error])); // → \frac{1}{2} \left(t - \mathrm{out}_{o1}\right)^{2}
 * toTeX(call('mul', [number(0.4), number(-0.3)])); // → 0.4 \cdot \left(-0.3\right)
 * ```
 */
export function toTeX(expression: Expression, options: TeXOptions = {}): string {
  checkCount('toTeX', 2, arguments);
  checkExpression('toTeX', expression);
  checkOptions('toTeX', options, { digits: 'any', elementwise: 'any' });
  checkDigits('toTeX', options.digits);
  return writer(texDialect(options, !isNumeric(expression)))(expression).text;
}

function texDialect({ digits, elementwise }: TeXOptions, symbolic: boolean): Dialect {
  const dialect: Dialect = {
    form: (name, operands) => formOf(name, operands, 'tex'),
    number: (x) => numberPiece(numberText(x, digits)),
    name: (name) => ({
      text: texName(name),
      precedence: name.endsWith('⁺') ? Precedence.power : Precedence.atom,
    }),
    derivative: (of, wrt, order) => {
      const times = (n: number) => (n === 1 ? '' : `^{${n}}`);
      const below = wrt.map((each) => `\\partial ${powerBase(texName(each.name), each.times)}`).join(' \\, ');
      const text = `\\frac{\\partial${times(order)} ${texName(of)}}{${below}}`;
      return { text, precedence: Precedence.fraction };
    },
    list: texList,
    literal: texLiteral,
    function: (name, args) => `\\operatorname{${escapeTeX(name)}}\\left(${args.join(', ')}\\right)`,
    option: (key, literal) => `\\mathrm{${escapeTeX(key)}} = ${literal}`,
    parenthesized,
    pattern: (pattern) => pattern,
    layouts: {
      product: (call, write) => productOf(dialect, call, write, { symbolic, elementwise }),
      transpose: (call, write) => inverseTransposed(dialect, call, write),
    },
  };
  return dialect;
}

/** (X⁻¹)ᵀ as X⁻ᵀ. */
function inverseTransposed(
  dialect: Dialect,
  { operands: [inner] }: CallExpression,
  write: Write,
): Piece | undefined {
  if (!isCall(inner, 'inverse') || inner.operands.length !== 1) return undefined;
  const base = guarded(dialect, write(inner.operands[0]), Precedence.postfix, true);
  return { text: `${base}^{-\\top}`, precedence: Precedence.power };
}

const parenthesized = (text: string) => `\\left(${text}\\right)`;

/** A name to the power of so many derivatives by it; braces hold a name that has an exponent of its own. */
function powerBase(name: string, times: number): string {
  if (times === 1) return name;
  return `${name.endsWith('^{+}') ? `{${name}}` : name}^{${times}}`;
}

function numberPiece(text: string): Piece {
  const precedence = /^-|e/.test(text) ? Precedence.sign : Precedence.atom;
  return { text: texDigits(text), precedence, negative: text.startsWith('-') };
}

/** Rows of equal length are a matrix; other lists stand in brackets. */
function texList({ items }: ListExpression, write: Write): Piece {
  const rows = items.map((item) => (item.kind === 'list' ? item.items : undefined));
  const columns = rows.find((row) => row)?.length ?? 0;
  const matrix = columns > 0 && items.every((item, k) => isRow(item, rows[k], columns));
  if (!matrix) return atom(`\\left[${items.map((item) => write(item).text).join(', ')}\\right]`);
  const lines = rows.map((row) =>
    row ? row.map((entry) => write(entry).text).join(' & ') : Array(columns).fill('\\vdots').join(' & '),
  );
  return atom(`\\begin{bmatrix} ${lines.join(' \\\\ ')} \\end{bmatrix}`);
}

const isRow = (item: Expression, row: readonly Expression[] | undefined, columns: number) =>
  row ? row.length === columns : item.kind === 'name' && item.name === '…';

function texLiteral(literal: Literal): string {
  if (Array.isArray(literal)) return `\\left[${literal.map(texLiteral).join(', ')}\\right]`;
  if (typeof literal === 'number') return texDigits(numberText(literal, undefined));
  return `\\mathrm{${escapeTeX(String(literal))}}`;
}

interface ProductStyle {
  readonly symbolic: boolean;
  readonly elementwise: TeXOptions['elementwise'];
}

/** Factors in a row, with a dot between them only where digits would run together. */
function productOf(dialect: Dialect, call: CallExpression, write: Write, style: ProductStyle): Piece {
  const { negative, first, rest } = factorsOf(call, 'tex');
  const factor = (each: Expression) => (style.symbolic && coefficient(each)) || write(each);
  const head = factor(first);
  const start = guarded(dialect, head, Precedence.sign, !negative);
  let last = start;
  let text = (negative ? '-' : '') + start;
  for (const product of rest) {
    const next = guarded(dialect, factor(product.operands[1]), Precedence.fraction);
    // Braces that nobody sees tell a power of ten from the number 3 · 10².
    text += (signOf(product, style) ?? spaceBetween(last, next)) + next.replace(/^10(?=\^)/, '{10}');
    last = next;
  }
  const leads = negative || (head.negative === true && start === head.text);
  return { text, precedence: Precedence.product, negative: leads };
}

function signOf(product: CallExpression, { symbolic, elementwise }: ProductStyle): string | undefined {
  if (product.name === 'matmul') return ' \\, ';
  if (elementwise?.(product)) return ' \\odot ';
  return symbolic ? undefined : ' \\cdot ';
}

const NUMBER = /^-?[\d.]+$/;
const DIGIT_FRACTION = /^-?\\frac\{\d+\}\{\d+\}$/;
const PLAIN_PARENTHESES = /^\\left\(-?[\d.]+\\right\)/;

function spaceBetween(left: string, right: string): string {
  const number = NUMBER.test(left) || DIGIT_FRACTION.test(left);
  if (/^\d/.test(right) || PLAIN_PARENTHESES.test(right)) return ' \\cdot ';
  if (right.startsWith('\\frac') && (number || /^-?\\frac/.test(left))) return ' \\cdot ';
  return number ? ' ' : ' \\, ';
}

/** A coefficient ½ as a fraction. */
function coefficient(factor: Expression): Piece | undefined {
  if (isCall(factor, 'neg')) {
    const positive = coefficient(factor.operands[0]);
    return positive && !positive.negative
      ? { text: `-${positive.text}`, precedence: Precedence.sign, negative: true }
      : undefined;
  }
  const fraction = factor.kind === 'number' ? smallFraction(factor.value) : undefined;
  if (!fraction) return undefined;
  const [numerator, denominator] = fraction;
  const text = `\\frac{${Math.abs(numerator)}}{${denominator}}`;
  return numerator < 0
    ? { text: `-${text}`, precedence: Precedence.sign, negative: true }
    : { text, precedence: Precedence.fraction };
}
