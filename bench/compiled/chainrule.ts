// chainrule's contenders: they need no peer, and so run in a page as well.
import { compile, type Target } from '@chainrule/compile';
import { fromTypedArray, matmul, relu } from '@chainrule/core';
import { adam, Conv2d, Flatten, Linear, MaxPool2d, Sequential, sgd } from '@chainrule/nn';
import { random } from '../numbers.ts';
import type { Contender } from './contender.ts';
import { type Batch, batchOf, compiledTraining, numbersOf } from './training.ts';

export const operands = (size: number) => [1, 2].map((seed) => random(size * size, seed));

/** The product of two square matrices of float32. */
export function productCompiled(size: number, threads: number, target: Target = 'webassembly'): Contender {
  const product = compile(matmul, { target, threads, keepResults: false });
  const [a, b] = operands(size).map((numbers) => fromTypedArray(numbers, { shape: [size, size] }));
  let last = a;
  return {
    round: () => {
      last = product(a, b);
    },
    results: () => [last.data as Float32Array],
  };
}

export const MLP_RATE = 0.01;

/** A fully connected network with ReLU between its layers, and its training data, for gradient descent. */
export interface Mlp {
  readonly sizes: readonly number[];
  readonly batch: Batch;
}

export const mlp = (sizes: readonly number[], batchSize: number): Mlp => ({
  sizes,
  batch: batchOf([batchSize, sizes[0]], sizes[sizes.length - 1]),
});

export function mlpModel({ sizes }: Mlp): Sequential {
  const layers = sizes.slice(1).map((to, i) => new Linear(sizes[i], to, { random: i, dtype: 'float32' }));
  return new Sequential(layers.flatMap((layer, i) => (i === 0 ? [layer] : [relu, layer])));
}

export function mlpCompiled(problem: Mlp, threads: number, target?: Target): Contender {
  return compiledTraining(mlpModel(problem), sgd({ learningRate: MLP_RATE }), problem.batch, threads, target);
}

/** The weights as [in, out], and the biases: for peers that need them in that layout. */
export function layersOf(problem: Mlp) {
  const numbers = Object.values(numbersOf(mlpModel(problem)));
  return problem.sizes.slice(1).map((to, i) => {
    const [weight, bias] = numbers.slice(2 * i);
    const from = problem.sizes[i];
    const turned = Float32Array.from(
      weight.data,
      (_, k) => weight.data[(k % to) * from + Math.floor(k / to)],
    );
    return { shape: [from, to], weight: turned, bias: bias.data };
  });
}

export const CNN_RATE = 0.001;
const dtype = 'float32';

export const cnnBatch = (size: number): Batch => batchOf([size, 1, 28, 28], 10);

/** Two convolutions with 8 and 16 channels, each followed by pooling, and a linear layer. */
export function cnnModel(): Sequential {
  return new Sequential([
    new Conv2d(1, 8, 3, { padding: 1, random: 1, dtype }),
    relu,
    new MaxPool2d(2),
    new Conv2d(8, 16, 3, { padding: 1, random: 2, dtype }),
    relu,
    new MaxPool2d(2),
    new Flatten(),
    new Linear(16 * 7 * 7, 10, { random: 3, dtype }),
  ]);
}

export const cnnCompiled = (batch: Batch, threads: number, target?: Target): Contender =>
  compiledTraining(cnnModel(), adam({ learningRate: CNN_RATE }), batch, threads, target);
