import {
  type CallExpression,
  call,
  type Expression,
  isCall,
  type NumberExpression,
  number,
} from './expression.ts';
import { isDecimal, negated, ONE, power, type Rational, rationalOf, times } from './rational.ts';
import { equal } from './structure.ts';

/** A product taken apart: ± coefficient · factors, those with exponents below zero under the line. */
export interface Product {
  coefficient: Rational;
  /** What the product was divided by: x/2 stays x/2, and does not become 0.5·x. */
  divisor: Rational;
  factors: Factor[];
}

interface Factor {
  readonly base: Expression;
  exponent: number;
}

/** Makes an expression simple; or leaves alone one that is. */
export type Simplify = (expression: Expression) => Expression;

/** Exponents of this size at most are added up. */
const LARGEST_EXPONENT = 1000;

/** Whether an expression is taken apart here. */
export function isProduct(
  expression: Expression,
): expression is CallExpression & { readonly options?: undefined } {
  return expression.kind === 'call' && expression.options === undefined && partsOf(expression) !== undefined;
}

/** The operands of a product with the exponents that it gives them. */
function partsOf({ name, operands }: CallExpression): readonly (readonly [Expression, number])[] | undefined {
  const [a, b] = operands;
  switch (`${name}/${operands.length}`) {
    case 'mul/2':
      return [
        [a, 1],
        [b, 1],
      ];
    case 'div/2':
      return [
        [a, 1],
        [b, -1],
      ];
    case 'neg/1':
      return [
        [number(-1), 1],
        [a, 1],
      ];
    case 'reciprocal/1':
      return [[a, -1]];
    case 'rsqrt/1':
      return [[call('sqrt', [a]), -1]];
    case 'square/1':
      return [[a, 2]];
    case 'pow/2':
      return isExponent(b) ? [[a, b.value]] : undefined;
    default:
      return undefined;
  }
}

const isExponent = (e: Expression): e is NumberExpression =>
  e.kind === 'number' && Number.isInteger(e.value) && Math.abs(e.value) <= LARGEST_EXPONENT;

interface Part {
  readonly part: Expression;
  readonly exponent: number;
  /** Whether it has been simplified. */
  readonly simple: boolean;
}

/** The factors of an expression and of those of its operands that are products themselves. */
export function productOf(expression: Expression, simplify: Simplify): Product {
  const product: Product = { coefficient: ONE, divisor: ONE, factors: [] };
  // A long product is deep: a stack in place of recursion. What is on it is walked from the left.
  const rest: Part[] = [{ part: expression, exponent: 1, simple: false }];
  for (let next = rest.pop(); next; next = rest.pop() ?? nested(product)) {
    const { part, exponent, simple } = next;
    if (exponent === 0 || scale(product, part, exponent)) continue;
    const parts = spread(part, exponent);
    if (parts) rest.push(...parts.toReversed().map((each) => ({ ...each, simple })));
    else if (simple) multiply(product, part, exponent);
    else rest.push({ part: simplify(part), exponent, simple: true });
  }
  settle(product);
  return product;
}

/**
 * Takes in numbers that were left as factors but go with the coefficient and the divisor as they will be written, so that a
 * product is its own simple form.
 */
function settle(product: Product): void {
  const { factors } = product;
  for (let k = 0; k < factors.length; k++) {
    const { base, exponent } = factors[k];
    if (base.kind !== 'number') continue;
    const [coefficient, divisor] = written(product).map(rationalOf);
    if (!coefficient || !divisor) return;
    const tried: Product = { coefficient, divisor, factors: factors.toSpliced(k, 1) };
    if (!scale(tried, base, exponent)) continue;
    Object.assign(product, tried);
    settle(product);
    return;
  }
}

/** The parts of a product, each to its exponent. A power of a product is not spread: (ab)² stays. */
function spread(part: Expression, exponent: number): Omit<Part, 'simple'>[] | undefined {
  const parts = isProduct(part) ? partsOf(part)! : [];
  const whole = parts.length > 1 && Math.abs(exponent) !== 1 && !isCall(part, 'neg');
  if (parts.length === 0 || whole) return undefined;
  const spreads = parts.map(([each, own]) => ({ part: each, exponent: own * exponent }));
  return spreads.every((each) => Math.abs(each.exponent) <= LARGEST_EXPONENT) ? spreads : undefined;
}

/** A product that a power of it left over when others cancelled: (ab)²/(ab). */
function nested({ factors }: Product): Part | undefined {
  const k = factors.findIndex(({ base, exponent }) => Math.abs(exponent) === 1 && isProduct(base));
  if (k < 0) return undefined;
  const [{ base, exponent }] = factors.splice(k, 1);
  return { part: base, exponent, simple: true };
}

