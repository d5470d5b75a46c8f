import { bilinear, checkCount, type Value } from '@chainrule/core';
import { checkSizes } from '../checks.ts';
import { Module } from '../module.ts';
import { DRAWN, optionsOf } from '../options.ts';
import { type Given, type LayerOptions, parametersOf, uniformWithin } from './parameters.ts';

export interface BilinearOptions extends LayerOptions {
  /** The weights, [outFeatures, in1Features, in2Features], instead of random ones. */
  weight?: Given;
  /** The biases, [outFeatures], instead of random ones; or false for none. */
  bias?: Given | false;
}

/**
 * The bilinear map yₖ = aᵀ Wₖ b + biasₖ of two inputs, `[…, in1Features]` and `[…, in2Features]`.
 *
 * Random weights and biases are uniform in ±1/√in1Features, as in PyTorch.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Bilinear } from '@chainrule/nn';
 * const layer = new Bilinear(2, 2, 1, { weight: [[[1, 0], [0, 1]]], bias: [5] });
 * layer.forward(constant([1, 2]), constant([3, 4])); // → [16]
 * ```
 */
export class Bilinear extends Module<[a: Value, b: Value]> {
  weight: Value;
  bias: Value | undefined;

  constructor(in1Features: number, in2Features: number, outFeatures: number, options: BilinearOptions = {}) {
    checkCount('Bilinear', 4, arguments);
    super();
    checkSizes('Bilinear', { in1Features, in2Features, outFeatures });
    const { weight, bias } = optionsOf('Bilinear', options, { weight: 'any', bias: 'any', ...DRAWN });
    const { make } = parametersOf('Bilinear', options);
    const first = uniformWithin(1 / Math.sqrt(in1Features));
    this.weight = make('weight', [outFeatures, in1Features, in2Features], first, weight);
    this.bias = bias === false ? undefined : make('bias', [outFeatures], first, bias);
  }

  forward(a: Value, b: Value): Value {
    checkCount('Bilinear.forward', 2, arguments);
    return bilinear(a, b, this.weight, this.bias);
  }
}
