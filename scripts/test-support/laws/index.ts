import {
  blockDiagonal,
  cartesianProduct,
  columnStack,
  concat,
  constant,
  dstack,
  hstack,
  meshgrid,
  stack,
  type Value,
  vstack,
} from '../../../packages/core/src/index.ts';
import * as ops from '../../../packages/core/src/ops/index.ts';
import type { Cases } from './case.ts';
import { parts } from './parts.ts';
import { writing } from './writing.ts';

const int32 = (data: number[], shape = [data.length]) => constant(data, { shape, dtype: 'int32' });

const grid = int32([2, 0, 0, 1], [2, 2]);

/** Entries by place: parts, orders, indices. */
export const index = {
  argSort: [{ f: (x) => ops.argSort(x), shapes: [[2, 3]], result: [2, 3], constant: true }],
  chunk: [
    { f: (x) => ops.chunk(x, 3)[1], shapes: [[5, 2]], result: [2, 2] },
    { f: (x) => ops.chunk(x, 4, { axis: -1 })[2], shapes: [[2, 5]], result: [2, 1] },
  ],
  diag: [
    { f: (x) => ops.diag(x, { offset: 1 }), shapes: [[2]], result: [3, 3] },
    { f: (x) => ops.diag(x, { offset: -1 }), shapes: [[3, 4]], result: [2] },
  ],
  diagEmbed: [
    { f: (x) => ops.diagEmbed(x), shapes: [[2, 3]], result: [2, 3, 3] },
    { f: (x) => ops.diagEmbed(x, { offset: -1, axes: [0, -1] }), shapes: [[2, 3]], result: [4, 2, 4] },
  ],
  diagonal: [
    { f: (x) => ops.diagonal(x), shapes: [[2, 3]], result: [2] },
    { f: (x) => ops.diagonal(x, { offset: 1, axes: [-1, 0] }), shapes: [[3, 2, 3]], result: [2, 2] },
    { f: (x) => ops.diagonal(x, { offset: 7 }), shapes: [[2, 3]], result: [0] },
  ],
  diff: [
    { f: (x) => ops.diff(x, { axis: 0 }), shapes: [[3, 2]], result: [2, 2] },
    { f: (x) => ops.diff(x, { n: 2 }), shapes: [[2, 4]], result: [2, 2] },
  ],
  flip: [
    { f: (x) => ops.flip(x), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.flip(x, { axis: [0, -1] }), shapes: [[2, 2, 3]], result: [2, 2, 3] },
    { f: (x) => ops.flip(x), shapes: [[]], result: [] },
  ],
  gather: [
    { f: (x) => ops.gather(x, grid, 0), shapes: [[3, 4]], result: [2, 2] },
    { f: (x) => ops.gather(x, [[0, -1, -1]], 1), shapes: [[2, 2]], result: [1, 3] },
  ],
  indexAdd: [
    {
      f: (x, s) => ops.indexAdd(x, [1, 1, -1], s, 0),
      shapes: [
        [4, 2],
        [3, 2],
      ],
      result: [4, 2],
    },
    {
      f: (x, s) => ops.indexAdd(x, int32([0, 0]), s, -1),
      shapes: [
        [2, 3],
        [2, 2],
      ],
      result: [2, 3],
    },
  ],
  indexSelect: [{ f: (x) => ops.indexSelect(x, [2, 0, 2], 1), shapes: [[2, 3, 2]], result: [2, 3, 2] }],
  maskedFill: [
    { f: (x, y) => ops.maskedFill(x, [true, false, true], y), shapes: [[2, 3], []], result: [2, 3] },
  ],
  narrow: [{ f: (x) => ops.narrow(x, { axis: 1, start: -3, length: 2 }), shapes: [[2, 4]], result: [2, 2] }],
  oneHot: [{ f: () => ops.oneHot(grid, 4), shapes: [[1]], result: [2, 2, 4], constant: true }],
  pad: [
    { f: (x) => ops.pad(x, 1), shapes: [[2, 3]], result: [4, 5] },
    { f: (x) => ops.pad(x, [[0, 2], 1], { value: 5 }), shapes: [[2, 3]], result: [4, 5] },
    { f: (x) => ops.pad(x, [[1, 2], 0], { mode: 'reflect' }), shapes: [[3, 2]], result: [6, 2] },
    { f: (x) => ops.pad(x, [1, [0, 5]], { mode: 'replicate' }), shapes: [[1, 2]], result: [3, 7] },
    { f: (x) => ops.pad(x, 3, { mode: 'circular' }), shapes: [[2, 3]], result: [8, 9] },
    { f: (x) => ops.pad(x, [[-1, 2], -1]), shapes: [[3, 4]], result: [4, 2] },
    { f: (x) => ops.pad(x, [[-1, 2], 0], { mode: 'circular' }), shapes: [[3, 2]], result: [4, 2] },
    { f: (x) => ops.pad(x, [[2, -2], 0], { mode: 'reflect' }), shapes: [[3, 2]], result: [3, 2] },
  ],
  repeat: [
    { f: (x) => ops.repeat(x, 2), shapes: [[2, 3]], result: [12] },
    { f: (x) => ops.repeat(x, [0, 3], { axis: 1 }), shapes: [[2, 2, 2]], result: [2, 3, 2] },
  ],
  roll: [
    { f: (x) => ops.roll(x, 2), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.roll(x, [1, -5], { axis: [1, 0] }), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.roll(x, 1, { axis: [] }), shapes: [[2]], result: [2] },
  ],
  rot90: [
    { f: (x) => ops.rot90(x), shapes: [[2, 3]], result: [3, 2] },
    { f: (x) => ops.rot90(x, 2), shapes: [[2, 3]], result: [2, 3] },
    { f: (x) => ops.rot90(x, -5, { axes: [0, 2] }), shapes: [[2, 1, 3]], result: [3, 1, 2] },
  ],
  scatter: [
    {
      f: (x, s) => ops.scatter(x, grid, s, 0),
      shapes: [
        [3, 3],
        [2, 3],
      ],
      result: [3, 3],
    },
    {
      f: (x, s) => ops.scatter(x, [[1, 1, 0]], s, 1),
      shapes: [
        [2, 3],
        [1, 3],
      ],
      result: [2, 3],
    },
  ],
  scatterAdd: [
    {
      f: (x, s) => ops.scatterAdd(x, grid, s, 0),
      shapes: [
        [3, 3],
        [2, 3],
      ],
      result: [3, 3],
    },
    {
      f: (x, s) => ops.scatterAdd(x, [[1, 1, -1]], s, 1),
      shapes: [
        [2, 3],
        [1, 3],
      ],
      result: [2, 3],
    },
  ],
  select: [{ f: (x) => ops.select(x, -1, { axis: 1 }), shapes: [[2, 3, 2]], result: [2, 2] }],
  slice: [
    { f: (x) => ops.slice(x, [[1]]), shapes: [[3, 2]], result: [2, 2] },
    { f: (x) => ops.slice(x, [-1, [null, null, -2]]), shapes: [[2, 5]], result: [3] },
    { f: (x) => ops.slice(x, [[], [4, 0, -3], [-2]]), shapes: [[2, 6, 3]], result: [2, 2, 2] },
    { f: (x) => ops.slice(x, [[2, 1]]), shapes: [[3]], result: [0] },
    { f: (x) => ops.slice(x, [1, 0]), shapes: [[2, 2]], result: [] },
  ],
  sort: [
    { f: (x) => ops.sort(x, { axis: 0 }), shapes: [[4, 2]], result: [4, 2] },
    { f: (x) => ops.sort(x, { descending: true }), shapes: [[2, 5]], result: [2, 5] },
  ],
  split: [
    { f: (x) => ops.split(x, 2)[1], shapes: [[3, 2]], result: [1, 2] },
    { f: (x) => ops.split(x, [1, 0, 2], { axis: 1 })[2], shapes: [[2, 3]], result: [2, 2] },
  ],
  take: [
    {
      f: (x) =>
        ops.take(x, [
          [5, 0],
          [-1, 0],
        ]),
      shapes: [[2, 3]],
      result: [2, 2],
    },
    { f: (x) => ops.take(x, grid, { axis: 1 }), shapes: [[2, 3, 2]], result: [2, 2, 2, 2] },
    { f: (x) => ops.take(x, 1, { axis: 0 }), shapes: [[2, 3]], result: [3] },
  ],
  takeAlongAxis: [
    { f: (x) => ops.takeAlongAxis(x, grid, 1), shapes: [[2, 3]], result: [2, 2] },
    { f: (x) => ops.takeAlongAxis(x, [[[1, 0]]], -1), shapes: [[2, 3, 2]], result: [2, 3, 2] },
    { f: (x) => ops.takeAlongAxis(x, grid, 0), shapes: [[3, 1]], result: [2, 2] },
  ],
  tile: [
    { f: (x) => ops.tile(x, [2]), shapes: [[2, 3]], result: [2, 6] },
    { f: (x) => ops.tile(x, [2, 1, 3]), shapes: [[2, 2]], result: [2, 2, 6] },
  ],
  topK: [
    { f: (x) => ops.topK(x, 2).values, shapes: [[2, 4]], result: [2, 2] },
    { f: (x) => ops.topK(x, 3, { axis: 0, largest: false }).values, shapes: [[4, 2]], result: [3, 2] },
    { f: (x) => ops.topK(x, 2).indices, shapes: [[2, 4]], result: [2, 2], constant: true },
  ],
  trace: [
    { f: (x) => ops.trace(x, { offset: -1 }), shapes: [[3, 2]], result: [] },
    { f: (x) => ops.trace(x, { axes: [1, 2] }), shapes: [[2, 3, 3]], result: [2] },
  ],
  tril: [{ f: (x) => ops.tril(x, { offset: -1 }), shapes: [[2, 3, 4]], result: [2, 3, 4] }],
  triu: [{ f: (x) => ops.triu(x, { offset: 1 }), shapes: [[3, 2]], result: [3, 2] }],
  unfold: [
    { f: (x) => ops.unfold(x, { size: 3 }), shapes: [[2, 5]], result: [2, 3, 3] },
    { f: (x) => ops.unfold(x, { axis: 0, size: 2, step: 2 }), shapes: [[5, 2]], result: [2, 2, 2] },
  ],
  unstack: [{ f: (x) => ops.unstack(x, { axis: -1 })[1], shapes: [[2, 3]], result: [2] }],
  ...parts,
  ...writing,
} satisfies Cases;

