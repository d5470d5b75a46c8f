import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { elementwise, mul, type Unary } from '../../families/elementwise.ts';
import type { Operand } from '../../make/create.ts';
import * as erfs from '../../numbers/erf.ts';
import * as gammas from '../../numbers/gamma.ts';
import type { Value } from '../../value.ts';
import { neg, square } from './arithmetic.ts';
import { POSITIVE, UNIT } from './domains.ts';
import { exp } from './exponential.ts';
import { byOrder } from './orders.ts';

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

const bell = (x: Value) => mul(exp(neg(square(x))), TWO_OVER_SQRT_PI);

/** The error function 2/√π ∫₀ˣ e^(−t²) dt: dy/dx = 2/√π e^(−x²). */
export const erf: Unary = elementwise('erf', 1, { forward: erfs.erf, partials: [(_, x) => bell(x)] });

/** 1 − erf x, to full precision in its tail: dy/dx = −2/√π e^(−x²). */
export const erfc: Unary = elementwise('erfc', 1, { forward: erfs.erfc, partials: [(_, x) => neg(bell(x))] });

/** The inverse of erf, for |x| < 1: dy/dx = √π/2 e^(y²). */
export const erfInv: Unary = elementwise('erfInv', 1, {
  forward: erfs.erfInv,
  partials: [(y) => mul(exp(square(y)), 1 / TWO_OVER_SQRT_PI)],
  domain: [UNIT],
});

/** ln |Γ(x)|: dy/dx = ψ(x), the digamma function. */
export const lgamma: Unary = elementwise('lgamma', 1, {
  forward: gammas.lgamma,
  partials: [(_, x) => digamma(x)],
  domain: [POSITIVE],
});

const polygammaOf = byOrder((order) =>
  elementwise(order === 0 ? 'digamma' : `polygamma${order}`, 1, {
    forward: (x) => gammas.polygamma(order, x),
    partials: [(_, x) => polygammaOf(order + 1)(x)],
    domain: [POSITIVE],
  }),
);

/** The digamma function ψ(x) = d/dx ln Γ(x): dy/dx = ψ₁(x). */
export const digamma: Unary = polygammaOf(0);

/** The polygamma function ψₙ(x), the n-th derivative of the digamma function, n = order: dy/dx = ψₙ₊₁(x). */
export const polygamma = takes('polygamma', 2, (x: Operand, order: number): Value => {
  if (!Number.isSafeInteger(order) || order < 0)
    throw argumentErrors.badOption('polygamma', 'order', 'a whole number, not below zero', order);
  return polygammaOf(order)(x);
});
