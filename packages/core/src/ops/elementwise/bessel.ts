import { elementwise, mul, type Unary } from '../../families/elementwise.ts';
import * as numbers from '../../numbers/bessel.ts';
import type { Value } from '../../value.ts';
import { add, neg, sub } from './arithmetic.ts';
import { POSITIVE } from './domains.ts';
import { byOrder } from './orders.ts';

/*
 * Bessel functions of order 0 and 1. The derivative of order n uses orders n − 1 and n + 1, even if a quotient by x would
 * do, so every derivative is exact at 0, too.
 */

const half = (x: Value) => mul(x, 0.5);

const firstKind = byOrder((n) =>
  elementwise(`besselJ${n}`, 1, {
    forward: (x) => numbers.besselJ(n, x),
    partials: [
      (_, x) => (n === 0 ? neg(firstKind(1)(x)) : half(sub(firstKind(n - 1)(x), firstKind(n + 1)(x)))),
    ],
  }),
);

const secondKind = byOrder((n) =>
  elementwise(`besselY${n}`, 1, {
    forward: (x) => numbers.besselY(n, x),
    partials: [
      (_, x) => (n === 0 ? neg(secondKind(1)(x)) : half(sub(secondKind(n - 1)(x), secondKind(n + 1)(x)))),
    ],
    domain: [POSITIVE],
  }),
);

const modified = byOrder((n) =>
  elementwise(`besselI${n}`, 1, {
    forward: (x) => numbers.besselI(n, x),
    partials: [(_, x) => (n === 0 ? modified(1)(x) : half(add(modified(n - 1)(x), modified(n + 1)(x))))],
  }),
);

/** e^(−|x|) Iₙ(x). Its derivatives are separate functions: computed from Iₙ they would cancel. */
function scaledModified(n: 0 | 1): Unary {
  const derivative = byOrder((m) =>
    elementwise(m === 0 ? `besselI${n}e` : `besselI${n}eDerivative${m}`, 1, {
      forward: (x) => (m === 0 ? numbers.besselIe(n, x) : numbers.besselIeDerivative(n, m, x)),
      partials: [(_, x) => derivative(m + 1)(x)],
      kink: (x) => x,
    }),
  );
  return derivative(0);
}

const modifiedSecond = byOrder((n) =>
  elementwise(`besselK${n}`, 1, {
    forward: (x) => numbers.besselK(n, x),
    partials: [
      (_, x) => {
        const above = modifiedSecond(n + 1)(x);
        return neg(n === 0 ? modifiedSecond(1)(x) : half(add(modifiedSecond(n - 1)(x), above)));
      },
    ],
    domain: [POSITIVE],
  }),
);

/** eˣ Kₙ(x), also with separate functions as derivatives; the m-th is (−1)ᵐ times a positive function. */
function scaledSecond(n: 0 | 1): Unary {
  const size = byOrder((m) =>
    elementwise(m === 0 ? `besselK${n}e` : `besselK${n}eDerivative${m}`, 1, {
      forward: (x) => (m === 0 ? numbers.besselKe(n, x) : numbers.besselKeDerivative(n, m, x)),
      partials: [(_, x) => neg(size(m + 1)(x))],
      domain: [POSITIVE],
    }),
  );
  return size(0);
}

const spherical = byOrder((n) =>
  elementwise(`sphericalBesselJ${n}`, 1, {
    forward: (x) => numbers.sphericalBesselJ(n, x),
    partials: [
      (_, x) => {
        const above = mul(spherical(n + 1)(x), (n + 1) / (2 * n + 1));
        return n === 0 ? neg(above) : sub(mul(spherical(n - 1)(x), n / (2 * n + 1)), above);
      },
    ],
  }),
);

/** The Bessel function of the first kind J₀(x): dy/dx = −J₁(x). */
export const besselJ0: Unary = firstKind(0);

/** The Bessel function of the first kind J₁(x): dy/dx = (J₀(x) − J₂(x))/2. */
export const besselJ1: Unary = firstKind(1);

/** The Bessel function of the second kind Y₀(x), −∞ at 0, NaN below: dy/dx = −Y₁(x). */
export const besselY0: Unary = secondKind(0);

/** The Bessel function of the second kind Y₁(x), −∞ at 0, NaN below: dy/dx = (Y₀(x) − Y₂(x))/2. */
export const besselY1: Unary = secondKind(1);

/**
 * The modified Bessel function of the first kind I₀(x): dy/dx = I₁(x).
 *
 * @example
 * ```ts
 * import { besselI0, value } from '@chainrule/core';
 * const x = value([0, 1, -2]);
 * besselI0(x); // → [1, 1.266065877752008, 2.279585302336067]
 * besselI0(x).sum().backward().of(x); // → [0, 0.565159103992485, -1.590636854637329]
 * ```
 */
export const besselI0: Unary = modified(0);

/** The modified Bessel function of the first kind I₁(x): dy/dx = (I₀(x) + I₂(x))/2. */
export const besselI1: Unary = modified(1);

/** e^(−|x|) I₀(x), which does not overflow: dy/dx = e^(−|x|) I₁(x) − sign(x) y, 0 at x = 0. */
export const besselI0e: Unary = scaledModified(0);

/** e^(−|x|) I₁(x), which does not overflow: dy/dx = e^(−|x|) (I₀(x) + I₂(x))/2 − sign(x) y, ½ at x = 0. */
export const besselI1e: Unary = scaledModified(1);

/** The modified Bessel function of the second kind K₀(x), ∞ at 0, NaN below: dy/dx = −K₁(x). */
export const besselK0: Unary = modifiedSecond(0);

/** The modified Bessel function of the second kind K₁(x), ∞ at 0, NaN below: dy/dx = −(K₀(x) + K₂(x))/2. */
export const besselK1: Unary = modifiedSecond(1);

/** eˣ K₀(x), which does not underflow: dy/dx = y − eˣ K₁(x). */
export const besselK0e: Unary = scaledSecond(0);

/** eˣ K₁(x), which does not underflow: dy/dx = y − eˣ (K₀(x) + K₂(x))/2. */
export const besselK1e: Unary = scaledSecond(1);

/** The spherical Bessel function j₀(x) = sin x / x, 1 at 0: dy/dx = −j₁(x), exact near 0, too. */
export const sphericalBesselJ0: Unary = spherical(0);
