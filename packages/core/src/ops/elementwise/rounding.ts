import { isFloat } from '../../array/dtype.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import {
  type Binary,
  elementwise,
  mul,
  none,
  type Unary,
  type Varied,
  withOptions,
} from '../../families/elementwise.ts';
import { type Operand, operand } from '../../make/create.ts';
import * as numbers from '../../numbers/rounding.ts';
import { optionsOf } from '../../options.ts';
import { asType } from '../shape/shape.ts';
import { div, neg, sign } from './arithmetic.ts';
import { POSITIVE } from './domains.ts';

const step = (name: string, forward: (x: number) => number, jumps: (x: number) => number): Unary =>
  elementwise(name, 1, { forward, partials: [none], result: 'number', kink: jumps });

const atWhole = (x: number) => Math.sin(Math.PI * x);

/** The largest whole number not above x. No derivative passes through. */
export const floor: Unary = step('floor', Math.floor, atWhole);

/** The smallest whole number not below x. No derivative passes through. */
export const ceil: Unary = step('ceil', Math.ceil, atWhole);

/**
 * The nearest whole number, ties to even; or the nearest number with `decimals` digits after the decimal point, round(10ᵈ
 * x)/10ᵈ. A negative `decimals` rounds digits before the point. No derivative passes through.
 *
 * @example
 * ```ts
 * import { round } from '@chainrule/core';
 * round([0.5, 1.5, 2.4]); // → [0, 2, 2]
 * round(1.2345, { decimals: 2 }); // → 1.23
 * round(1234, { decimals: -2 }); // → 1200
 * ```
 */
export const round: Varied<[x: Operand], { decimals?: number }> = withOptions(
  step('round', numbers.roundHalfToEven, (x) => Math.cos(Math.PI * x)),
  (options: { decimals?: number }, x) => {
    const { decimals = 0 } = optionsOf('round', options, 'decimals');
    if (!Number.isInteger(decimals))
      throw argumentErrors.badOption('round', 'decimals', 'a whole number', decimals);
    const input = operand('round', x);
    if (decimals === 0 || (decimals > 0 && !isFloat(input.dtype))) return round(input);
    const power = 10 ** Math.abs(decimals);
    const rounded =
      decimals > 0 ? div(round(mul(input, power)), power) : mul(round(div(input, power)), power);
    return isFloat(input.dtype) ? rounded : asType(rounded, 'int32');
  },
);

/** x without its fraction: rounded towards 0. No derivative passes through. */
export const trunc: Unary = step('trunc', Math.trunc, atWhole);

/** The fraction of x, with the sign of x: dy/dx = 1. */
export const frac: Unary = elementwise('frac', 1, {
  forward: (x) => x - Math.trunc(x),
  partials: [() => 1],
  result: 'number',
  kink: atWhole,
});

/**
 * a − b ⌊a/b⌋, with the sign of b, as in Python: ∂/∂a = 1, ∂/∂b = −⌊a/b⌋.
 *
 * A remainder by zero is NaN for floats and 0 for integers, which have no NaN, as in NumPy.
 *
 * @example
 * ```ts
 * import { constant, remainder } from '@chainrule/core';
 * remainder(-7, 3); // → 2
 * remainder(7, 0); // → NaN
 * remainder(constant(7, { dtype: 'int32' }), constant(0, { dtype: 'int32' })); // → 0
 * ```
 */
export const remainder: Binary = elementwise('remainder', 2, {
  forward: numbers.remainder,
  partials: [() => 1, (_, a, b) => neg(floor(div(a, b)))],
  result: 'number',
  domain: [POSITIVE, POSITIVE],
  kink: (a, b) => atWhole(a / b),
});

/** The remainder with the sign of a, as in C: ∂/∂a = 1, ∂/∂b = −trunc(a/b). By zero it is as in `remainder`. */
export const fmod: Binary = elementwise('fmod', 2, {
  forward: (a, b) => a % b,
  partials: [() => 1, (_, a, b) => neg(trunc(div(a, b)))],
  result: 'number',
  domain: [POSITIVE, POSITIVE],
  kink: (a, b) => atWhole(a / b),
});

/** |a| with the sign of b, which may be that of a zero: ∂/∂a = ±1, 0 where a = 0. */
export const copySign: Binary = elementwise('copySign', 2, {
  forward: (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)),
  partials: [(y, a) => mul(sign(y), sign(a)), none],
  kink: (a, b) => a * b,
});
