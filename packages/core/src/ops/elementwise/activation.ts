import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { elementwise, mul, none, type Unary, type Varied, withOptions } from '../../families/elementwise.ts';
import { numberOf, type Operand, operand } from '../../make/create.ts';
import * as logistics from '../../numbers/logistic.ts';
import * as numbers from '../../numbers/selu.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { abs, add, div, neg, sub } from './arithmetic.ts';
import { exp, logistic } from './exponential.ts';
import { tanh } from './hyperbolic.ts';
import { greater, where } from './logic.ts';
import { erfc } from './special.ts';

/* Smooth activations, and those with an exponential side. Activations made of straight lines are in piecewise.ts. */

/**
 * The logistic function σ(x) = 1/(1 + e⁻ˣ): dy/dx = y(1 − y).
 *
 * A primitive for numerical stability: e⁻ˣ overflows for large negative x, and the form used there does not.
 */
export const sigmoid: Unary = elementwise('sigmoid', 1, {
  forward: logistics.sigmoid,
  partials: [(y) => mul(y, sub(1, y))],
});

/** The sharpness of `softplus`, and where it becomes x. */
export interface SoftplusOptions {
  /** β, other than 0; default: 1. */
  beta?: number;
  /** If βx is larger, the result is x itself. Default: Infinity, since nothing overflows; PyTorch's default is 20. */
  threshold?: number;
}

const plainSoftplus: Unary = elementwise('softplus', 1, {
  forward: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  partials: [(_, x) => logistic(x)],
});

/**
 * ln(1 + e^(βx))/β, a smooth max(0, x): dy/dx = σ(βx), and 1 above the threshold. A primitive since eˣ overflows.
 *
 * @example
 * ```ts
 * import { softplus } from '@chainrule/core';
 * softplus(1); // → 1.3133
 * softplus(1, { beta: 3 }); // → 1.0162
 * softplus(1, { alpha: 3 } as never); // → throws softplus: there is no option alpha: the options are beta, threshold
 * ```
 */
export const softplus: Varied<[x: Operand], SoftplusOptions> = withOptions(
  plainSoftplus,
  (options: SoftplusOptions, x) => {
    const { beta = 1, threshold = Infinity } = optionsOf('softplus', options, 'beta, threshold');
    if (numberOf('softplus', 'beta', beta) === 0)
      throw argumentErrors.badOption('softplus', 'beta', 'a number other than 0', beta);
    const input = operand('softplus', x);
    const scaled = mul(input, beta);
    const smooth = div(plainSoftplus(scaled), beta);
    if (numberOf('softplus', 'threshold', threshold) === Infinity) return smooth;
    return where(greater(scaled, threshold), input, smooth);
  },
);

/** ln σ(x), as −softplus(−x), which does not underflow: dy/dx = σ(−x). */
export const logSigmoid = takes(
  'logSigmoid',
  1,
  (x: Operand): Value => neg(softplus(neg(operand('logSigmoid', x)))),
);

/** x σ(x), also called swish. */
export const silu = takes('silu', 1, (x: Operand): Value => {
  const input = operand('silu', x);
  return mul(input, sigmoid(input));
});

/** x tanh(softplus(x)). */
export const mish = takes('mish', 1, (x: Operand): Value => {
  const input = operand('mish', x);
  return mul(input, tanh(softplus(input)));
});

/** The form of `gelu`. */
export interface GeluOptions {
  /** `'none'` uses the error function, `'tanh'` the older approximation; default: `'none'`. */
  approximate?: 'none' | 'tanh';
}

/** x Φ(x), Φ the normal distribution function: x/2 · erfc(−x/√2), or x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))). */
export const gelu = takes('gelu', 2, (x: Operand, options: GeluOptions = {}): Value => {
  const { approximate = 'none' } = optionsOf('gelu', options, 'approximate');
  const input = operand('gelu', x);
  const half = mul(input, 0.5);
  if (approximate === 'none') return mul(half, erfc(mul(input, -Math.SQRT1_2)));
  if (approximate !== 'tanh')
    throw argumentErrors.badOption('gelu', 'approximate', '"none" or "tanh"', approximate);
  const cubic = mul(input, add(mul(mul(input, input), 0.044715), 1));
  return mul(half, add(tanh(mul(cubic, Math.sqrt(2 / Math.PI))), 1));
});

/** The slope of a function that is x for x > 0, otherwise α(eʳˣ − 1): α r eʳˣ for x ≤ 0. */
function slope(x: Value, alpha: Operand, rate: Operand): Value {
  const above = greater(x, 0);
  return where(above, 1, mul(mul(alpha, rate), exp(mul(where(above, 0, x), rate))));
}

const exponentialBelow = (name: string) =>
  elementwise(name, 3, {
    forward: (x, alpha, rate) => (x > 0 ? x : alpha * Math.expm1(x * rate)),
    partials: [(_, x, alpha, rate) => slope(x, alpha, rate), none, none],
  });

const eluPrimitive = exponentialBelow('elu');
const celuPrimitive = exponentialBelow('celu');

/** x for x > 0, otherwise α(eˣ − 1): dy/dx = α at x = 0. */
export const elu = takes(
  'elu',
  2,
  (x: Operand, options: { alpha?: number } = {}): Value =>
    eluPrimitive(x, optionsOf('elu', options, 'alpha').alpha ?? 1, 1),
);

/** x for x > 0, otherwise α(e^(x/α) − 1), for α ≠ 0: dy/dx = 1 at x = 0. */
export const celu = takes('celu', 2, (x: Operand, options: { alpha?: number } = {}): Value => {
  const { alpha = 1 } = optionsOf('celu', options, 'alpha');
  if (alpha === 0) throw argumentErrors.badOption('celu', 'alpha', 'a number other than 0', alpha);
  return celuPrimitive(x, alpha, 1 / alpha);
});

/**
 * λ elu(x) with the α and λ that keep mean 0 and variance 1 from layer to layer: dy/dx = λα at x = 0. A primitive for speed.
 */
export const selu: Unary = elementwise('selu', 1, {
  forward: numbers.selu,
  partials: [(_, x) => mul(slope(x, numbers.SELU_ALPHA, 1), numbers.SELU_SCALE)],
  kink: (x) => x,
});

/** x / (1 + |x|). */
export const softSign = takes('softSign', 1, (x: Operand): Value => {
  const input = operand('softSign', x);
  return div(input, add(abs(input), 1));
});

/** x − tanh x. */
export const tanhShrink = takes('tanhShrink', 1, (x: Operand): Value => {
  const input = operand('tanhShrink', x);
  return sub(input, tanh(input));
});