/** Takes a constant into the coefficient, or into the divisor; false where there is none, or it would not be exact. */
function scale(product: Product, part: Expression, exponent: number): boolean {
  const factor = constantOf(part);
  const raised = factor && power(factor, Math.abs(exponent));
  if (!raised || (raised.numerator === 0 && exponent < 0)) return false;
  const negative = raised.numerator < 0;
  const key = exponent < 0 ? 'divisor' : 'coefficient';
  const result = times(product[key], negative ? negated(raised) : raised);
  if (!result || !wholeOf({ ...product, [key]: result })) return false;
  product[key] = result;
  if (negative) product.coefficient = negated(product.coefficient);
  return true;
}

/** What all numbers of a product come to. */
const wholeOf = ({ coefficient, divisor }: Omit<Product, 'factors'>) =>
  times(coefficient, power(divisor, -1)!);

/** A number, or a fraction of two as in `1/2 · x`. */
function constantOf(expression: Expression): Rational | undefined {
  if (expression.kind === 'number') return rationalOf(expression.value);
  if (!isCall(expression, 'div') || expression.operands.some((each) => each.kind !== 'number'))
    return undefined;
  const [numerator, denominator] = expression.operands.map(constantOf);
  const inverse = denominator && power(denominator, -1);
  return numerator && inverse && times(numerator, inverse);
}

function multiply(product: Product, base: Expression, exponent: number): void {
  const positive = withoutSign(base);
  if (positive !== base && exponent % 2 !== 0) product.coefficient = negated(product.coefficient);
  const same = product.factors.find((factor) => equal(factor.base, positive));
  if (same) same.exponent += exponent;
  else product.factors.push({ base: positive, exponent });
}

/** A sum −a − b as a + b, and a number below zero as the one above; anything else as it is. */
function withoutSign(base: Expression): Expression {
  if (base.kind === 'number') return base.value < 0 ? number(-base.value) : base;
  const terms: Expression[] = [];
  let left: Expression = base;
  for (; isCall(left, 'sub'); left = left.operands[0]) terms.push(left.operands[1]);
  if (terms.length === 0) return base;
  const first = isCall(left, 'neg') ? left.operands[0] : withoutSign(left);
  return first === left ? base : terms.reduceRight((sum, term) => call('add', [sum, term]), first);
}

/** The product put together again: the sign, the coefficient, the factors in the order in which they came. */
export function built(product: Product): Expression {
  if (product.coefficient.numerator === 0) return number(0);
  const above = product.factors.filter(({ exponent }) => exponent > 0).map(powerOf);
  const below = product.factors.filter(({ exponent }) => exponent < 0).map(powerOf);
  const [over, under] = written(product);
  const size = Math.abs(over);
  const numerator = inARow(size === 1 && above.length > 0 ? above : [number(size), ...above]);
  const denominator = under === 1 ? below : [number(under), ...below];
  const positive = denominator.length === 0 ? numerator : call('div', [numerator, inARow(denominator)]);
  if (over > 0) return positive;
  return positive.kind === 'number' ? number(-positive.value) : call('neg', [positive]);
}

const inARow = (factors: readonly Expression[]) =>
  factors.reduce((product, factor) => call('mul', [product, factor]));

const powerOf = ({ base, exponent }: Factor) =>
  Math.abs(exponent) === 1 ? base : call('pow', [base, number(Math.abs(exponent))]);

/** Denominators up to here go under a line that is there anyway: ½·a/b is a/(2b), but 0.05·a/b stays. */
const SMALL = 16;

const valueOf = ({ numerator, denominator }: Rational) => numerator / denominator;

/** The numbers over and under the line of a product: a decimal where one says it all, whole numbers otherwise. */
function written(product: Product): readonly [number, number] {
  const { coefficient, divisor, factors } = product;
  const whole = wholeOf(product)!;
  if (factors.every(({ exponent }) => exponent === 0))
    return isShort(whole) ? [valueOf(whole), 1] : fraction(whole);
  const line = factors.some(({ exponent }) => exponent < 0);
  const merged =
    !isShort(coefficient) ||
    !isShort(divisor) ||
    whole.denominator === 1 ||
    (valueOf(divisor) === 1 ? line && coefficient.denominator <= SMALL : divisor.denominator === 1);
  return merged ? fraction(whole) : [valueOf(coefficient), valueOf(divisor)];
}

const fraction = ({ numerator, denominator }: Rational) => [numerator, denominator] as const;

/** Whether it is written as one number that is read as itself again. */
const isShort = (rational: Rational) => isDecimal(rational) && rationalOf(valueOf(rational)) !== undefined;

/** The coefficient of a product, and the product without it. */
export function takenApart(product: Product): readonly [Rational, Expression] {
  return [wholeOf(product)!, built({ ...product, coefficient: ONE, divisor: ONE })];
}

/** The product of a coefficient and an expression that is simple. */
export function multipleOf(coefficient: Rational, expression: Expression): Expression {
  const factor = built({ coefficient, divisor: ONE, factors: [] });
  return built(productOf(call('mul', [factor, expression]), (each) => each));
}
