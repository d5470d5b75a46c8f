import { checkCount, type DType } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import { checkDigits } from '../options.ts';

/** A number never shows fewer significant digits than this, however small it is. */
const LEAST_SIGNIFICANT = 6;

/** What a number of each type can tell apart from its neighbours. */
const MOST_SIGNIFICANT: Readonly<Record<DType, number>> = { float64: 15, float32: 7, int32: 15, bool: 15 };

/**
 * A number as a derivation shows it: rounded to so many decimals, and where that would leave fewer than six significant
 * digits, to six of them; in scientific notation below 10⁻⁷ and from 10¹⁵ on. A float32 shows no digits of the float64
 * that it is kept in.
 *
 * @example
 * ```ts
 * import { formatNumber } from '@chainrule/formula';
 * formatNumber(0.59326999210718); // → 0.593269992
 * formatNumber(0.0000351085123); // → 0.0000351085
 * formatNumber(0.1 + 0.2); // → 0.3
 * formatNumber(3.5e-12); // → 3.5e-12
 * formatNumber(Math.fround(0.1), 9, 'float32'); // → 0.1
 * ```
 */
export function formatNumber(x: number, digits = 9, dtype: DType = 'float64'): string {
  checkCount('formatNumber', 3, arguments);
  if (typeof x !== 'number') throw argumentErrors.badOption('formatNumber', 'x', 'a number', x);
  checkDigits('formatNumber', digits);
  if (!Object.hasOwn(MOST_SIGNIFICANT, dtype))
    throw argumentErrors.badOption('formatNumber', 'dtype', Object.keys(MOST_SIGNIFICANT).join(', '), dtype);
  if (!Number.isFinite(x)) return Number.isNaN(x) ? 'NaN' : x > 0 ? '∞' : '-∞';
  if (x === 0) return '0';
  const magnitude = Math.abs(x);
  const most = MOST_SIGNIFICANT[dtype];
  const least = Math.min(LEAST_SIGNIFICANT, Math.max(digits, 1));
  if (magnitude < 1e-7 || magnitude >= 1e15)
    return x.toExponential(LEAST_SIGNIFICANT - 1).replace(/\.?0*e\+?/, 'e');
  const before = Math.floor(Math.log10(magnitude)) + 1;
  const decimals = before + digits < least ? least - before : Math.max(Math.min(digits, most - before), 0);
  const shown = x.toFixed(decimals);
  return decimals > 0 ? shown.replace(/\.?0+$/, '') : shown;
}

/** The number exactly as its shortest digits have it, or rounded for display where digits are given. */
export function numberText(x: number, digits: number | undefined): string {
  if (digits !== undefined || !Number.isFinite(x)) return formatNumber(x, digits);
  return String(x + 0).replace('e+', 'e');
}

/** Digits as text has them, as TeX: `3.5e-12` is 3.5 · 10⁻¹². */
export function texDigits(text: string): string {
  if (text === 'NaN') return '\\mathrm{NaN}';
  return text.replace('∞', '\\infty').replace(/e(-?\d+)$/, ' \\cdot 10^{$1}');
}

/**
 * The numerator and denominator of a factor that a person would write as a fraction: ½, ⅔, but 0.4 as it is. It is
 * exactly the number: dividing the two gives it back.
 */
export function smallFraction(x: number): readonly [number, number] | undefined {
  if (Number.isInteger(x)) return undefined;
  const denominator = DENOMINATORS.find((each) => Math.round(x * each) / each === x);
  if (denominator === undefined) return undefined;
  const numerator = Math.round(x * denominator);
  return Math.abs(numerator) <= LARGEST_NUMERATOR ? [numerator, denominator] : undefined;
}

/** Without multiples of five: what these divide has few decimals. */
const DENOMINATORS = [2, 3, 4, 6, 7, 8, 9, 11, 12, 16];

const LARGEST_NUMERATOR = 16;
