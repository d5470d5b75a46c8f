import { elementwise, mul, type Unary } from '../../families/elementwise.ts';
import type { Operand } from '../../make/create.ts';
import { scaledErfc } from '../../numbers/erfcx.ts';
import * as numbers from '../../numbers/normal.ts';
import type { Value } from '../../value.ts';
import { div, square } from './arithmetic.ts';
import { exp } from './exponential.ts';
import { greater, where } from './logic.ts';
import { byOrder } from './orders.ts';

/* The normal distribution, and the scaled error function that gives its tails. */

const SQRT_2PI = Math.sqrt(2 * Math.PI);

/** e^(x²) iⁿerfc x, with the n-th repeated integral of erfc: dy/dx is −2(n + 1) times the next. */
const scaledIntegral = byOrder((n) =>
  elementwise(n === 0 ? 'erfcx' : `erfcxIntegral${n}`, 1, {
    forward: (x) => scaledErfc(n, x),
    partials: [(_, x) => mul(scaledIntegral(n + 1)(x), -2 * (n + 1))],
  }),
);

/**
 * e^(x²) erfc x, for tails in which erfc is almost 0: dy/dx = 2x y − 2/√π, computed from the integral of erfc so that
 * nothing cancels.
 */
export const erfcx: Unary = scaledIntegral(0);

/** φ(x) = e^(−x²/2)/√(2π). */
const density = (x: Operand): Value => div(exp(mul(square(x), -0.5)), SQRT_2PI);

/** The normal distribution function Φ(x), to full precision in its tail: dy/dx = e^(−x²/2)/√(2π). */
export const ndtr: Unary = elementwise('ndtr', 1, {
  forward: numbers.ndtr,
  partials: [(_, x) => density(x)],
});

/**
 * φ(x)/Φ(x): computed from erfcx on the left, where Φ underflows, and by its definition on the right, where erfcx overflows.
 * Each side reads 0 instead of the other side's numbers, so that no infinity reaches a derivative.
 */
function inverseMills(x: Operand): Value {
  const right = greater(x, 0);
  const [above, below] = [where(right, x, 0), where(right, 0, x)];
  return where(
    right,
    div(density(above), ndtr(above)),
    div(Math.sqrt(2 / Math.PI), erfcx(mul(below, -Math.SQRT1_2))),
  );
}

/**
 * ln Φ(x), Φ the normal distribution function: dy/dx = φ(x)/Φ(x), the inverse Mills ratio.
 *
 * A primitive since Φ underflows below −38, while ln Φ does not.
 *
 * @example
 * ```ts
 * import { logNdtr, value } from '@chainrule/core';
 * const x = value([-1000, 0, 9]);
 * logNdtr(x); // → [-500007.826694812, -0.69314718055995, -1.12858840595384e-19]
 * logNdtr(x).sum().backward().of(x); // → [1000.000999998, 0.7978845608028654, 1.0279773571669e-18]
 * ```
 */
export const logNdtr: Unary = elementwise('logNdtr', 1, {
  forward: numbers.logNdtr,
  partials: [(_, x) => inverseMills(x)],
});

/** The inverse of the normal distribution function, for 0 < p < 1; ∓∞ at 0 and 1: dy/dp = √(2π) e^(y²/2). */
export const ndtri: Unary = elementwise('ndtri', 1, {
  forward: numbers.ndtri,
  partials: [(y) => mul(exp(mul(square(y), 0.5)), SQRT_2PI)],
  domain: [{ min: 0, max: 1 }],
});
