import { type DType, matmul, type Operand, type Random, transpose, Value, value } from '@chainrule/core';
import { errors } from '../errors.ts';
import { Module } from '../module.ts';
import { generatorFrom } from '../random.ts';

export interface LinearOptions {
  /**
   * The weights, [outFeatures, inFeatures], in place of random ones. Numbers become a parameter; a Value is used as it
   * is, so a `constant` is held, and what `Random` draws, being a constant, is held too: make it a `value(…)`.
   */
  weight?: Operand;
  /** The biases, [outFeatures], in place of random ones; or false for none. */
  bias?: Operand | false;
  /** Where random weights come from: a generator, or a seed. The generator of `manualSeed` where absent. */
  random?: Random | number;
  /** The element type of parameters that are not given as Values; float64 where absent. */
  dtype?: DType;
}

/**
 * The affine map y = x Wᵀ + b, of inputs [batch, inFeatures] or [inFeatures].
 *
 * Random weights and biases are uniform in ±1/√inFeatures, as in PyTorch.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { Linear } from '@chainrule/nn';
 * const layer = new Linear(2, 2, { weight: [[0.15, 0.2], [0.25, 0.3]], bias: [0.35, 0.35] });
 * layer.forward(constant([0.05, 0.1])); // → [0.3775, 0.3925]
 * new Linear(3, 4, { random: 7 }).weight.shape; // → [4, 3]
 * new Linear(3, 4, { bias: [1, 2] }); // → throws bias: expected shape [4], got [2]
 * ```
 */
export class Linear extends Module {
  weight: Value;
  bias: Value | undefined;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions = {}) {
    super();
    for (const [option, size] of Object.entries({ inFeatures, outFeatures })) {
      if (!Number.isSafeInteger(size) || size < 1) throw errors.badSize('Linear', option, size);
    }
    const random = generatorFrom(options.random);
    const bound = 1 / Math.sqrt(inFeatures);
    const parameter = (name: 'weight' | 'bias', given: Operand | undefined, shape: number[]) => {
      const drawn = given ?? random.uniform(shape, { min: -bound, max: bound }).toArray();
      const made = drawn instanceof Value ? drawn : value(drawn, { name, dtype: options.dtype ?? 'float64' });
      if (made.shape.join() !== shape.join()) throw errors.parameterShape('Linear', name, shape, made.shape);
      return made;
    };
    this.weight = parameter('weight', options.weight, [outFeatures, inFeatures]);
    this.bias = options.bias === false ? undefined : parameter('bias', options.bias, [outFeatures]);
  }

  forward(x: Value): Value {
    const product = matmul(x, transpose(this.weight));
    return this.bias ? product.add(this.bias) : product;
  }
}
