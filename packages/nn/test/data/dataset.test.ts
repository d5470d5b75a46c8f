import { runInNewContext } from 'node:vm';
import { constant, DataError } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { Dataset, kFold, randomSplit } from '../../src/index.ts';

const numbers = (n: number) => Float64Array.from({ length: n }, (_, i) => i);
const held = (data: Dataset<[Float64Array]>) =>
  Array.from({ length: data.length }, (_, i) => data.at(i)[0].item());

describe('Dataset', () => {
  test('gives batches with the structure of its columns, each with its dtype', () => {
    const data = new Dataset({ x: new Float32Array([1, 2]), y: constant([[1], [2]], { dtype: 'int32' }) });
    const { x, y } = data.take([1, 0, 1]);
    expect([x.toArray(), x.dtype]).toEqual([[2, 1, 2], 'float32']);
    expect([y.toArray(), y.dtype]).toEqual([[[2], [1], [2]], 'int32']);
    expect(data.at(-1).y.shape).toEqual([1]);
  });

  test('keeps bytes as bytes until they are in a batch', () => {
    const bytes = new Uint8Array([0, 255, 7, 8]);
    const data = new Dataset([{ data: bytes, shape: [2, 2], dtype: 'float32' }]);
    expect(data.take([1])[0].toArray()).toEqual([[7, 8]]);
    expect(data.take([0])[0].dtype).toBe('float32');
  });

  test.each(['Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint32Array', 'Float64Array', 'Float32Array'])(
    'takes a column of a %s, of any realm, with its numbers',
    (kind) => {
      const column = runInNewContext(`new ${kind}([0, 51, 127])`);
      const { x } = new Dataset({ x: column }).take([2, 0]);
      expect(x.toArray()).toEqual([127, 0]);
      expect(x.dtype).toBe(/^Float/.test(kind) ? kind.replace('Array', '').toLowerCase() : 'int32');
    },
  );

  test('refuses numbers that the dtype cannot hold, and what is not a column', () => {
    expect(() => new Dataset({ x: new Uint32Array([2 ** 31]) })).toThrow('Dataset, column x: int32 does not');
    const column = { data: new Float64Array([3e9]), shape: [1], dtype: 'int32' } as const;
    expect(() => new Dataset({ x: column })).toThrow('int32 does not hold 3000000000');
    for (const wrong of [null, {}, 'text', new ArrayBuffer(8)])
      expect(() => new Dataset({ x: wrong as never })).toThrow('column x: expected a Value');
    expect(() => new Dataset(undefined as never)).toThrow('columns: expected an array or an object');
  });

  test('shares its numbers with its views and with the array that it was given', () => {
    const array = numbers(4);
    const view = new Dataset([array]).select([3, 1]).select([1, 0]);
    expect(view.take([0, 1])[0].toArray()).toEqual([1, 3]);
    array[1] = 9;
    expect(view.at(0)[0].item()).toBe(9);
  });

  test('gives all samples of a view as one batch, in its order', () => {
    const view = new Dataset({ x: numbers(5) }).select([4, 0, 2]);
    expect(view.all().x.toArray()).toEqual([4, 0, 2]);
    expect(view.select([]).all().x.shape).toEqual([0]);
  });

  test.each<[string, () => unknown, string]>([
    ['no columns', () => new Dataset([]), 'Dataset: columns: expected at least one, got none'],
    [
      'a scalar',
      () => new Dataset({ x: constant(1) }),
      'Dataset: column x: expected an axis of samples, got a scalar',
    ],
    [
      'columns of different lengths',
      () => new Dataset([[1, 2], [1]]),
      'Dataset: column 1: expected 2 samples as in 0, got 1',
    ],
    [
      'a shape that does not fit',
      () => new Dataset([{ data: numbers(5), shape: [2, 2], dtype: 'float64' }]),
      'Dataset: column 0: expected 4 numbers for [2, 2], got 5',
    ],
    [
      'an index too large',
      () => new Dataset([[1, 2]]).take([2]),
      'Dataset: index: expected a whole number below 2, got 2',
    ],
    [
      'an index that is no number',
      () => new Dataset([[1, 2]]).select([Number.NaN]),
      'Dataset: index: expected',
    ],
  ])('refuses %s', (_, make, message) => {
    expect(make).toThrow(DataError);
    expect(make).toThrow(message);
  });
});

