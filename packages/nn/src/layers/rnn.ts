import { checkCount, type Value } from '@chainrule/core';
import { optionsOf } from '../options.ts';
import { RECURRENT, Recurrent, type RecurrentOptions, type State } from './recurrent.ts';
import type { FromState } from './recurrent-cells.ts';
import { checkNonlinearity, type Nonlinearity, rnnStep } from './rnn-cell.ts';

/**
 * A simple recurrent network: `rnnCell` from step to step, in layers. Takes x `[length, batch, inputSize]`, or
 * `[length, inputSize]`, and a state `[numLayers · directions, batch, hiddenSize]` (default: zeros); gives the last layer's
 * states at all steps and the last states of all layers.
 *
 * Weights are `weightIhL0`, `weightHhL0`, `biasIhL0`, `biasHhL0`, then `…L0Reverse` and `…L1`; uniform in ±1/√hiddenSize.
 *
 * @example
 * ```ts
 * import { zeros } from '@chainrule/core';
 * import { RNN } from '@chainrule/nn';
 * const rnn = new RNN(3, 4, { numLayers: 2, bidirectional: true, batchFirst: true });
 * const [output, h] = rnn.forward(zeros([5, 7, 3]));
 * output.shape; // → [5, 7, 8]
 * h.shape; // → [4, 5, 4]
 * ```
 */
export class RNN extends Recurrent<Value, Value> {
  readonly nonlinearity: Nonlinearity;

  constructor(
    inputSize: number,
    hiddenSize: number,
    options: RecurrentOptions & { nonlinearity?: Nonlinearity } = {},
  ) {
    checkCount('RNN', 3, arguments);
    const { nonlinearity = 'tanh', ...others } = optionsOf('RNN', options, {
      ...RECURRENT,
      nonlinearity: 'any',
    });
    super(1, inputSize, hiddenSize, others);
    this.nonlinearity = nonlinearity;
    checkNonlinearity('RNN', this.nonlinearity);
  }

  protected step(input: Value, [h]: State, from: FromState): State {
    return [rnnStep(input, h, from, this.nonlinearity)];
  }

  forward(x: Value, h?: Value): readonly [output: Value, h: Value] {
    checkCount('RNN.forward', 2, arguments);
    const { output, state } = this.run(x, h === undefined ? undefined : [h], 1);
    return [output, state[0]];
  }
}
