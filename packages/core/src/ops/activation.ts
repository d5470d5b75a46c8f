import type { Operand } from '../create.ts';
import { operand } from '../create.ts';
import { elementwise, mul, type Unary } from '../families/elementwise.ts';
import type { Value } from '../value.ts';
import { sub } from './arithmetic.ts';
import { expm1 } from './exponential.ts';
import { minimum } from './extremum.ts';
import { greater, lessEqual, where } from './logic.ts';

/**
 * The logistic function σ(x) = 1/(1 + e⁻ˣ): dy/dx = y(1 − y).
 *
 * A primitive for its stability: e⁻ˣ overflows for large negative x, and the form used there does not.
 */
export const sigmoid: Unary = elementwise('sigmoid', 1, {
  forward: (x) => {
    if (x >= 0) return 1 / (1 + Math.exp(-x));
    const e = Math.exp(x);
    return e / (1 + e);
  },
  partials: [(y) => mul(y, sub(1, y))],
});

/** max(0, x): dy/dx = 1 for x > 0, else 0, at x = 0 too. */
export const relu: Unary = elementwise('relu', 1, {
  forward: (x) => Math.max(x, 0),
  products: [(g, _, x) => where(lessEqual(x, 0), 0, g)],
  result: 'promoted',
  kink: (x) => x,
});

/** ln(1 + eˣ), a smooth max(0, x): dy/dx = σ(x). A primitive since eˣ overflows. */
export const softplus: Unary = elementwise('softplus', 1, {
  forward: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  partials: [(_, x) => sigmoid(x)],
});

/** x for x > 0, a small multiple of x elsewhere. */
export function leakyRelu(x: Operand, options: { negativeSlope?: number } = {}): Value {
  const input = operand('leakyRelu', x);
  return where(greater(input, 0), input, mul(input, options.negativeSlope ?? 0.01));
}

/** x for x > 0, α(eˣ − 1) elsewhere. */
export function elu(x: Operand, options: { alpha?: number } = {}): Value {
  const input = operand('elu', x);
  return where(greater(input, 0), input, mul(expm1(minimum(input, 0)), options.alpha ?? 1));
}

/** x σ(x), also called swish. */
export function silu(x: Operand): Value {
  const input = operand('silu', x);
  return mul(input, sigmoid(input));
}
