import {
  constant,
  logSoftmax,
  matmul as product,
  type Random,
  relu,
  sigmoid,
  tanh,
  type Value,
  value,
} from '@chainrule/core';
import { columnSums, type Matrix, map, matmul } from './matrix.ts';
import { chance, pick } from './models.ts';

/** Activations with their derivatives in the names of both sides, a = f(z). */
export const ACTIVATIONS = {
  tanh: { f: Math.tanh, derivative: (a: number) => 1 - a * a, node: tanh },
  sigmoid: {
    f: (z: number) => 1 / (1 + Math.exp(-z)),
    derivative: (a: number) => a * (1 - a),
    node: sigmoid,
  },
  relu: { f: (z: number) => Math.max(0, z), derivative: (a: number) => (a > 0 ? 1 : 0), node: relu },
} as const;

export type Activation = keyof typeof ACTIVATIONS;

/** Σ(a − T)², half of it, or the cross-entropy of softmax(a); added up over the batch or averaged. */
export type Loss = 'squares' | 'halfSquares' | 'crossEntropy';

export interface Network {
  readonly X: Matrix;
  readonly T: Matrix;
  readonly weights: readonly Matrix[];
  readonly biases: readonly (readonly number[])[];
  /** One for each layer; the last may have none. */
  readonly activations: readonly (Activation | undefined)[];
  readonly loss: Loss;
  readonly averaged: boolean;
  /** λ in ½ λ Σ W², 0 for none. */
  readonly decay: number;
}

/** What a forward pass keeps: the results of each layer before and after its activation; a[0] is the input. */
export interface Cache {
  readonly z: readonly Matrix[];
  readonly a: readonly Matrix[];
}

const normal = (random: Random, rows: number, columns: number, std: number): Matrix =>
  random.normal([rows, columns], { std }).toArray() as number[][];

/** Two to four layers; hidden layers and the input are of one width, so that nothing fails by its shape. */
export function randomNetwork(random: Random): Network {
  const layers = 2 + Math.floor(3 * random.next());
  const width = 2 + Math.floor(3 * random.next());
  const batch = 3 + Math.floor(4 * random.next());
  const loss = pick(random, ['squares', 'halfSquares', 'crossEntropy'] as const);
  const outputs = chance(random, 0.5) ? width : Math.max(2, width - 1);
  const hidden = pick(random, ['tanh', 'sigmoid', 'relu', 'tanh'] as const);
  const last = loss === 'crossEntropy' ? undefined : pick(random, ['sigmoid', 'tanh', undefined] as const);
  const widthOf = (layer: number) => (layer === layers ? outputs : width);
  const indices = Array.from({ length: layers }, (_, k) => k);
  return {
    X: normal(random, batch, width, 1),
    T: loss === 'crossEntropy' ? oneHot(random, batch, outputs) : normal(random, batch, outputs, 0.5),
    weights: indices.map((k) => normal(random, widthOf(k), widthOf(k + 1), 0.9)),
    biases: indices.map((k) => normal(random, 1, widthOf(k + 1), 0.4)[0]),
    activations: indices.map((k) => (k === layers - 1 ? last : hidden)),
    loss,
    averaged: chance(random, 0.7),
    decay: chance(random, 0.25) ? 0.1 : 0,
  };
}

const oneHot = (random: Random, rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => {
    const hot = Math.floor(columns * random.next());
    return Array.from({ length: columns }, (_, j) => (j === hot ? 1 : 0));
  });

export function forwardByHand({ X, weights, biases, activations }: Network): Cache {
  const z: Matrix[] = [];
  const a: Matrix[] = [X];
  for (const [k, W] of weights.entries()) {
    z.push(matmul(a[k], W).map((row) => row.map((x, j) => x + biases[k][j])));
    const name = activations[k];
    a.push(name ? map(z[k], ACTIVATIONS[name].f) : z[k]);
  }
  return { z, a };
}

/** The same network as a graph, in which every layer has names: z1 = X W1 + b1, a1 = tanh(z1), … */
export function graphOfNetwork({
  X,
  T,
  weights,
  biases,
  activations,
  loss,
  averaged,
  decay,
}: Network): Value {
  let a = constant(X, { name: 'X' });
  const W = weights.map((each, k) => value(each, { name: `W${k + 1}` }));
  for (const [k, b] of biases.entries()) {
    a = product(a, W[k])
      .add(value(b, { name: `b${k + 1}` }))
      .named(`z${k + 1}`);
    const name = activations[k];
    if (name) a = ACTIVATIONS[name].node(a).named(`a${k + 1}`);
  }
  const target = constant(T, { name: 'T' });
  const each = loss === 'crossEntropy' ? logSoftmax(a).mul(target).neg() : a.sub(target).square();
  const total = loss === 'halfSquares' ? each.sum().mul(0.5) : each.sum();
  const data = averaged ? total.div(X.length) : total;
  const penalty = W.map((w) => w.square().sum())
    .reduce((x, y) => x.add(y))
    .mul(decay / 2);
  return (decay > 0 ? data.add(penalty) : data).named('L');
}

export const layersOf = ({ weights }: Network): number => weights.length;

export const softmax = (z: Matrix): Matrix =>
  z.map((row) => {
    const e = row.map((x) => Math.exp(x - Math.max(...row)));
    const [total] = columnSums(e.map((x) => [x]));
    return e.map((x) => x / total);
  });
