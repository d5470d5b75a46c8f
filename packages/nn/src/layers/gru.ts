import { checkCount, type Value } from '@chainrule/core';
import { gruStep } from './gru-cell.ts';
import { Recurrent, type RecurrentOptions, type State } from './recurrent.ts';
import type { FromState } from './recurrent-cells.ts';

/** A gated recurrent unit: `gruCell` from step to step, in layers. Otherwise as `RNN`. */
export class GRU extends Recurrent<Value, Value> {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions = {}) {
    checkCount('GRU', 3, arguments);
    super(3, inputSize, hiddenSize, options);
  }

  protected step(input: Value, [h]: State, from: FromState): State {
    return [gruStep(input, h, from)];
  }

  forward(x: Value, h?: Value): readonly [output: Value, h: Value] {
    checkCount('GRU.forward', 2, arguments);
    const { output, state } = this.run(x, h === undefined ? undefined : [h], 1);
    return [output, state[0]];
  }
}
