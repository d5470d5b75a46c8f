import { argumentErrors } from '../../errors/arguments.ts';
import { gradientErrors } from '../../errors/gradients.ts';
import { takes } from '../../errors/surplus.ts';
import { type Binary, elementwise, mul, none } from '../../families/elementwise.ts';
import { operandsOf } from '../../families/operands.ts';
import { type Operand, operand } from '../../make/create.ts';
import * as betas from '../../numbers/beta.ts';
import * as polygammas from '../../numbers/gamma.ts';
import * as numbers from '../../numbers/incomplete-gamma.ts';
import * as zetas from '../../numbers/zeta.ts';
import { isRecording } from '../../recording.ts';
import type { Value } from '../../value.ts';
import { add, div, neg, sub } from './arithmetic.ts';
import { POSITIVE } from './domains.ts';
import { exp } from './exponential.ts';
import { numbered } from './orders.ts';
import { lgamma, polygamma } from './special.ts';

/*
 * Functions of two arguments around the gamma function.
 */

/** Applies an operation without a derivative with respect to its first operand. Throws if that operand wants a gradient. */
function withFixedFirst(name: string, operation: Binary, first: Operand, second: Operand): Value {
  const [fixed, x] = operandsOf(name, [first, second]);
  if (fixed.wantsGradient && isRecording()) throw gradientErrors.noDerivative(name, fixed, 'first');
  return operation(fixed, x);
}

/** xᵃ⁻¹ e⁻ˣ/Γ(a), with the derivative with respect to x only. A primitive since its factors overflow for large a. */
const gammaDensity = elementwise('gammaDensity', 2, {
  forward: numbers.gammaDensity,
  partials: [none, (y, a, x) => mul(y, sub(div(sub(a, 1), x), 1))],
});

const lowerGamma = elementwise('gammainc', 2, {
  forward: numbers.gammainc,
  partials: [none, (_, a, x) => gammaDensity(a, x)],
});

const upperGamma = elementwise('gammaincc', 2, {
  forward: numbers.gammaincc,
  partials: [none, (_, a, x) => neg(gammaDensity(a, x))],
});

const hurwitzZeta: Binary = elementwise('zeta', 2, {
  forward: zetas.zeta,
  partials: [none, (_, s, q) => neg(mul(hurwitzZeta(add(s, 1), q), s))],
});

/**
 * The regularised lower incomplete gamma function P(a, x) = ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt / Γ(a), for a ≥ 0 and x ≥ 0:
 * ∂y/∂x = xᵃ⁻¹ e⁻ˣ/Γ(a).
 *
 * Throws a GradientError if a wants a gradient: there is none with respect to a, as in PyTorch.
 *
 * @example
 * ```ts
 * import { gammainc, value } from '@chainrule/core';
 * const x = value([0.5, 3]);
 * gammainc(2, x); // → [0.09020401043104986, 0.80085172652854]
 * gammainc(2, x).sum().backward().of(x); // → [0.3032653298563167, 0.1493612051035918]
 * gammainc(value(2, { name: 'a' }), x); // → throws no derivative with respect to its first operand
 * ```
 */
export const gammainc = takes(
  'gammainc',
  2,
  (a: Operand, x: Operand): Value => withFixedFirst('gammainc', lowerGamma, a, x),
);

/**
 * The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), to full precision in its tail:
 * ∂y/∂x = −xᵃ⁻¹ e⁻ˣ/Γ(a).
 *
 * Throws a GradientError if a wants a gradient: there is none with respect to a, as in PyTorch.
 */
export const gammaincc = takes(
  'gammaincc',
  2,
  (a: Operand, x: Operand): Value => withFixedFirst('gammaincc', upperGamma, a, x),
);

/**
 * Hurwitz' zeta function Σ (q + k)⁻ˢ over k = 0, 1, …, for s > 1; Riemann's where q = 1: ∂y/∂q = −s ζ(s + 1, q).
 *
 * It is ∞ at s = 1 and at q = 0, −1, …, and NaN for s < 1; for other q < 0 it is defined only for whole s. Throws a
 * GradientError if s wants a gradient: there is none with respect to s, as in PyTorch.
 */
export const zeta = takes(
  'zeta',
  2,
  (s: Operand, q: Operand): Value => withFixedFirst('zeta', hurwitzZeta, s, q),
);

/** (−1)ⁿ (ψₙ(a + b) − ψₙ(a)), n = order. A primitive since the two nearly cancel for large a. */
const polygammaStep: (order: number) => Binary = numbered((order) =>
  elementwise(`polygammaStep${order}`, 2, {
    forward: (a, b) => polygammas.polygammaStep(order, a, b),
    partials: [
      (_, a, b) => neg(polygammaStep(order + 1)(a, b)),
      (_, a, b) => mul(polygamma(add(a, b), order + 1), (-1) ** order),
    ],
    domain: [POSITIVE, POSITIVE],
  }),
);

/**
 * ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b > 0: ∂y/∂a = ψ(a) − ψ(a + b), ∂y/∂b = ψ(b) − ψ(a + b).
 *
 * A primitive for numerical stability: if an argument is large, two of the terms nearly cancel.
 */
export const betaln: Binary = elementwise('betaln', 2, {
  forward: betas.betaln,
  commutes: true,
  partials: [(_, a, b) => neg(polygammaStep(0)(a, b)), (_, a, b) => neg(polygammaStep(0)(b, a))],
  domain: [POSITIVE, POSITIVE],
});

/** The beta function B(a, b) = Γ(a) Γ(b)/Γ(a + b), for a, b > 0. */
export const beta = takes('beta', 2, (a: Operand, b: Operand): Value => exp(betaln(a, b)));

/**
 * The logarithm of the multivariate gamma function, p(p − 1)/4 ln π + Σ ln Γ(x − j/2) over j = 0 … p − 1, for x > (p − 1)/2.
 *
 * Throws a DataError unless p is a whole number above 0.
 */
export const multigammaln = takes('multigammaln', 2, (x: Operand, p: number): Value => {
  if (!Number.isSafeInteger(p) || p < 1)
    throw argumentErrors.badOption('multigammaln', 'p', 'a whole number above zero', p);
  const input = operand('multigammaln', x);
  const terms = Array.from({ length: p }, (_, j) => lgamma(sub(input, j / 2)));
  return add(terms.reduce(add), (p * (p - 1) * Math.log(Math.PI)) / 4);
});