/** Functions of lists of Values, which are not in the table. */
export const lists = {
  blockDiagonal: [
    { f: (...xs) => blockDiagonal(xs), shapes: [[2, 1], [2], []], result: [4, 4] },
    { f: (x) => blockDiagonal([x]), shapes: [[3]], result: [1, 3] },
  ],
  cartesianProduct: [
    { f: (...xs) => cartesianProduct(xs), shapes: [[2], [3], []], result: [6, 3] },
    { f: (x) => cartesianProduct([x]), shapes: [[3]], result: [3] },
  ],
  columnStack: [{ f: (...xs) => columnStack(xs), shapes: [[2], [2, 3], [2]], result: [2, 5] }],
  concat: [
    {
      f: (...xs) => concat(xs),
      shapes: [
        [2, 3],
        [1, 3],
        [2, 3],
      ],
      result: [5, 3],
    },
    {
      f: (...xs) => concat(xs, { axis: -2 }),
      shapes: [
        [2, 1, 2],
        [2, 3, 2],
      ],
      result: [2, 4, 2],
    },
    { f: (x) => concat([x, x]), shapes: [[2]], result: [4] },
    { f: (x: Value) => concat([x]), shapes: [[2]], result: [2] },
  ],
  dstack: [
    {
      f: (...xs) => dstack(xs),
      shapes: [
        [2, 3],
        [2, 3, 2],
      ],
      result: [2, 3, 3],
    },
    { f: (...xs) => dstack(xs), shapes: [[3], [3]], result: [1, 3, 2] },
  ],
  hstack: [
    {
      f: (...xs) => hstack(xs),
      shapes: [
        [2, 3],
        [2, 1],
      ],
      result: [2, 4],
    },
    { f: (...xs) => hstack(xs), shapes: [[2], []], result: [3] },
  ],
  meshgrid: [
    { f: (...xs) => meshgrid(xs)[1], shapes: [[2], [3], [4]], result: [2, 3, 4] },
    { f: (...xs) => meshgrid(xs, { indexing: 'xy' })[0], shapes: [[2], [3], []], result: [3, 2, 1] },
  ],
  stack: [
    { f: (...xs) => stack(xs), shapes: [[2], [2], [2]], result: [3, 2] },
    {
      f: (...xs) => stack(xs, { axis: -1 }),
      shapes: [
        [2, 3],
        [2, 3],
      ],
      result: [2, 3, 2],
    },
    { f: (...xs) => stack(xs), shapes: [[], []], result: [2] },
  ],
  vstack: [{ f: (...xs) => vstack(xs), shapes: [[3], [2, 3]], result: [3, 3] }],
} satisfies Cases;
