import { constant, type Value } from '../../../packages/core/src/index.ts';
import * as ops from '../../../packages/core/src/ops/functions.ts';
import type { ScatterReduction } from '../../../packages/core/src/ops/indexing/scatter-reduce.ts';
import type { Case, Cases } from './case.ts';

const int32 = (data: number[], shape = [data.length]) => constant(data, { shape, dtype: 'int32' });

const grid = int32([2, 0, 0, 1], [2, 2]);

const mask = constant([
  [true, false, true],
  [false, false, true],
]);

type Reducing = (x: Value, s: Value, how: ScatterReduction, includeSelf: boolean) => Value;

/** Each reduction with and without x's own entries, with several entries going to one place and none to another. */
const reductions = (f: Reducing, shapes: Case['shapes']): Case[] =>
  (['sum', 'prod', 'mean', 'amax', 'amin'] as const).flatMap((how) =>
    [true, false].map((includeSelf) => ({
      f: (x: Value, s: Value) => f(x, s, how, includeSelf),
      shapes,
      result: shapes[0],
    })),
  );

/** Operations that write, select by a mask, or count entries. */
export const writing = {
  binCount: [
    { f: () => ops.binCount([3, 1, 1]), shapes: [[1]], result: [4], constant: true },
    { f: (w) => ops.binCount([3, 1, 1], { weights: w, minLength: 6 }), shapes: [[3]], result: [6] },
  ],
  bucketize: [{ f: (x) => ops.bucketize(x, [-1, 0, 1]), shapes: [[2, 3]], result: [2, 3], constant: true }],
  diagonalScatter: [
    { f: (x, s) => ops.diagonalScatter(x, s), shapes: [[2, 3], [2]], result: [2, 3] },
    {
      f: (x, s) => ops.diagonalScatter(x, s, { offset: -1, axes: [2, 0] }),
      shapes: [
        [3, 2, 3],
        [2, 2],
      ],
      result: [3, 2, 3],
    },
    { f: (x, s) => ops.diagonalScatter(x, s, { offset: 9 }), shapes: [[2, 3], [0]], result: [2, 3] },
  ],
  histogram: [
    { f: (x) => ops.histogram(x).counts, shapes: [[2, 3]], result: [10], constant: true },
    { f: (x) => ops.histogram(x, { bins: 3 }).edges, shapes: [[7]], result: [4], constant: true },
  ],
  indexCopy: [
    {
      f: (x, s) => ops.indexCopy(x, [1, 1, -1], s, 0),
      shapes: [
        [4, 2],
        [3, 2],
      ],
      result: [4, 2],
    },
    {
      f: (x, s) => ops.indexCopy(x, int32([2]), s, 1),
      shapes: [
        [2, 3, 2],
        [2, 1, 2],
      ],
      result: [2, 3, 2],
    },
  ],
  indexFill: [
    { f: (x, fill) => ops.indexFill(x, [0, -1, 0], fill, 1), shapes: [[2, 3, 2], []], result: [2, 3, 2] },
    { f: (x, fill) => ops.indexFill(x, int32([]), fill, 0), shapes: [[2], []], result: [2] },
  ],
  indexPut: [
    { f: (x, s) => ops.indexPut(x, [[0, 1, 0], [2]], s), shapes: [[2, 3], [3]], result: [2, 3] },
    { f: (x, s) => ops.indexPut(x, [grid], s), shapes: [[3, 2], [2]], result: [3, 2] },
    {
      f: (x, s) =>
        ops.indexPut(
          x,
          [
            [[0], [-1]],
            [1, 1],
          ],
          s,
          { accumulate: true },
        ),
      shapes: [
        [2, 3, 2],
        [2, 2, 2],
      ],
      result: [2, 3, 2],
    },
    { f: (x, s) => ops.indexPut(x, [1], s), shapes: [[2, 3], []], result: [2, 3] },
  ],
  indexReduce: reductions(
    (x, s, how, includeSelf) => ops.indexReduce(x, [2, 0, 2], s, 1, how, { includeSelf }),
    [
      [2, 4, 2],
      [2, 3, 2],
    ],
  ),
  maskedScatter: [
    { f: (x, s) => ops.maskedScatter(x, mask, s), shapes: [[2, 3], [4]], result: [2, 3] },
    {
      f: (x, s) => ops.maskedScatter(x, [false, true, false], s),
      shapes: [
        [2, 3],
        [3, 1],
      ],
      result: [2, 3],
    },
    { f: (x, s) => ops.maskedScatter(x, true, s), shapes: [[], [2]], result: [] },
  ],
  maskedSelect: [
    { f: (x) => ops.maskedSelect(x, mask), shapes: [[2, 3]], result: [3] },
    { f: (x) => ops.maskedSelect(x, mask), shapes: [[3]], result: [3] },
    { f: (x) => ops.maskedSelect(x, [true, false, true]), shapes: [[2, 3]], result: [4] },
    { f: (x) => ops.maskedSelect(x, true), shapes: [[]], result: [1] },
    { f: (x) => ops.maskedSelect(x, false), shapes: [[2]], result: [0] },
  ],
  scatterReduce: [
    ...reductions(
      (x, s, how, includeSelf) => ops.scatterReduce(x, grid, s, 0, how, { includeSelf }),
      [
        [3, 3],
        [2, 3],
      ],
    ),
    ...reductions(
      (x, s, how, includeSelf) => ops.scatterReduce(x, [1, 1, -1, 1], s, 0, how, { includeSelf }),
      [[3], [4]],
    ),
  ],
  searchSorted: [
    { f: (x) => ops.searchSorted([-1, 0, 1], x), shapes: [[2, 3]], result: [2, 3], constant: true },
    { f: (x) => ops.searchSorted(grid, x), shapes: [[2, 3]], result: [2, 3], constant: true },
  ],
  selectScatter: [
    { f: (x, s) => ops.selectScatter(x, s, -1), shapes: [[2, 3], [3]], result: [2, 3] },
    { f: (x, s) => ops.selectScatter(x, s, 1, { axis: 1 }), shapes: [[2, 3, 2], []], result: [2, 3, 2] },
    { f: (x, s) => ops.selectScatter(x, s, 1), shapes: [[2], []], result: [2] },
  ],
  sliceScatter: [
    {
      f: (x, s) => ops.sliceScatter(x, s, [[], [null, null, -2]]),
      shapes: [
        [2, 5],
        [2, 3],
      ],
      result: [2, 5],
    },
    { f: (x, s) => ops.sliceScatter(x, s, [1, [1]]), shapes: [[2, 3], [1]], result: [2, 3] },
  ],
  unique: [
    { f: (x) => ops.unique(x).values, shapes: [[2, 2]], result: [4], constant: true, shapedByNumbers: true },
    {
      f: (x) => ops.unique(x).inverse,
      shapes: [[2, 2]],
      result: [2, 2],
      constant: true,
      shapedByNumbers: true,
    },
    { f: (x) => ops.unique(x).counts, shapes: [[2, 2]], result: [4], constant: true, shapedByNumbers: true },
  ],
} satisfies Cases;
