/** A fraction of whole numbers in lowest terms, the denominator above zero. */
export interface Rational {
  readonly numerator: number;
  readonly denominator: number;
}

export const ONE: Rational = { numerator: 1, denominator: 1 };

/** No more digits than every double keeps: 0.1 is a tenth, while 0.30000000000000004 is only itself. */
const MOST_DIGITS = 15;

const isCount = (x: number) => Number.isInteger(x) && Math.abs(x) < 10 ** MOST_DIGITS;

/** Two different fractions of such whole numbers are different doubles, by far. */
const LARGEST_COUNT = 10_000;

/**
 * A number as the fraction that a person takes it for: the decimals that its shortest digits say or, where they do not
 * end, a fraction of small whole numbers. Undefined where it is neither.
 */
export function rationalOf(x: number): Rational | undefined {
  const [, whole, decimals = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(x)) ?? [];
  if (whole === undefined) return undefined;
  const digits = (whole + decimals).replace(/^0+/, '') || '0';
  const scale = decimals.length - Number(exponent);
  if (digits.length > MOST_DIGITS || Math.abs(scale) > MOST_DIGITS) return fractionOf(x);
  const numerator = Number(digits) * 10 ** Math.max(-scale, 0) * (x < 0 ? -1 : 1);
  return ratio(numerator, 10 ** Math.max(scale, 0));
}

/** A number as the part of a small count that it is: the third in a mean of three. */
function fractionOf(x: number): Rational | undefined {
  for (let denominator = 3; denominator <= LARGEST_COUNT; denominator++) {
    const numerator = Math.round(x * denominator);
    if (Math.abs(numerator) > LARGEST_COUNT) return undefined;
    if (numerator !== 0 && numerator / denominator === x) return ratio(numerator, denominator);
  }
  return undefined;
}

/** In lowest terms; undefined if a whole number has more digits than are read again, or the denominator is zero. */
export function ratio(numerator: number, denominator: number): Rational | undefined {
  if (!isCount(numerator) || !isCount(denominator) || denominator === 0) return undefined;
  const divisor = greatestCommonDivisor(numerator, denominator) * Math.sign(denominator);
  return { numerator: numerator / divisor + 0, denominator: denominator / divisor };
}

export function times(a: Rational, b: Rational): Rational | undefined {
  const [left, right] = [ratio(a.numerator, b.denominator), ratio(b.numerator, a.denominator)];
  return left && right && ratio(left.numerator * right.numerator, left.denominator * right.denominator);
}

export function plus(a: Rational, b: Rational): Rational | undefined {
  const products = [a.numerator * b.denominator, b.numerator * a.denominator];
  if (!products.every(isCount)) return undefined;
  return ratio(products[0] + products[1], a.denominator * b.denominator);
}

/** To a whole power; undefined for zero to a negative one. */
export function power(base: Rational, exponent: number): Rational | undefined {
  const { numerator, denominator } = base;
  const [above, below] = exponent < 0 ? [denominator, numerator] : [numerator, denominator];
  return ratio(above ** Math.abs(exponent), below ** Math.abs(exponent));
}

/** Whether it has a finite decimal form: no primes but 2 and 5 divide the denominator. */
export function isDecimal({ denominator }: Rational): boolean {
  let rest = denominator;
  while (rest % 2 === 0) rest /= 2;
  while (rest % 5 === 0) rest /= 5;
  return rest === 1;
}

export const negated = ({ numerator, denominator }: Rational): Rational => ({
  numerator: 0 - numerator,
  denominator,
});

/** The largest whole number that divides both. */
export function greatestCommonDivisor(a: number, b: number): number {
  let [larger, smaller] = [Math.abs(a), Math.abs(b)];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
