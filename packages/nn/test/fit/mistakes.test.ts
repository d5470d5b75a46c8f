import type { Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import {
  accuracy,
  adam,
  Dataset,
  fit,
  Linear,
  mse,
  Optimizer,
  type StopSignal,
  sgd,
} from '../../src/index.ts';

const data = new Dataset([
  [[0], [1], [2], [3]],
  [[1], [3], [5], [7]],
]);
const good = { loss: mse, optimizer: sgd({ learningRate: 0.1 }), epochs: 1, progress: false };

test.each<[string, unknown, string]>([
  ['no options', undefined, 'fit: options: expected an object, such as { loss: … }, got undefined'],
  [
    'a name that is written wrong',
    { ...good, batchsize: 3 },
    'there is no option batchsize, did you mean batchSize?',
  ],
  ['no rule', { ...good, optimizer: undefined }, 'fit: optimizer: expected a rule, such as adam('],
  ['a rule that was not called', { ...good, optimizer: adam }, 'got a function (adam): call it, adam(…)'],
  ['the name of a rule', { ...good, optimizer: 'adam' }, 'or an Optimizer, got the string "adam"'],
  [
    'a metric that was not called',
    { ...good, metrics: [accuracy] },
    'fit: metrics[0]: expected a metric, such as accuracy(), got a function (accuracy): call it, accuracy(…)',
  ],
  ['metrics that are no list', { ...good, metrics: accuracy() }, 'fit: metrics: expected an array'],
  [
    'a wish in place of a compiler',
    { ...good, compile: true },
    'fit: compile: expected the function compile of @chainrule/compile, got true',
  ],
  [
    'an objective that gives a number',
    { ...good, loss: undefined, objective: () => 3 },
    'fit: objective: expected a function that returns a Value, or { loss } with one, got 3',
  ],
  [
    'an objective that is async',
    { ...good, loss: undefined, objective: async (model: Linear) => model.weight.sum() },
    'got an object (Promise)',
  ],
  [
    'a loss that gives a number',
    { ...good, loss: () => 3 },
    'fit: loss: expected a function that returns a Value, got 3',
  ],
  [
    'a loss and an objective',
    { ...good, objective: (model: Linear) => model.weight.sum() },
    'fit: objective: expected a loss or an objective, got both',
  ],
  [
    'a factor in place of a schedule',
    { ...good, schedule: 0.5 },
    'fit: schedule: expected a function of the step',
  ],
  [
    'patience alone',
    { ...good, earlyStopping: 3 },
    'fit: earlyStopping: expected an object, such as { patience: 3 }, got 3',
  ],
  [
    'patience under another name',
    { ...good, earlyStopping: { patiense: 3 } },
    'fit, earlyStopping: there is no option patiense, did you mean patience?',
  ],
  ['no patience', { ...good, earlyStopping: {} }, 'patience and minDelta not below zero, got undefined'],
  [
    'no place for checkpoints',
    { ...good, checkpoint: 3 },
    'fit: checkpoint: expected the path of a folder, or a store',
  ],
  [
    'another name for how often',
    { ...good, checkpoint: { store: 'folder', everyEpoch: 2 } },
    'fit, checkpoint: there is no option everyEpoch, did you mean everyEpochs?',
  ],
  [
    'a bare function to be told',
    { ...good, callbacks: [() => {}] },
    'fit: callbacks[0]: expected an object with onStep',
  ],
])('%s is refused', async (_, options, message) => {
  await expect(fit(new Linear(1, 1), data, options as typeof good)).rejects.toThrow(message);
});

test('what is not data is refused', async () => {
  await expect(fit(new Linear(1, 1), undefined as never, good)).rejects.toThrow(
    'fit: data: expected a Dataset or a DataLoader, got undefined',
  );
});

test('an optimiser may train a part of the model', async () => {
  const model = new Linear(1, 1, { random: 1 });
  const before = model.weight;
  await fit(model, data, { ...good, optimizer: new Optimizer({ bias: model.bias as Value }, adam()) });
  expect(model.weight).toBe(before);
});

test('anything like an AbortSignal can end a training', async () => {
  const signal: StopSignal = { aborted: true };
  const { stopped } = await fit(new Linear(1, 1), data, { ...good, epochs: 9, signal });
  expect(stopped).toBe('interrupted');
});