describe('randomSplit', () => {
  test('puts every sample into one part, the same for the same seed', () => {
    const data = new Dataset([numbers(10)]);
    const parts = randomSplit(data, [0.5, 0.3, 0.2], { random: 1 }).map(held);
    expect(parts.map((part) => part.length)).toEqual([5, 3, 2]);
    expect(parts.flat().sort((a, b) => a - b)).toEqual([...numbers(10)]);
    expect(parts.flat()).not.toEqual([...numbers(10)]);
    expect(randomSplit(data, [5, 3, 2], { random: 1 }).map(held)).toEqual(parts);
    expect(randomSplit(data, [5, 3, 2], { random: 2 }).map(held)).not.toEqual(parts);
  });

  test('fractions that give fractional counts still use every sample once', () => {
    const parts = randomSplit(new Dataset([numbers(10)]), [1 / 3, 1 / 3, 1 / 3]);
    expect(parts.map((part) => part.length)).toEqual([3, 4, 3]);
  });

  test('with labels gives each part its share of each label', () => {
    const labels = Array.from({ length: 100 }, (_, i) => (i < 70 ? 'a' : i < 90 ? 'b' : 'c'));
    const [train, rest] = randomSplit(new Dataset([numbers(100)]), [0.8, 0.2], { stratify: labels });
    const shares = (part: typeof train) =>
      ['a', 'b', 'c'].map((label) => held(part).filter((i) => labels[i] === label).length);
    expect(shares(train)).toEqual([56, 16, 8]);
    expect(shares(rest)).toEqual([14, 4, 2]);
  });

  test('refuses bad arguments by name', () => {
    const data = new Dataset([numbers(4)]);
    expect(() => randomSplit(data, [0.5, 0.6])).toThrow(
      'randomSplit: parts: expected fractions that add up to 1',
    );
    expect(() => randomSplit(data, [5, -1])).toThrow('randomSplit: parts');
    for (const odd of [1, 'x', null, {}, ['1'], [[1]], [null]])
      expect(() => randomSplit(data, odd as never)).toThrow(
        'randomSplit: parts: expected an array of numbers',
      );
    expect(() => randomSplit(data, [2, 2], { stratify: [1] })).toThrow(
      'randomSplit: stratify: expected a label for each of 4 samples, got 1',
    );
  });
});

describe('kFold', () => {
  test('tests every sample once, and trains on all the others', () => {
    const folds = [...kFold(new Dataset([numbers(11)]), 3, { random: 5 })];
    expect(folds.flatMap(({ test }) => held(test)).sort((a, b) => a - b)).toEqual([...numbers(11)]);
    for (const { train, test } of folds)
      expect([...held(train), ...held(test)].sort((a, b) => a - b)).toEqual([...numbers(11)]);
    expect(folds.map(({ test }) => test.length)).toEqual([4, 3, 4]);
  });

  test('with labels has equally many of each in every fold', () => {
    const labels = constant(Array.from({ length: 150 }, (_, i) => Math.floor(i / 50)));
    for (const { test } of kFold(new Dataset([numbers(150)]), 5, { stratify: labels })) {
      const counts = [0, 1, 2].map((label) => held(test).filter((i) => Math.floor(i / 50) === label).length);
      expect(counts).toEqual([10, 10, 10]);
    }
  });

  test('refuses bad arguments by name', () => {
    expect(() => [...kFold(new Dataset([numbers(4)]), 5)]).toThrow(
      'kFold: k: expected a whole number from 2 to 4, got 5',
    );
  });
});

test('a dataset of a dataset is a view of what that holds', () => {
  const data = new Dataset([[10, 20, 30, 40]]);
  const view = data.select([3, 1, 0]);
  expect(new Dataset(view).all()[0].toArray()).toEqual([40, 20, 10]);
  expect(new Dataset(view, [2, 0]).all()[0].toArray()).toEqual([10, 40]);
  expect(() => new Dataset(view, [3])).toThrow('Dataset: index: expected a whole number below 3, got 3');
});

test.each([{ shuffle: true }, null, 3])('%j is not a list of indices', (places) => {
  const data = new Dataset([[1, 2]]);
  expect(() => new Dataset(data, places as never)).toThrow('Dataset: indices: expected an array');
  expect(() => data.select(places as never)).toThrow('Dataset: indices: expected an array');
  expect(() => new Dataset([[1, 2]], places as never)).toThrow('Dataset');
});
