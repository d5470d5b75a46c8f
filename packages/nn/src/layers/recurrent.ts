import {
  concat,
  flip,
  type Random,
  reshape,
  select,
  stack,
  swapAxes,
  unstack,
  type Value,
  zeros,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkArray, checkInput, checkProbability, checkSizes } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { Module } from '../module.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { dropout } from './dropout.ts';
import { linear } from './linear.ts';
import { type LayerOptions, parametersOf } from './parameters.ts';
import { type CellWeights, cellWeights, type FromState, fromState } from './recurrent-cells.ts';

export interface RecurrentOptions extends LayerOptions {
  /** The number of stacked layers, each reading the output of the one below. Default: 1. */
  numLayers?: number;
  /** Whether there are biases. Default: true. */
  bias?: boolean;
  /** Whether x and the output are [batch, length, size] instead of [length, batch, size]. */
  batchFirst?: boolean;
  /** The probability of dropout on the output of each layer but the last. Default: 0. */
  dropout?: number;
  /** Whether each layer also reads from the end; the two outputs are concatenated. */
  bidirectional?: boolean;
}

export const RECURRENT: Kinds<RecurrentOptions> = {
  numLayers: 'number',
  bias: 'boolean',
  batchFirst: 'boolean',
  dropout: 'number',
  bidirectional: 'boolean',
  random: 'random',
  dtype: 'any',
};

/** States are lists of Values, [batch, hiddenSize] each, as many as a cell has: one, or h and c. */
export type State = readonly Value[];

/** Shared by RNN, LSTM and GRU: layers and directions, each running a cell over the sequence. */
export abstract class Recurrent<Given, Final> extends Module<
  [x: Value, state?: Given],
  readonly [output: Value, state: Final]
> {
  [weight: `weight${string}`]: Value;
  [bias: `bias${string}`]: Value | undefined;
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly numLayers: number;
  readonly batchFirst: boolean;
  readonly dropout: number;
  readonly bidirectional: boolean;
  readonly random: Random;

  constructor(gates: number, inputSize: number, hiddenSize: number, options: RecurrentOptions) {
    super();
    const layer = this.constructor.name;
    const {
      numLayers = 1,
      bias = true,
      batchFirst = false,
      bidirectional = false,
    } = optionsOf(layer, options, RECURRENT);
    checkSizes(layer, { inputSize, hiddenSize, numLayers });
    checkProbability(layer, options.dropout ?? 0);
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.numLayers = numLayers;
    this.batchFirst = batchFirst;
    this.dropout = options.dropout ?? 0;
    this.bidirectional = bidirectional;
    const parameters = parametersOf(layer, options);
    this.random = parameters.random;
    for (const [k, suffix] of this.suffixes().entries()) {
      const size = k < this.directions ? inputSize : hiddenSize * this.directions;
      const made = cellWeights(parameters, gates, [size, hiddenSize], bias);
      this.put(`weightIh${suffix}`, made.weightIh);
      this.put(`weightHh${suffix}`, made.weightHh);
      if (made.biasIh) this.put(`biasIh${suffix}`, made.biasIh);
      if (made.biasHh) this.put(`biasHh${suffix}`, made.biasHh);
    }
  }

  protected abstract step(input: Value, state: State, from: FromState): State;

  private get directions(): number {
    return this.bidirectional ? 2 : 1;
  }

  /** The suffixes of the names of weights, layer by layer: L0, L0Reverse, L1, … */
  private suffixes(): string[] {
    return Array.from({ length: this.numLayers }, (_, k) =>
      this.bidirectional ? [`L${k}`, `L${k}Reverse`] : [`L${k}`],
    ).flat();
  }

  private put(name: `weight${string}` | `bias${string}`, x: Value): void {
    this[name] = x.named(name);
  }

  private cellAt(suffix: string): CellWeights {
    return {
      weightIh: this[`weightIh${suffix}`],
      weightHh: this[`weightHh${suffix}`],
      biasIh: this[`biasIh${suffix}`],
      biasHh: this[`biasHh${suffix}`],
    };
  }

  /** The output for a sequence, and each part of the final state, stacked layer by layer. */
  protected run(x: Value, given: State | undefined, parts: number): { output: Value; state: Value[] } {
    const batched = this.batched(x);
    const [, batch] = batched.shape;
    const initial = this.initial(given, batch, parts, x.rank === 2);
    const finals: State[] = [];
    let sequence = batched;
    for (let layer = 0; layer < this.numLayers; layer++) {
      if (layer > 0 && this.dropout > 0)
        sequence = dropout(sequence, { p: this.dropout, training: this.training, random: this.random });
      const outputs = Array.from({ length: this.directions }, (_, direction) => {
        const k = layer * this.directions + direction;
        const start = initial.map((each) => select(each, k, { axis: 0 }));
        const { output, state } = this.over(sequence, start, k, direction === 1);
        finals.push(state);
        return output;
      });
      sequence = this.bidirectional ? concat(outputs, { axis: -1 }) : outputs[0];
    }
    const state = initial.map((_, part) => stack(finals.map((each) => each[part])));
    return {
      output: this.asGiven(sequence, x),
      state: x.rank === 2 ? state.map((each) => reshape(each, [each.shape[0], this.hiddenSize])) : state,
    };
  }

  /** Runs one cell over a sequence [length, batch, size], from its end if `reverse`. */
  private over(sequence: Value, start: State, k: number, reverse: boolean): { output: Value; state: State } {
    const weights = this.cellAt(this.suffixes()[k]);
    const from = fromState(weights);
    const inputs = unstack(linear(sequence, weights.weightIh, weights.biasIh));
    let state = start;
    const outputs = (reverse ? inputs.reverse() : inputs).map((input) => {
      state = this.step(input, state, from);
      return state[0];
    });
    return { output: reverse ? flip(stack(outputs), { axis: 0 }) : stack(outputs), state };
  }

  /** x as [length, batch, size]. */
  private batched(x: Value): Value {
    checkInput(this.constructor.name, x);
    const axes = this.batchFirst ? 'batch, length' : 'length, batch';
    if ((x.rank !== 2 && x.rank !== 3) || x.shape[x.rank - 1] !== this.inputSize || x.size === 0)
      throw layerErrors.badInput(
        this.constructor.name,
        `[${axes}, ${this.inputSize}] or [length, ${this.inputSize}], not empty`,
        x,
      );
    if (x.rank === 2) return reshape(x, [x.shape[0], 1, this.inputSize]);
    return this.batchFirst ? swapAxes(x, 0, 1) : x;
  }

  /** An output [length, batch, size] with the axes that x has. */
  private asGiven(output: Value, x: Value): Value {
    if (x.rank === 2) return reshape(output, [output.shape[0], output.shape[2]]);
    return this.batchFirst ? swapAxes(output, 0, 1) : output;
  }

  /** The parts of the state as [layers · directions, batch, hidden]: default: zeros. */
  private initial(given: State | undefined, batch: number, parts: number, alone: boolean): State {
    const shape = [this.numLayers * this.directions, batch, this.hiddenSize];
    if (given === undefined) {
      const { dtype } = this.cellAt('L0').weightHh as Value;
      return Array.from({ length: parts }, () => zeros(shape, { dtype }));
    }
    const expected = alone ? [shape[0], shape[2]] : shape;
    checkArray(this.constructor.name, 'state', given);
    return given.map((each) => {
      checkInput(this.constructor.name, each);
      if (!sameShape(each.shape, expected))
        throw layerErrors.badInput(this.constructor.name, `a state [${expected.join(', ')}]`, each);
      return reshape(each, shape);
    });
  }
}
