import { runInNewContext } from 'node:vm';
import { constant, DataError, mapTree, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  DataLoader,
  Dataset,
  fit,
  kFold,
  Linear,
  memoryStore,
  randomSplit,
  sgd,
  stackSamples,
} from '../../src/index.ts';

/* Samples that come one by one: all of them are in the batch, or the one that does not fit is named. */

const plain = (tree: unknown) => mapTree((x) => ({ [x.dtype]: x.toArray() }), tree);

const STACKED: Readonly<Record<string, [samples: readonly unknown[], batch: unknown]>> = {
  numbers: [[1, 2], { float64: [1, 2] }],
  booleans: [[true, false], { bool: [true, false] }],
  'big integers': [[1n, 2n], { int32: [1, 2] }],
  vectors: [
    [
      [1, 2],
      [3, 4],
    ],
    {
      float64: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  'vectors with labels': [
    [
      [[1, 2], 0],
      [[3, 4], 1],
    ],
    [
      {
        float64: [
          [1, 2],
          [3, 4],
        ],
      },
      { float64: [0, 1] },
    ],
  ],
  matrices: [
    [
      [[1], [2]],
      [[3], [4]],
    ],
    {
      float64: [
        [[1], [2]],
        [[3], [4]],
      ],
    },
  ],
  bytes: [
    [new Uint8Array([0, 255]), new Uint8Array([1, 2])],
    {
      int32: [
        [0, 255],
        [1, 2],
      ],
    },
  ],
  floats: [[new Float32Array([0.5]), new Float32Array([1])], { float32: [[0.5], [1]] }],
  'arrays of another realm': [
    runInNewContext('[{ x: new Float32Array([1]) }, { x: new Float32Array([2]) }]'),
    { x: { float32: [[1], [2]] } },
  ],
  records: [
    [
      { x: [1, 2], y: 0 },
      { x: [3, 4], y: 1 },
    ],
    {
      x: {
        float64: [
          [1, 2],
          [3, 4],
        ],
      },
      y: { float64: [0, 1] },
    },
  ],
  'tuples of Values': [
    [
      [constant([1]), 2],
      [constant([3]), 4],
    ],
    [{ float64: [[1], [3]] }, { float64: [2, 4] }],
  ],
  strings: [
    [
      { x: 1, name: 'a' },
      { x: 2, name: 'b' },
    ],
    { x: { float64: [1, 2] }, name: ['a', 'b'] },
  ],
  'keys in another order': [
    [
      { x: 1, y: 2 },
      { y: 4, x: 3 },
    ],
    { x: { float64: [1, 3] }, y: { float64: [2, 4] } },
  ],
};

const holding = (key: string) => {
  const x: Record<string, unknown> = { n: 1 };
  x[key] = x;
  return x;
};

const REFUSED: Readonly<Record<string, [samples: readonly unknown[], message: string]>> = {
  null: [
    [{ x: [1, 2] }, { x: [1, null] }],
    'sample 1 .x[1]: expected numbers, a Value, a string, or an array or object of these, got null',
  ],
  undefined: [[1, undefined], 'sample 1: expected numbers'],
  'a hole': [[[1, 2], new Array(2)], 'sample 1 is an array with holes'],
  'an array of numbers with a name': [
    [{ x: [[1], Object.assign([2], { label: 3 })] }],
    'sample 0 .x[1]: expected an array without named entries, got one called label',
  ],
  'a tuple with a name': [
    [[value(1), 'a'], Object.assign([value(1), 'a'], { label: 3 })],
    'sample 1: expected an array without named entries, got one called label',
  ],
  'a date': [[{ a: [{ b: new Date(0) }] }], 'sample 0 .a[0].b: expected numbers'],
  'a Map': [
    [new Map([['x', 1]])],
    'sample 0: expected numbers, a Value, a string, or an array or object of these, got an object (Map)',
  ],
  'a promise': [[{ x: Promise.resolve(1) }], 'sample 0 .x: expected numbers'],
  'a function': [[{ x: () => 1 }], 'sample 0 .x: expected numbers'],
  'a symbol': [[Symbol('s')], 'sample 0: expected numbers'],
  'a cycle': [[holding('me')], 'sample 0 .me: contains itself'],
  'a ragged array': [[{ x: [[1], [2, 3]] }], 'sample 0 .x: the array is ragged at [1]'],
  'a pair of plain arrays': [[[[1, 2], [0]]], 'for a tuple use Values, or names, { x, y }'],
  'a number where others have an array': [
    [
      [[1, 2], 0],
      [1, 0],
    ],
    'sample 1: expected a tuple of 2, as in sample 0, got float64 [2]',
  ],
  'another shape': [
    [{ x: [1, 2] }, { x: [3] }],
    'sample 1 .x: expected float64 [2], as in sample 0, got float64 [1]',
  ],
  'another dtype': [
    [new Float32Array(1), new Float64Array(1)],
    'sample 1: expected float32 [1], as in sample 0, got float64 [1]',
  ],
  'a string for a number': [[1, 'a'], 'sample 1: expected float64 [], as in sample 0, got a string'],
  'a missing key': [
    [{ x: 1, y: 2 }, { x: 1 }],
    'sample 1: expected an object of x, y, as in sample 0, got an object of x',
  ],
  'a key too many': [
    [{ x: 1 }, { x: 1, y: 2 }],
    'sample 1: expected an object of x, as in sample 0, got an object of x, y',
  ],
  'a shorter tuple': [
    [[value(1), value(2)], [value(1)]],
    'sample 1: expected a tuple of 2, as in sample 0, got a tuple of 1',
  ],
  'what int32 does not hold': [
    [new Uint32Array([2 ** 31])],
    'sample 0: int32 does not hold 2147483648 at [0]',
  ],
};

describe('a loader over samples', () => {
  test.each(Object.entries(STACKED))('stacks %s', async (_, [samples, batch]) => {
    const options = { batchSize: samples.length };
    expect([...new DataLoader(samples, options)].map(plain)).toEqual([batch]);
    const source = { length: samples.length, at: async (i: number) => samples[i] };
    for await (const each of new DataLoader(source, options)) expect(plain(each)).toEqual(batch);
    expect(plain(stackSamples(samples))).toEqual(batch);
  });

  test.each(Object.entries(REFUSED))('names the sample and the place of %s', (_, [samples, message]) => {
    const batches = () => [...new DataLoader(samples, { batchSize: samples.length })];
    expect(batches).toThrow(DataError);
    expect(batches).toThrow(message);
  });

  test.each([constant(2), 2, 'a'])('refuses %s under a symbol, which would be lost', (part) => {
    const sample = { n: 0, part: { x: 1, [Symbol('y')]: part } };
    expect(() => stackSamples([sample])).toThrow('sample 0 .part: Symbol(y) cannot be a key in a batch');
  });

  test.each([undefined, 'ab', 3, { 0: 1, length: 1 }])('refuses %j for a list of samples', (samples) => {
    expect(() => stackSamples(samples as never)).toThrow('stackSamples: samples: expected an array');
  });

  test('gives every sample once, including a smaller last batch, and names samples by their index in the data', () => {
    const rows = Array.from({ length: 5 }, (_, i) => ({ x: [i, -i], y: i }));
    for (const shuffle of [false, true]) {
      const batches = [...new DataLoader(rows, { batchSize: 2, shuffle })];
      expect(batches.map(({ x }) => x.shape)).toEqual([
        [2, 2],
        [2, 2],
        [1, 2],
      ]);
      expect(batches.flatMap(({ y }) => y.toArray() as number[]).sort()).toEqual([0, 1, 2, 3, 4]);
    }
    const wrong = [...rows, { x: [0], y: 0 }];
    expect(() => [...new DataLoader(wrong, { batchSize: 2 })]).toThrow(
      'sample 5 .x: expected float64 [2], as in sample 4',
    );
  });

  test.each([
    ['a Set', new Set([1])],
    ['a generator', (function* () {})()],
    ['nothing', undefined],
    ['a string', 'abc'],
    ['a Value', constant([1, 2])],
    ['a length alone', { length: 3 }],
  ])('refuses %s as a source', (_, source) => {
    expect(() => new DataLoader(source as never)).toThrow('DataLoader: source: expected a Dataset, an array');
  });

  test('parts of an array of samples are arrays', () => {
    const rows = [1, 2, 3, 4, 5];
    expect(randomSplit(rows, [3, 2]).flat().sort()).toEqual(rows);
    expect([...kFold(rows, 5)].flatMap(({ test }) => test).sort()).toEqual(rows);
    expect(() => [...kFold(new Set(rows) as never, 2)]).toThrow(
      'kFold: data: expected a Dataset, or an array',
    );
  });
});

describe('in the middle of an epoch', () => {
  const data = Array.from({ length: 8 }, (_, i) => i);
  const halfway = () => {
    const loader = new DataLoader(data, { batchSize: 2 });
    loader[Symbol.iterator]().next();
    return JSON.parse(JSON.stringify(loader.position));
  };

  test.each([
    ['batchSize', { batchSize: 4 }, data],
    ['shuffle', { batchSize: 2, shuffle: true }, data],
    ['samples', { batchSize: 2 }, data.slice(1)],
  ])('a position with another %s is refused by name', (what, options, samples) => {
    const loader = new DataLoader(samples, options);
    expect(() => {
      loader.position = halfway();
    }).toThrow(`it is in the middle of an epoch with { ${what}: `);
    loader.position = { ...halfway(), batch: 0 };
    expect(loader.position.batch).toBe(0);
  });

  test('the seed goes with the position', () => {
    const loader = new DataLoader(data, { batchSize: 2, random: 5 });
    loader.position = halfway();
    expect([...loader].flatMap((x) => x.toArray())).toEqual([2, 3, 4, 5, 6, 7]);
  });

  test('fit does not resume with another batch size', async () => {
    const pairs = new Dataset([data.map((x) => [x]), data.map((x) => [x])]);
    const stop = new AbortController();
    const options = {
      objective: (model: Linear, [x]: never[]) => model.forward(x).sum(),
      optimizer: sgd({ learningRate: 0.1 }),
      checkpoint: { store: memoryStore(), everySteps: 1 },
      epochs: 1,
      progress: false,
    };
    const callbacks = [{ onStep: () => stop.abort() }];
    await fit(new Linear(1, 1), pairs as never, { ...options, batchSize: 4, signal: stop.signal, callbacks });
    const again = (batchSize: number) =>
      fit(new Linear(1, 1), pairs as never, { ...options, batchSize, resume: true });
    await expect(again(2)).rejects.toThrow(
      '{ batchSize: 4 }, and with { batchSize: 2 } other samples would follow',
    );
    expect((await again(4)).epochs).toHaveLength(1);
  });
});

describe('a typed array of samples', () => {
  test.each([
    [Float64Array, 'float64'],
    [Float32Array, 'float32'],
    [Int32Array, 'int32'],
    [Int16Array, 'int32'],
    [Uint8Array, 'int32'],
    [Uint32Array, 'int32'],
  ] as const)('as %o has batches of its dtype', (TypedArray, dtype) => {
    const batches = [...new DataLoader<number, Value>(TypedArray.of(1, 2, 255) as never, { batchSize: 2 })];
    expect(batches.map((x) => [x.dtype, x.toArray()])).toEqual([
      [dtype, [1, 2]],
      [dtype, [255]],
    ]);
  });

  test('passes numbers to a custom collate', () => {
    const loader = new DataLoader(Float32Array.of(1, 2), { batchSize: 2, collate: (samples) => samples });
    expect([...loader]).toEqual([[1, 2]]);
  });
});
