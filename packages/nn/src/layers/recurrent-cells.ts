import { matmul, type Operand, transpose, type Value, zeros } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkInput, checkSizes } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { type LayerOptions, type Parameters, parametersOf, uniformWithin } from './parameters.ts';

/*
 * Shared by recurrent cells. The step of each takes the contributions of input and state, x Wᵢₕᵀ + bᵢₕ and h Wₕₕᵀ + bₕₕ: a
 * layer computes the former for all steps at once, and the part of the latter that is the same at every step once.
 * Gates are concatenated along the last axis, in PyTorch's order.
 */

/** The contribution of a state h: h Wₕₕᵀ + bₕₕ. */
export type FromState = (h: Value) => Value;

/** The weights of one cell: `[gates · hidden, in]`, `[gates · hidden, hidden]` and twice `[gates · hidden]`. */
export interface CellWeights {
  readonly weightIh: Operand;
  readonly weightHh: Operand;
  readonly biasIh?: Operand | undefined;
  readonly biasHh?: Operand | undefined;
}

/** Throws unless these are the weights of a cell. */
export function checkWeights(operation: string, weights: CellWeights): void {
  if (typeof weights !== 'object' || weights === null)
    throw optionErrors.badOption(operation, 'weights', 'an object { weightIh, weightHh, … }', weights);
}

/** The contribution of a state by these weights, which are transposed once for all states. */
export function fromState({ weightHh, biasHh }: CellWeights): FromState {
  const columns = transpose(weightHh);
  return (h) => (biasHh === undefined ? matmul(h, columns) : matmul(h, columns).add(biasHh));
}

/** The state of an LSTM: hidden state and cell state. */
export type LSTMState = readonly [h: Value, c: Value];

export interface RNNCellOptions extends LayerOptions {
  /** Whether there are biases. Default: true. */
  bias?: boolean;
}

export const CELL: Kinds<RNNCellOptions> = { bias: 'boolean', random: 'random', dtype: 'any' };

/** The parameters of a cell, uniform in ±1/√hiddenSize. */
export function cellWeights(
  { make }: Parameters,
  gates: number,
  [inputSize, hiddenSize]: readonly [number, number],
  bias: boolean,
): { weightIh: Value; weightHh: Value; biasIh: Value | undefined; biasHh: Value | undefined } {
  const first = uniformWithin(1 / Math.sqrt(hiddenSize));
  const rows = gates * hiddenSize;
  return {
    weightIh: make('weightIh', [rows, inputSize], first),
    weightHh: make('weightHh', [rows, hiddenSize], first),
    biasIh: bias ? make('biasIh', [rows], first) : undefined,
    biasHh: bias ? make('biasHh', [rows], first) : undefined,
  };
}

export abstract class Cell<State, Next> extends Module<[x: Value, state?: State], Next> {
  readonly hiddenSize: number;
  weightIh: Value;
  weightHh: Value;
  biasIh: Value | undefined;
  biasHh: Value | undefined;

  constructor(gates: number, inputSize: number, hiddenSize: number, options: RNNCellOptions = {}) {
    super();
    const layer = this.constructor.name;
    checkSizes(layer, { inputSize, hiddenSize });
    const { bias = true } = optionsOf(layer, options, CELL);
    const made = cellWeights(parametersOf(layer, options), gates, [inputSize, hiddenSize], bias);
    this.hiddenSize = hiddenSize;
    this.weightIh = made.weightIh;
    this.weightHh = made.weightHh;
    this.biasIh = made.biasIh;
    this.biasHh = made.biasHh;
  }

  /** The state before the first input: zeros. */
  protected start(x: Value): Value {
    checkInput(this.constructor.name, x);
    return zeros([...x.shape.slice(0, -1), this.hiddenSize], { dtype: this.weightHh.dtype });
  }

  /** A state, which must match x. */
  protected checked(x: Value, state: Value): Value {
    for (const each of [x, state]) checkInput(this.constructor.name, each);
    const expected = [...x.shape.slice(0, -1), this.hiddenSize];
    if (!sameShape(state.shape, expected))
      throw layerErrors.badInput(this.constructor.name, `a state [${expected.join(', ')}]`, state);
    return state;
  }
}
