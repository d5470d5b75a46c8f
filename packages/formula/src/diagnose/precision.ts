import type { Value } from '@chainrule/core';
import { type Allowance, flat, largest } from './agreement.ts';

/** Fewer significant digits than this do not tell one formula from another. */
const LEAST_DIGITS = 2;

/** Digits from which on a number is taken for one that a program computed in double precision. */
const COMPUTED_DIGITS = 15;

/** What single precision leaves of a gradient, relative to its largest entry. */
const SINGLE = 1e-5;

/** The same for numbers that only look as if they had been printed in single precision. */
const PRINTED_SINGLE = 2e-6;

/** How many significant digits the shortest decimal of a number in single precision has, where it has many. */
const SINGLE_DIGITS = { least: 7, most: 9 };

/** How many significant digits a decimal has, and the worth of its last one. */
interface Printed {
  readonly digits: number;
  readonly unit: number;
}

/** A number by the digits in which it is printed: trailing zeros count where they stand in a text. */
export function printed(text: string): Printed {
  const [, whole = '', decimals = '', exponent = '0'] =
    /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(text.trim()) ?? [];
  const digits = (whole + decimals).replace(/^0+/, '').length;
  return { digits, unit: 10 ** (Number(exponent) - decimals.length) };
}

/**
 * How far numbers may be from the truth because they were rounded or cut when they were printed. They were printed with as
 * many decimals, or as many significant digits, as the one that shows the most: zeros at the end are lost in a JavaScript
 * number. Of two digits the second must be rounded, not cut; whole numbers and single digits have a third digit, a zero.
 */
export function printedAllowance(claimed: Value, text?: string): Allowance {
  const numbers = Array.from(flat(claimed));
  const each = numbers.map((x) => printed(text ?? String(x)));
  if (isSingle(claimed, numbers)) return () => SINGLE * largest(claimed);
  const digits = Math.max(...each.map((number) => number.digits), 0);
  if (digits >= COMPUTED_DIGITS) return () => 0;
  const decimal = Math.min(...each.map((number) => number.unit));
  if (digits > LEAST_DIGITS) {
    const single = numbers.some(looksSingle) && numbers.every((x) => looksSingle(x) || isShort(x));
    const slack = single ? PRINTED_SINGLE * largest(claimed) : 0;
    return (i) => Math.max(decimal, lastDigit(numbers[i], digits), slack);
  }
  const isRounded = digits === LEAST_DIGITS && decimal < 1;
  const unit = isRounded ? decimal : lastDigit(largest(claimed), LEAST_DIGITS + 1);
  return () => ROUNDED * unit;
}

/** Half of the last digit, and what double precision adds to it. */
const ROUNDED = 0.5 + 1e-9;

const isShort = (x: number) => printed(String(x)).digits < SINGLE_DIGITS.least;

/** Whether a decimal is what programs print of a number in single precision: the shortest that no other one is nearer to. */
function looksSingle(x: number): boolean {
  const { digits } = printed(String(x));
  if (digits < SINGLE_DIGITS.least || digits > SINGLE_DIGITS.most) return false;
  const single = Math.fround(x);
  const shorter = Number(single.toPrecision(digits - 1));
  return Number(single.toPrecision(digits)) === x && Math.fround(shorter) !== single;
}

/** The worth of the last of so many significant digits. */
const lastDigit = (x: number, digits: number) =>
  x === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(x))) - digits + 1);

/** The same for numbers that were computed from printed ones: each of them passes its own error on. */
export function computedAllowance(value: Value, texts: readonly string[]): Allowance {
  if (texts.length === 1 && value.rank === 0) return printedAllowance(value, texts[0]);
  const cut = texts.map(printed).filter(({ digits }) => digits > LEAST_DIGITS && digits < COMPUTED_DIGITS);
  const relative = cut.reduce((sum, { digits }) => sum + 10 ** (1 - digits), 0);
  return () => Math.min(relative, 10 ** -LEAST_DIGITS / 2) * largest(value);
}

/** Whether numbers come from a program in single precision: each is one exactly, with more digits than a person writes. */
const isSingle = ({ dtype }: Value, numbers: readonly number[]) =>
  dtype === 'float32' ||
  (numbers.every((x) => Math.fround(x) === x) &&
    numbers.some((x) => printed(String(x)).digits >= COMPUTED_DIGITS));

/** To how many significant digits a claim is the truth; undefined where it is to all of them. */
export function commonDigits(claimed: Value, truth: Value): number | undefined {
  const [c, t] = [flat(claimed), flat(truth)];
  let worst = 0;
  let most = 0;
  for (let i = 0; i < t.length; i++) {
    worst = Math.max(worst, Math.abs(c[i] - t[i]));
    most = Math.max(most, Math.abs(t[i]));
  }
  if (worst <= 1e-12 * most) return undefined;
  return Math.max(Math.floor(-Math.log10(worst / most) + Math.log10(2)), 0);
}
