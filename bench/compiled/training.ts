import { compile, type Target } from '@chainrule/compile';
import { constant, type Value } from '@chainrule/core';
import { crossEntropy, type GradientTransform, type Module, Optimizer } from '@chainrule/nn';
import { uniform } from '../moons.ts';
import { random } from '../numbers.ts';
import type { Named } from '../peers/pytorch.ts';
import { type Contender, numberEachRound } from './contender.ts';

/** Inputs and classes for training, the same batch in every step. */
export interface Batch {
  readonly shape: readonly number[];
  readonly inputs: Float32Array | Int32Array;
  readonly classes: number;
  /** One for every row of the model's scores. */
  readonly labels: Int32Array;
}

/** Random inputs and labels. */
export function batchOf(shape: readonly number[], classes: number): Batch {
  const inputs = random(
    shape.reduce((a, b) => a * b),
    7,
  );
  return { shape, inputs, classes, labels: integers(shape[0], classes, 8) };
}

/** Random whole numbers below a bound. */
export function integers(count: number, bound: number, seed: number): Int32Array {
  const next = uniform(seed);
  return Int32Array.from({ length: count }, () => Math.floor(bound * next()));
}

/** The labels as one-hot rows, for peers that need them. */
export function oneHotRows({ labels, classes }: Batch): Float32Array {
  const rows = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    rows[i * classes + label] = 1;
  });
  return rows;
}

/** A model of the nn package, trained by a compiled step that returns its loss. */
export function compiledTraining(
  model: Module,
  rule: GradientTransform,
  batch: Batch,
  threads: number,
  target: Target = 'webassembly',
): Contender {
  const optimizer = new Optimizer(model, rule);
  const step = compile(
    (x: Value, y: Value) => {
      const loss = crossEntropy(model.forward(x), y);
      optimizer.step(loss.backward());
      return loss;
    },
    { state: [model, optimizer], target, threads },
  );
  const x = constant(batch.inputs, { shape: batch.shape });
  const y = constant(batch.labels);
  return numberEachRound(() => step(x, y).item());
}

/** The initial numbers of a model, under PyTorch's names. */
export function numbersOf(model: Module): Named {
  const state = Object.entries(model.stateDict({ names: 'pytorch' }));
  return Object.fromEntries(
    state.map(([name, { data, shape }]) => [name, { shape, data: (data as Float32Array).slice() }]),
  );
}
