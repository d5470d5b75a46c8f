import { checkCount, type Operand, type Value } from '@chainrule/core';
import { Module } from '../module.ts';
import { optionsOf } from '../options.ts';
import { AFFINE, type Affine, momentsOf, scaledAndShifted, standardized } from './moments.ts';
import {
  ELEMENTWISE,
  type ElementwiseNormOptions,
  type NormalizedShape,
  prepared,
  sizesOf,
} from './normalized-shape.ts';
import { filledWith, parametersOf } from './parameters.ts';

/**
 * x with mean 0 and variance 1 along its last axes, which have the sizes of `normalizedShape`, then scaled and shifted:
 * (x − mean) / √(variance + ε) · weight + bias. Source: Ba, Kiros and Hinton, "Layer normalization" (2016).
 *
 * @example
 * ```ts
 * import { layerNorm } from '@chainrule/nn';
 * layerNorm([[1, 3], [10, 30]], 2, { eps: 0 }); // → [[-1, 1], [-1, 1]]
 * layerNorm([[1, 3]], 3); // → throws expected […, 3]
 * ```
 */
export function layerNorm(
  x: Operand,
  normalizedShape: NormalizedShape,
  options: Affine & { eps?: number } = {},
): Value {
  checkCount('layerNorm', 3, arguments);
  const { eps = 1e-5 } = optionsOf('layerNorm', options, AFFINE);
  const sizes = sizesOf('layerNorm', normalizedShape);
  const { input, axes } = prepared('layerNorm', x, sizes);
  return scaledAndShifted(standardized(input, momentsOf(input, axes), eps), options, sizes);
}

export interface LayerNormOptions extends ElementwiseNormOptions {
  /** Whether to learn a bias along with the weight. Default: true. */
  bias?: boolean;
}

/**
 * `layerNorm` with a weight, initially 1, and a bias, initially 0, of shape `normalizedShape`. ε is 10⁻⁵ by default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { LayerNorm } from '@chainrule/nn';
 * new LayerNorm(2, { eps: 0 }).forward(constant([[1, 3]])); // → [[-1, 1]]
 * new LayerNorm([2, 3], { bias: false }).parameters().length; // → 1
 * ```
 */
export class LayerNorm extends Module {
  readonly normalizedShape: readonly number[];
  readonly eps: number;
  weight: Value | undefined;
  bias: Value | undefined;

  constructor(normalizedShape: NormalizedShape, options: LayerNormOptions = {}) {
    checkCount('LayerNorm', 2, arguments);
    super();
    const {
      eps = 1e-5,
      elementwiseAffine = true,
      bias = true,
    } = optionsOf('LayerNorm', options, {
      ...ELEMENTWISE,
      bias: 'boolean',
    });
    this.normalizedShape = sizesOf('LayerNorm', normalizedShape);
    this.eps = eps;
    const { make } = parametersOf('LayerNorm', { ...options, random: 0 });
    this.weight = elementwiseAffine ? make('weight', this.normalizedShape, filledWith(1)) : undefined;
    this.bias = elementwiseAffine && bias ? make('bias', this.normalizedShape, filledWith(0)) : undefined;
  }

  forward(x: Value): Value {
    checkCount('LayerNorm.forward', 1, arguments);
    const { normalizedShape, weight, bias, eps } = this;
    return layerNorm(x, normalizedShape, { weight, bias, eps });
  }
}
