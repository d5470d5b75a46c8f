import { checkCount, matmul, type Operand, reshape, transpose, Value } from '@chainrule/core';
import { checkSizes } from '../checks.ts';
import { Module } from '../module.ts';
import { DRAWN, optionsOf } from '../options.ts';
import { type Given, type LayerOptions, parametersOf, uniformWithin } from './parameters.ts';

export interface LinearOptions extends LayerOptions {
  /** The weights, [outFeatures, inFeatures], instead of random ones. */
  weight?: Given;
  /** The biases, [outFeatures], instead of random ones; or false for none. */
  bias?: Given | false;
}

/**
 * The affine map y = x Wᵀ + b of the last axis: x `[…, in]`, weight `[out, in]`, bias `[out]`; the result is `[…, out]`.
 *
 * @example
 * ```ts
 * import { linear } from '@chainrule/nn';
 * linear([[1, 2]], [[1, 0], [0, 1], [1, 1]], [10, 20, 30]); // → [[11, 22, 33]]
 * ```
 */
export function linear(x: Operand, weight: Operand, bias?: Operand): Value {
  checkCount('linear', 3, arguments);
  const columns = transpose(weight);
  const product = x instanceof Value && x.rank > 2 ? rowsTimes(x, columns) : matmul(x, columns);
  return bias === undefined ? product : product.add(bias);
}

/** x W as one matrix product: a batch of products would compute a gradient of W for each and add them up. */
function rowsTimes(x: Value, columns: Value): Value {
  const [inFeatures, outFeatures] = columns.shape;
  if (x.shape[x.rank - 1] !== inFeatures) return matmul(x, columns);
  const leading = x.shape.slice(0, -1);
  const rows = reshape(x, [leading.reduce((a, b) => a * b, 1), inFeatures]);
  return reshape(matmul(rows, columns), [...leading, outFeatures]);
}

/**
 * The affine map y = x Wᵀ + b, of inputs [batch, inFeatures] or [inFeatures] or with more axes before the last.
 *
 * Random weights and biases are uniform in ±1/√inFeatures, as in PyTorch.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { kaimingNormal, Linear } from '@chainrule/nn';
 * const layer = new Linear(2, 2, { weight: [[0.15, 0.2], [0.25, 0.3]], bias: [0.35, 0.35] });
 * layer.forward(constant([0.05, 0.1])); // → [0.3775, 0.3925]
 * new Linear(3, 4, { random: 7, weight: kaimingNormal }).weight.shape; // → [4, 3]
 * new Linear(3, 4, { bias: [1, 2] }); // → throws bias: expected shape [4], got [2]
 * ```
 */
export class Linear extends Module {
  weight: Value;
  bias: Value | undefined;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions = {}) {
    checkCount('Linear', 3, arguments);
    super();
    checkSizes('Linear', { inFeatures, outFeatures });
    const { weight, bias } = optionsOf('Linear', options, { weight: 'any', bias: 'any', ...DRAWN });
    const { make } = parametersOf('Linear', options);
    const first = uniformWithin(1 / Math.sqrt(inFeatures));
    this.weight = make('weight', [outFeatures, inFeatures], first, weight);
    this.bias = bias === false ? undefined : make('bias', [outFeatures], first, bias);
  }

  forward(x: Value): Value {
    checkCount('Linear.forward', 1, arguments);
    return linear(x, this.weight, this.bias);
  }
}
