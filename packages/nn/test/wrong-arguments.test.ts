import { ChainruleError, constant, operations, Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../src/index.ts';
import { type Callable, callables, isClass } from './support/exports.ts';

/*
 * A wrong argument gives a chainrule error or none, never one of JavaScript's own, whatever the other arguments are.
 */

type Made = readonly [name: string, make: () => unknown];

const WRONG: readonly Made[] = [
  ['null', () => null],
  ["'x'", () => 'x'],
  ['NaN', () => Number.NaN],
  ['3', () => 3],
  ['{}', () => ({})],
  ['[1]', () => [1]],
  ['a symbol', () => Symbol('s')],
];

const RIGHT: readonly Made[] = [
  ['nothing', () => undefined],
  [
    'a Value',
    () =>
      value([
        [1, 2],
        [3, 5],
      ]),
  ],
  ['a function', () => (x: Value) => (x instanceof Value ? x.square().sum() : x)],
  ['a module', () => new nn.Linear(2, 2)],
];

/** Every list of arguments with one wrong one. */
function* listsOf(length: number): Generator<readonly Made[]> {
  for (let wrong = 0; wrong < length; wrong++) {
    let lists: (readonly Made[])[] = [[]];
    for (let place = 0; place < length; place++)
      lists = lists.flatMap((list) => (place === wrong ? WRONG : RIGHT).map((each) => [...list, each]));
    yield* lists;
  }
}

/** The calls that fail with anything but a chainrule error, each with what it threw. */
async function rawOf(call: Callable, most: number): Promise<string[]> {
  const found: string[] = [];
  for (let length = 1; length <= most; length++)
    for (const list of listsOf(length))
      try {
        const made = (await call(...list.map(([, make]) => make()))) as { next?: () => unknown } | undefined;
        made?.next?.();
      } catch (error) {
        if (!(error instanceof ChainruleError))
          found.push(`(${list.map(([name]) => name).join(', ')}): ${error}`);
      }
  return found;
}

const functions = [
  // A string is a path for saveModel, which would write a file there.
  ...callables.filter(([name]) => name !== 'nn: saveModel'),
  ...Object.entries(operations).map(([name, f]) => [`core: ${name}`, f as Callable] as const),
];

test.each(functions)('%s', async (_, thing) => {
  const call: Callable = (...given) => (isClass(thing) ? new thing(...given) : thing(...given));
  expect(await rawOf(call, Math.min(thing.length + 1, 3))).toEqual([]);
});

const layers: Readonly<Record<string, () => nn.AnyModule>> = {
  BatchNorm1d: () => new nn.BatchNorm1d(2),
  Bilinear: () => new nn.Bilinear(2, 2, 2),
  Conv2d: () => new nn.Conv2d(1, 1, 1),
  Dropout: () => new nn.Dropout(),
  Embedding: () => new nn.Embedding(3, 2),
  Flatten: () => new nn.Flatten(),
  GRU: () => new nn.GRU(2, 2),
  GRUCell: () => new nn.GRUCell(2, 2),
  GroupNorm: () => new nn.GroupNorm(1, 2),
  InstanceNorm1d: () => new nn.InstanceNorm1d(2),
  LSTM: () => new nn.LSTM(2, 2),
  LSTMCell: () => new nn.LSTMCell(2, 2),
  LayerNorm: () => new nn.LayerNorm(2),
  Linear: () => new nn.Linear(2, 2),
  MaxPool1d: () => new nn.MaxPool1d(1),
  MultiheadAttention: () => new nn.MultiheadAttention(2, 1),
  Parallel: () => new nn.Parallel([nn.relu]),
  PositionalEncoding: () => new nn.PositionalEncoding(2),
  RNN: () => new nn.RNN(2, 2),
  Residual: () => new nn.Residual(nn.relu),
  RotaryEmbedding: () => new nn.RotaryEmbedding(2),
  TransformerDecoderLayer: () => new nn.TransformerDecoderLayer(2, 1, { dimFeedforward: 2 }),
  TransformerEncoderLayer: () => new nn.TransformerEncoderLayer(2, 1, { dimFeedforward: 2 }),
};

const others: Readonly<Record<string, () => Callable>> = {
  'Dataset.at': () => (x) => new nn.Dataset([[1, 2]]).at(x as never),
  'Dataset.take': () => (x) => new nn.Dataset([[1, 2]]).take(x as never),
  'Dataset.select': () => (x) => new nn.Dataset([[1, 2]]).select(x as never),
  'LBFGS.step': () => (x) => new nn.LBFGS({ w: value(1) }).step(x as never),
  'memoryStore.write': () => (x) => nn.memoryStore().write('a', x as never),
  'Module.asType': () => (x) => new nn.Linear(1, 1).asType(x as never),
  'Module.stateName': () => (x) => new nn.Linear(1, 1).stateName(x as never),
  'ReduceOnPlateau.step': () => (x) =>
    new nn.ReduceOnPlateau(new nn.Optimizer({ w: value(1) }, nn.adam())).step(x as never),
};

describe('a method', () => {
  test.each(Object.entries(layers))('%s.forward', async (_, make) => {
    expect(await rawOf((...given) => make().forward(...given), 2)).toEqual([]);
  });

  test.each(Object.entries(others))('%s', async (_, make) => {
    expect(await rawOf(make(), 1)).toEqual([]);
  });
});

test('saveModel', async () => {
  expect(
    await rawOf((path) => nn.saveModel(model(), (typeof path === 'string' ? 3 : path) as never), 1),
  ).toEqual([]);
  expect(await rawOf((given) => nn.saveModel(given, ''), 1)).toEqual([]);
});

const model = () => new nn.Linear(2, 2);

test.each<[string, () => unknown, string]>([
  ['LayerNorm', () => new nn.LayerNorm(null as never), 'LayerNorm: normalizedShape: expected a whole number'],
  ['layerNorm', () => nn.layerNorm([1], 'x' as never), 'layerNorm: normalizedShape: expected a whole number'],
  ['AvgPool1d', () => new nn.AvgPool1d('x' as never), 'AvgPool1d: kernelSize: expected a whole number or'],
  ['AvgPool2d', () => new nn.AvgPool2d([1]), 'AvgPool2d: kernelSize: expected a whole number or a list of 2'],
  ['an initialiser', () => nn.xavierUniform(3 as never), 'xavierUniform: shape: expected an array of whole'],
  ['orthogonalized', () => nn.orthogonalized(1 as never), 'orthogonalized: g: expected a Value, got 1'],
  [
    'of a vector',
    () => nn.orthogonalized(constant([1, 2])),
    'orthogonalized: expected a matrix, got an input',
  ],
  [
    'of its steps',
    () => nn.orthogonalized(constant([[1]]), 0.5),
    'orthogonalized: steps: expected a non-negative whole',
  ],
  ['leastSquares', () => nn.leastSquares(3 as never, [1]), 'leastSquares: residuals: expected a function'],
  [
    'globalNorm',
    () => nn.globalNorm(3),
    'globalNorm: tree: expected Values, or a tree with Values in it, got 3',
  ],
  [
    'summary',
    () => nn.summary(model(), null as never),
    'summary: inputShape: expected a shape, or an array of',
  ],
  [
    'of a model',
    () => nn.summary({} as never, [1]),
    'summary: model: expected a module, got an object (Object)',
  ],
  ['LBFGS', () => new nn.LBFGS(3), 'LBFGS: model: expected a module, or a tree of Values, got 3'],
  ['LBFGS of nothing', () => new nn.LBFGS({}), 'LBFGS: the model has no parameters'],
  ['WeightAverage', () => new nn.WeightAverage('x'), 'WeightAverage: model: expected a module, or a tree of'],
  ['applyUpdates', () => nn.applyUpdates(3, 3), 'applyUpdates: parameters: expected a module, or a tree of'],
  [
    'folderStore',
    () => nn.folderStore(3 as never),
    'folderStore: folder: expected the path of a folder, got 3',
  ],
  [
    'ReduceOnPlateau',
    () => new nn.ReduceOnPlateau({} as never),
    'ReduceOnPlateau: optimizer: expected an Opt',
  ],
  ['stackSamples', () => nn.stackSamples([1], 'xy' as never), 'stackSamples: indices: expected an index for'],
  [
    'rnnCell',
    () => nn.rnnCell(value([1]), value([1]), null as never),
    'rnnCell: weights: expected an object {',
  ],
])('a wrong argument is refused: %s', (_, call, message) => {
  expect(call).toThrow(message);
});
