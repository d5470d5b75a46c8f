// PyTorch's contenders, in a separate process, for the rows of chainrule.ts.
import { pytorch } from '../peers/pytorch.ts';
import { CNN_RATE, cnnModel, MLP_RATE, type Mlp, mlpModel, operands } from './chainrule.ts';
import type { Contender } from './contender.ts';
import { type Batch, numbersOf } from './training.ts';

type Installed = Promise<Contender | undefined>;

export function productWithPyTorch(size: number, threads: number): Installed {
  const [a, b] = operands(size);
  return pytorch('product', { size, a, b }, threads);
}

export function mlpWithPyTorch(problem: Mlp, threads: number): Installed {
  const { batch } = problem;
  const settings = { model: 'mlp', rule: 'sgd', rate: MLP_RATE, parameters: numbersOf(mlpModel(problem)) };
  return pytorch('training', { ...settings, x: batch.inputs, shape: batch.shape, y: batch.labels }, threads);
}

export function cnnWithPyTorch(batch: Batch, threads: number): Installed {
  const settings = { model: 'cnn', rule: 'adam', rate: CNN_RATE, parameters: numbersOf(cnnModel()) };
  return pytorch('training', { ...settings, x: batch.inputs, shape: batch.shape, y: batch.labels }, threads);
}
