import { Random, relu, type Value } from '@chainrule/core';
import {
  accuracy,
  adam,
  BatchNorm1d,
  crossEntropy,
  DataLoader,
  Dataset,
  Dropout,
  type FitOptions,
  Linear,
  Sequential,
} from '../../src/index.ts';

/* A training that involves everything with a state: dropout, running statistics, augmentation, a schedule. */

export function points(): Dataset<[Value, Value]> {
  const random = new Random(11);
  const x = random.normal([90, 3]);
  return new Dataset([x, x.argMax({ axis: 1 })]);
}

export const loader = (random = 5) =>
  new DataLoader(points(), {
    batchSize: 16,
    shuffle: true,
    random,
    map: ([x, y], noise): [Value, Value] => [x.add(noise.normal(x.shape, { std: 0.01 })), y],
  });

export const network = (seed = 1) =>
  new Sequential([
    new Linear(3, 8, { random: seed }),
    new BatchNorm1d(8),
    relu,
    new Dropout({ p: 0.2, random: 3 }),
    new Linear(8, 3, { random: seed + 1 }),
  ]);

export const options = (): FitOptions<Sequential, [Value, Value]> => ({
  loss: crossEntropy,
  optimizer: adam({ learningRate: 0.02 }),
  schedule: { factor: 0.5, patience: 1 },
  metrics: [accuracy()],
  validation: points(),
  epochs: 4,
  progress: false,
});

/** All numbers of a model, to be compared bit for bit. */
export const numbersOf = (model: Sequential) =>
  Object.entries(model.stateDict()).map(([name, x]) => [name, x.toArray()]);
