import { constant } from '@chainrule/core';
import { crossEntropy, Optimizer, sgd } from '@chainrule/nn';
import { describe, expect, test } from 'vitest';
import { random } from '../numbers.ts';
import { registerLoop } from '../peers/register-loop.ts';
import { differenceOf } from '../workload.ts';
import { chainCompiled } from './chain.ts';
import { cnnBatch, cnnCompiled, mlp, mlpCompiled, mlpModel } from './chainrule.ts';
import type { Contender } from './contender.ts';
import { forwardCompiled, mlpForward } from './forward.ts';
import { type GptSizes, gptBatch, gptCompiled } from './gpt.ts';
import { labelOf, ROWS } from './rows.ts';
import { scalarNetworkByHand, scalarNetworkCompiled, scalarNetworkWithMicrograd } from './scalar-network.ts';
import { tutorialCompiled, tutorialHandWritten } from './tutorial.ts';

const resultsOf = async (contender: Contender) => {
  await contender.round();
  return contender.results();
};

test('every row has a unique label, and distinguishable goals', () => {
  expect(new Set(ROWS.map(labelOf)).size).toBe(ROWS.length);
  for (const { bar, stretch } of ROWS) if (bar && stretch) expect(bar).not.toBe(stretch);
});

test('the compiled tutorial reaches the weights of the formulas by hand', async () => {
  const [own, byHand] = [await resultsOf(tutorialCompiled(50)), await resultsOf(tutorialHandWritten(50))];
  expect(differenceOf(own, byHand, 1e-12)).toBeUndefined();
  expect(differenceOf(own, await resultsOf(tutorialHandWritten(51)), 1e-12)).toBeDefined();
});

test.for([scalarNetworkByHand, scalarNetworkWithMicrograd])(
  'the compiled network of scalars makes the same step as $name',
  async (other) => {
    const own = await resultsOf(scalarNetworkCompiled(3));
    expect(differenceOf(own, await resultsOf(other(3)), 1e-12)).toBeUndefined();
  },
);

test('a compiled training step gives the losses of the eager one', async () => {
  const problem = mlp([7, 5, 3], 4);
  const model = mlpModel(problem);
  const optimizer = new Optimizer(model, sgd({ learningRate: 0.01 }));
  const { inputs, shape, labels } = problem.batch;
  const contender = mlpCompiled(problem, 1);
  for (let step = 0; step < 3; step++) {
    const loss = crossEntropy(model.forward(constant(inputs, { shape })), constant(labels));
    optimizer.step(loss.backward());
    expect(differenceOf([[loss.item()]], await resultsOf(contender), 1e-6)).toBeUndefined();
  }
});

describe('each step lowers the loss of', () => {
  const sizes: GptSizes = { vocabulary: 5, length: 3, size: 4, heads: 2, blocks: 1 };
  test.for([
    ['the CNN', () => cnnCompiled(cnnBatch(1), 1)],
    ['the GPT', () => gptCompiled(sizes, gptBatch(2, sizes), 1)],
  ] as const)('%s', async ([, make]) => {
    const contender = make();
    const losses: number[] = [];
    for (let step = 0; step < 3; step++) losses.push((await resultsOf(contender))[0][0]);
    expect(losses[1]).toBeLessThan(losses[0]);
    expect(losses[2]).toBeLessThan(losses[1]);
  });
});

test('the chain has the derivative that was derived on paper', async () => {
  const numbers = random(5, 3);
  const t = (x: number) => Math.tanh(Math.exp(-x * x));
  const slope = (x: number) => t(x) - 2 * x * x * Math.exp(-x * x) * (1 - t(x) ** 2);
  const expected = [[numbers.reduce((sum, x) => sum + x * t(x), 0)], Array.from(numbers, slope)];
  expect(differenceOf(expected, await resultsOf(chainCompiled(5, 1)), 1e-6)).toBeUndefined();
});

test('a forward pass gives the scores of the model', async () => {
  const forward = mlpForward(mlp([6, 4, 3], 2));
  const { inputs, shape } = forward.batch;
  const expected = forward.model.forward(constant(inputs, { shape })).data as Float32Array;
  expect(differenceOf([expected], await resultsOf(forwardCompiled(forward, 1)), 1e-6)).toBeUndefined();
});

test('the loop on registers reaches its fixed point', async () => {
  const sum = (await resultsOf(registerLoop(20)))[0][0];
  expect(sum / (12 * 2e-7)).toBeCloseTo(1, 5);
});
