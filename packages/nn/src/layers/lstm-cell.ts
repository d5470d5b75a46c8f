import { add, checkCount, chunk, mul, sigmoid, tanh, type Value } from '@chainrule/core';
import { checkArray } from '../checks.ts';
import { linear } from './linear.ts';
import {
  Cell,
  type CellWeights,
  checkWeights,
  type FromState,
  fromState,
  type LSTMState,
  type RNNCellOptions,
} from './recurrent-cells.ts';

/** The next state, from the contribution of the input and the state. */
export function lstmStep(input: Value, [h, c]: LSTMState, from: FromState): LSTMState {
  const [i, f, g, o] = chunk(add(input, from(h)), 4, { axis: -1 });
  const next = add(mul(sigmoid(f), c), mul(sigmoid(i), tanh(g)));
  return [mul(sigmoid(o), tanh(next)), next];
}

/**
 * One step of an LSTM: with gates i, f, o = σ(·) and g = tanh(·) of x Wᵢₕᵀ + bᵢₕ + h Wₕₕᵀ + bₕₕ, in the order i f g o,
 * c′ = f c + i g and h′ = o tanh c′. Source: Hochreiter and Schmidhuber (1997), Gers and others (2000).
 */
export function lstmCell(x: Value, state: LSTMState, weights: CellWeights): LSTMState {
  checkCount('lstmCell', 3, arguments);
  checkArray('lstmCell', 'state', state, 'an array [h, c]');
  checkWeights('lstmCell', weights);
  return lstmStep(linear(x, weights.weightIh, weights.biasIh), state, fromState(weights));
}

/**
 * `lstmCell` with its weights: x `[batch, inputSize]` or `[inputSize]` and a state [h, c] (default: zeros) give the next state.
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { LSTMCell } from '@chainrule/nn';
 * const [h, c] = new LSTMCell(3, 4).forward(zeros([2, 3]));
 * [h.shape, c.shape]; // → [[2, 4], [2, 4]]
 * ```
 */
export class LSTMCell extends Cell<LSTMState, LSTMState> {
  constructor(inputSize: number, hiddenSize: number, options: RNNCellOptions = {}) {
    checkCount('LSTMCell', 3, arguments);
    super(4, inputSize, hiddenSize, options);
  }

  forward(x: Value, state: LSTMState = [this.start(x), this.start(x)]): LSTMState {
    checkCount('LSTMCell.forward', 2, arguments);
    checkArray('LSTMCell', 'state', state, 'an array [h, c]');
    return lstmCell(x, [this.checked(x, state[0]), this.checked(x, state[1])], this);
  }
}
