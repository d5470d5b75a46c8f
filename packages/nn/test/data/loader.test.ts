import { constant, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { DataLoader, Dataset, type LoaderPosition } from '../../src/index.ts';

const data = new Dataset([Float64Array.from({ length: 10 }, (_, i) => i)]);
const numbers = ([x]: Value[]) => x.toArray() as number[];
const epoch = (loader: Iterable<Value[]>) => [...loader].map(numbers);
const sorted = (batches: number[][]) => batches.flat().sort((a, b) => a - b);

describe('DataLoader', () => {
  test('gives the samples in order, and the last, smaller batch unless it is dropped', () => {
    expect(epoch(new DataLoader(data, { batchSize: 4 }))).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
    const whole = new DataLoader(data, { batchSize: 4, dropLast: true });
    expect(epoch(whole)).toHaveLength(2);
    expect(whole).toHaveLength(2);
    expect(epoch(new DataLoader(data))).toHaveLength(10);
  });

  test('shuffles every epoch differently, and the same for the same seed', () => {
    const run = (random: number) => {
      const loader = new DataLoader(data, { batchSize: 3, shuffle: true, random });
      return [epoch(loader), epoch(loader)];
    };
    const [first, second] = run(1);
    expect(sorted(first)).toEqual(sorted(second));
    expect(first).not.toEqual(second);
    expect(run(1)).toEqual([first, second]);
    expect(run(2)).not.toEqual([first, second]);
  });

  test('continues exactly from a position, including orders and augmentation', () => {
    const make = () =>
      new DataLoader(data, {
        batchSize: 3,
        shuffle: true,
        random: 4,
        map: ([x], random) => [x.add(random.uniform(x.shape))],
      });
    const loader = make();
    const batches: number[][] = [];
    const positions: LoaderPosition[] = [];
    for (let i = 0; i < 3; i++)
      for (const batch of loader) {
        positions.push(JSON.parse(JSON.stringify(loader.position)));
        batches.push(numbers(batch));
      }
    positions.forEach((position, k) => {
      const other = make();
      other.position = position;
      const rest = Array.from({ length: 4 }, () => epoch(other)).flat();
      expect(rest.slice(0, 11 - k)).toEqual(batches.slice(k + 1));
    });
  });

  test('begins a new epoch after a loop that was left early', () => {
    const loader = new DataLoader(data, { batchSize: 4 });
    for (const _ of loader) break;
    expect(loader.position).toMatchObject({ epoch: 0, batch: 1 });
    expect(epoch(loader)).toHaveLength(3);
    expect(loader.position).toMatchObject({ epoch: 2, batch: 0 });
  });

  test('stacks samples that come one by one, or collates them by a function', () => {
    const samples = [1, 2, 3].map((n) => ({ x: constant([n, n]), y: constant(n) }));
    const [batch] = new DataLoader(samples, { batchSize: 3 });
    expect(batch.x.shape).toEqual([3, 2]);
    expect(batch.y.toArray()).toEqual([1, 2, 3]);
    const words = new DataLoader(['a', 'bc', 'def'], { batchSize: 2, collate: (some) => some.join('+') });
    expect([...words]).toEqual(['a+bc', 'def']);
  });

  test('waits for asynchronous sources, and prefetches batches', async () => {
    const begun: number[] = [];
    const slow = {
      length: 6,
      async at(i: number) {
        begun.push(i);
        await null;
        return constant(i);
      },
    };
    const loader = new DataLoader(slow, { prefetch: 2, map: async (x: Value) => x.item() });
    const seen: [number, number, number][] = [];
    for await (const x of loader) seen.push([x, begun.length, loader.position.batch]);
    expect(seen).toEqual([
      [0, 3, 1],
      [1, 4, 2],
      [2, 5, 3],
      [3, 6, 4],
      [4, 6, 5],
      [5, 6, 6],
    ]);
    expect(() => [...loader]).toThrow('DataLoader: a batch is a promise: write for await');
  });

  test('a failing source is an error at its batch', async () => {
    const source = {
      length: 4,
      at: async (i: number) => (i === 2 ? Promise.reject(new Error('no disk')) : i),
    };
    const loader = new DataLoader(source, { prefetch: 3, collate: ([x]) => x });
    const seen: number[] = [];
    const run = async () => {
      for await (const x of loader) seen.push(x);
    };
    await expect(run()).rejects.toThrow('no disk');
    expect(seen).toEqual([0, 1]);
  });

  test('refuses bad arguments by name', () => {
    expect(() => new DataLoader(data, { batchSize: 0 })).toThrow(
      'DataLoader: batchSize: expected a whole number',
    );
    expect(() => new DataLoader(data, { prefetch: -1 })).toThrow('DataLoader: prefetch');
    expect(() => {
      const loader = new DataLoader(data);
      loader.position = { ...loader.position, batch: 11 };
    }).toThrow('DataLoader: position: expected a batch from 0 to 10, got 11');
    for (const odd of [null, undefined, 3, 'x', {}])
      expect(() => {
        new DataLoader(data).position = odd as never;
      }).toThrow('DataLoader: position');
  });
});
