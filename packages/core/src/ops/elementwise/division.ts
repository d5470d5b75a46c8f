import { argumentErrors } from '../../errors/arguments.ts';
import { type Varied, withOptions } from '../../families/elementwise.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { div as quotient, sub } from './arithmetic.ts';
import { equal, less, logicalAnd, logicalXor, notEqual, where } from './logic.ts';
import { floor, fmod, round, trunc } from './rounding.ts';

/** How `div` rounds the quotient. */
export interface DivOptions {
  /**
   * Rounds the quotient: `'trunc'` towards zero, `'floor'` down. Then no derivative passes through. Default: no rounding.
   */
  roundingMode?: 'trunc' | 'floor';
}

/**
 * a / b, entry by entry: ∂y/∂a = 1/b, ∂y/∂b = −y/b.
 *
 * The result is a float even if it is rounded, so that a division by 0 stays visible as an infinity or NaN.
 *
 * @example
 * ```ts
 * import { div } from '@chainrule/core';
 * div(-7, 2); // → -3.5
 * div(-7, 2, { roundingMode: 'floor' }); // → -4
 * div(-7, 2, { roundingMode: 'trunc' }); // → -3
 * ```
 */
export const div: Varied<[a: Operand, b: Operand], DivOptions> = withOptions(
  quotient,
  (options: DivOptions, a, b) => {
    const { roundingMode } = optionsOf('div', options, 'roundingMode');
    const [x, y] = [operand('div', a, b), operand('div', b, a)];
    if (roundingMode === undefined) return quotient(x, y);
    if (roundingMode === 'trunc') return trunc(quotient(x, y));
    if (roundingMode === 'floor') return flooredQuotient(x, y);
    throw argumentErrors.badOption('div', 'roundingMode', '"trunc" or "floor"', roundingMode);
  },
);

/** ⌊a/b⌋ computed from the remainder, as in Python and PyTorch: for 1 and 0.1, a/b itself rounds up to 10. */
function flooredQuotient(a: Value, b: Value): Value {
  const rest = fmod(a, b);
  const down = logicalAnd(notEqual(rest, 0), logicalXor(less(rest, 0), less(b, 0)));
  const whole = sub(round(quotient(sub(a, rest), b)), down);
  return where(equal(b, 0), floor(quotient(a, b)), whole);
}
