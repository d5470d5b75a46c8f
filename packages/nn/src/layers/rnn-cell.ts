import { add, checkCount, relu, tanh, type Value } from '@chainrule/core';
import { checkOneOf } from '../checks.ts';
import { optionsOf } from '../options.ts';
import { linear } from './linear.ts';
import {
  CELL,
  Cell,
  type CellWeights,
  checkWeights,
  type FromState,
  fromState,
  type RNNCellOptions,
} from './recurrent-cells.ts';

export type Nonlinearity = 'tanh' | 'relu';

const NONLINEARITIES = { tanh, relu };

/** The next state, from the contribution of the input and the state. */
export const rnnStep = (input: Value, h: Value, from: FromState, nonlinearity: Nonlinearity): Value =>
  NONLINEARITIES[nonlinearity](add(input, from(h)));

/** Throws for an unknown nonlinearity. */
export const checkNonlinearity = (layer: string, nonlinearity: Nonlinearity) =>
  checkOneOf(layer, 'nonlinearity', Object.keys(NONLINEARITIES), nonlinearity);

/**
 * One step of a simple recurrent network: h′ = tanh(x Wᵢₕᵀ + bᵢₕ + h Wₕₕᵀ + bₕₕ), or with max(0, ·) instead of tanh. x
 * `[…, in]`, h `[…, hidden]`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { rnnCell } from '@chainrule/nn';
 * const weights = { weightIh: [[1, 1]], weightHh: [[0.5]] };
 * rnnCell(constant([1, 2]), constant([4]), weights, 'relu'); // → [5]
 * ```
 */
export function rnnCell(
  x: Value,
  h: Value,
  weights: CellWeights,
  nonlinearity: Nonlinearity = 'tanh',
): Value {
  checkCount('rnnCell', 4, arguments);
  checkWeights('rnnCell', weights);
  checkNonlinearity('rnnCell', nonlinearity);
  return rnnStep(linear(x, weights.weightIh, weights.biasIh), h, fromState(weights), nonlinearity);
}

/**
 * `rnnCell` with its weights: x `[batch, inputSize]` or `[inputSize]` and a state (default: zeros) give the next state.
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { RNNCell } from '@chainrule/nn';
 * const cell = new RNNCell(3, 4, { nonlinearity: 'relu' });
 * let h = cell.forward(zeros([2, 3]));
 * h = cell.forward(zeros([2, 3]), h);
 * h.shape; // → [2, 4]
 * ```
 */
export class RNNCell extends Cell<Value, Value> {
  readonly nonlinearity: Nonlinearity;

  constructor(
    inputSize: number,
    hiddenSize: number,
    options: RNNCellOptions & { nonlinearity?: Nonlinearity } = {},
  ) {
    checkCount('RNNCell', 3, arguments);
    const { nonlinearity = 'tanh', ...others } = optionsOf('RNNCell', options, {
      ...CELL,
      nonlinearity: 'any',
    });
    super(1, inputSize, hiddenSize, others);
    this.nonlinearity = nonlinearity;
    checkNonlinearity('RNNCell', this.nonlinearity);
  }

  forward(x: Value, h: Value = this.start(x)): Value {
    checkCount('RNNCell.forward', 2, arguments);
    return rnnCell(x, this.checked(x, h), this, this.nonlinearity);
  }
}
