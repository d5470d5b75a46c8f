import { checkCount, mean, mul, type Operand, rsqrt, square, type Value } from '@chainrule/core';
import { Module } from '../module.ts';
import { optionsOf } from '../options.ts';
import { scaledAndShifted } from './moments.ts';
import {
  ELEMENTWISE,
  type ElementwiseNormOptions,
  type NormalizedShape,
  prepared,
  sizesOf,
} from './normalized-shape.ts';
import { filledWith, parametersOf } from './parameters.ts';

/** The distance from 1 to the next number of a dtype. */
const EPSILON: Partial<Record<string, number>> = { float32: 2 ** -23, float64: 2 ** -52 };

/**
 * Divides x by the root of its mean square along its last axes: x / √(mean(x²) + ε) · weight. Source: Zhang and Sennrich,
 * "Root mean square layer normalization" (2019).
 *
 * `eps` defaults to the distance from 1 to the next number of the dtype, as in PyTorch.
 *
 * @example
 * ```ts
 * import { rmsNorm } from '@chainrule/nn';
 * rmsNorm([[3, 3], [-1, 7]], 2); // → [[1, 1], [-0.2, 1.4]]
 * ```
 */
export function rmsNorm(
  x: Operand,
  normalizedShape: NormalizedShape,
  options: { weight?: Operand | undefined; eps?: number | undefined } = {},
): Value {
  checkCount('rmsNorm', 3, arguments);
  const sizes = sizesOf('rmsNorm', normalizedShape);
  const { input, axes: axis } = prepared('rmsNorm', x, sizes);
  const { eps = EPSILON[input.dtype] ?? EPSILON.float64!, weight } = optionsOf('rmsNorm', options, {
    weight: 'any',
    eps: 'number',
  });
  const scale = rsqrt(mean(square(input), { axis, keepDims: true }).add(eps));
  return scaledAndShifted(mul(input, scale), { weight }, sizes);
}

/**
 * `rmsNorm` with a weight, initially 1, of shape `normalizedShape`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { RMSNorm } from '@chainrule/nn';
 * new RMSNorm(2).forward(constant([[-1, 7]])); // → [[-0.2, 1.4]]
 * ```
 */
export class RMSNorm extends Module {
  readonly normalizedShape: readonly number[];
  readonly eps: number | undefined;
  weight: Value | undefined;

  constructor(normalizedShape: NormalizedShape, options: ElementwiseNormOptions = {}) {
    checkCount('RMSNorm', 2, arguments);
    super();
    const { eps, elementwiseAffine = true } = optionsOf('RMSNorm', options, ELEMENTWISE);
    this.normalizedShape = sizesOf('RMSNorm', normalizedShape);
    this.eps = eps;
    const { make } = parametersOf('RMSNorm', { ...options, random: 0 });
    this.weight = elementwiseAffine ? make('weight', this.normalizedShape, filledWith(1)) : undefined;
  }

  forward(x: Value): Value {
    checkCount('RMSNorm.forward', 1, arguments);
    return rmsNorm(x, this.normalizedShape, { weight: this.weight, eps: this.eps });
  }
}
