import { add, checkCount, chunk, mul, sigmoid, sub, tanh, type Value } from '@chainrule/core';
import { linear } from './linear.ts';
import {
  Cell,
  type CellWeights,
  checkWeights,
  type FromState,
  fromState,
  type RNNCellOptions,
} from './recurrent-cells.ts';

/** The next state, from the contribution of the input and the state. */
export function gruStep(input: Value, h: Value, from: FromState): Value {
  const [ri, zi, ni] = chunk(input, 3, { axis: -1 });
  const [rh, zh, nh] = chunk(from(h), 3, { axis: -1 });
  const z = sigmoid(add(zi, zh));
  const n = tanh(add(ni, mul(sigmoid(add(ri, rh)), nh)));
  return add(n, mul(z, sub(h, n)));
}

/**
 * One step of a GRU: with gates r, z = σ(·) and n = tanh(xₙ + r hₙ), in the order r z n, where xₙ and hₙ are the parts
 * that input and state contribute, h′ = (1 − z) n + z h. Source: Cho and others (2014), in the form of cuDNN and PyTorch.
 */
export function gruCell(x: Value, h: Value, weights: CellWeights): Value {
  checkCount('gruCell', 3, arguments);
  checkWeights('gruCell', weights);
  return gruStep(linear(x, weights.weightIh, weights.biasIh), h, fromState(weights));
}

/** `gruCell` with its weights: otherwise as `RNNCell`. */
export class GRUCell extends Cell<Value, Value> {
  constructor(inputSize: number, hiddenSize: number, options: RNNCellOptions = {}) {
    checkCount('GRUCell', 3, arguments);
    super(3, inputSize, hiddenSize, options);
  }

  forward(x: Value, h: Value = this.start(x)): Value {
    checkCount('GRUCell.forward', 2, arguments);
    return gruCell(x, this.checked(x, h), this);
  }
}
