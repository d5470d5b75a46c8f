import { checkCount, type Value } from '@chainrule/core';
import { lstmStep } from './lstm-cell.ts';
import { Recurrent, type RecurrentOptions, type State } from './recurrent.ts';
import type { FromState, LSTMState } from './recurrent-cells.ts';

/**
 * A long short-term memory: `lstmCell` from step to step, in layers. Otherwise as `RNN`, with a state [h, c].
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { LSTM } from '@chainrule/nn';
 * const lstm = new LSTM(3, 4);
 * const [output, [h, c]] = lstm.forward(zeros([7, 5, 3]));
 * [output.shape, h.shape, c.shape]; // → [[7, 5, 4], [1, 5, 4], [1, 5, 4]]
 * lstm.forward(zeros([7, 5, 2])); // → throws expected [length, batch, 3] or [length, 3], not empty, got an input [7, 5, 2]
 * ```
 */
export class LSTM extends Recurrent<LSTMState, LSTMState> {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    checkCount('LSTM', 3, arguments);
    super(4, inputSize, hiddenSize, options);
  }

  protected step(input: Value, [h, c]: State, from: FromState): State {
    return lstmStep(input, [h, c], from);
  }

  forward(x: Value, given?: LSTMState): readonly [output: Value, state: LSTMState] {
    checkCount('LSTM.forward', 2, arguments);
    const { output, state } = this.run(x, given, 2);
    return [output, [state[0], state[1]]];
  }
}
