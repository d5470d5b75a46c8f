import * as ops from '../../../packages/core/src/ops/functions.ts';
import type { Cases } from './case.ts';

/** Parts, orders and ranks of the operations that are only functions. */
export const parts = {
  atleast1d: [
    { f: (x) => ops.atleast1d(x), shapes: [[]], result: [1] },
    { f: (x) => ops.atleast1d(x), shapes: [[2, 3]], result: [2, 3] },
  ],
  atleast2d: [
    { f: (x) => ops.atleast2d(x), shapes: [[]], result: [1, 1] },
    { f: (x) => ops.atleast2d(x), shapes: [[3]], result: [1, 3] },
    { f: (x) => ops.atleast2d(x), shapes: [[2, 3]], result: [2, 3] },
  ],
  atleast3d: [
    { f: (x) => ops.atleast3d(x), shapes: [[]], result: [1, 1, 1] },
    { f: (x) => ops.atleast3d(x), shapes: [[3]], result: [1, 3, 1] },
    { f: (x) => ops.atleast3d(x), shapes: [[2, 3]], result: [2, 3, 1] },
    { f: (x) => ops.atleast3d(x), shapes: [[2, 1, 3]], result: [2, 1, 3] },
  ],
  combinations: [
    { f: (x) => ops.combinations(x), shapes: [[4]], result: [6, 2] },
    { f: (x) => ops.combinations(x, { length: 3, replacement: true }), shapes: [[3]], result: [10, 3] },
    { f: (x) => ops.combinations(x, { length: 3 }), shapes: [[2]], result: [0, 3] },
  ],
  dsplit: [{ f: (x) => ops.dsplit(x, 2)[1], shapes: [[2, 1, 4]], result: [2, 1, 2] }],
  fliplr: [{ f: (x) => ops.fliplr(x), shapes: [[2, 3]], result: [2, 3] }],
  flipud: [{ f: (x) => ops.flipud(x), shapes: [[2, 3]], result: [2, 3] }],
  gradient: [
    { f: (x) => ops.gradient(x)[1], shapes: [[2, 4]], result: [2, 4] },
    { f: (x) => ops.gradient(x, { axis: 0, edgeOrder: 2 })[0], shapes: [[3, 2]], result: [3, 2] },
    {
      f: (x) => ops.gradient(x, { spacing: [0.3, [0, 1, 3, -2]] })[1],
      shapes: [[2, 4]],
      result: [2, 4],
    },
  ],
  hsplit: [
    { f: (x) => ops.hsplit(x, 3)[1], shapes: [[2, 3]], result: [2, 1] },
    { f: (x) => ops.hsplit(x, [1])[1], shapes: [[3]], result: [2] },
  ],
  kthValue: [
    { f: (x) => ops.kthValue(x, 2).values, shapes: [[2, 4]], result: [2] },
    { f: (x) => ops.kthValue(x, 3, { axis: 0, keepDims: true }).values, shapes: [[3, 2]], result: [1, 2] },
    { f: (x) => ops.kthValue(x, 1).indices, shapes: [[2, 4]], result: [2], constant: true },
  ],
  mode: [
    { f: (x) => ops.mode(x).values, shapes: [[2, 4]], result: [2] },
    { f: (x) => ops.mode(x, { axis: 0, keepDims: true }).values, shapes: [[3, 2]], result: [1, 2] },
    { f: (x) => ops.mode(x).indices, shapes: [[2, 4]], result: [2], constant: true },
  ],
  ravel: [
    { f: (x) => ops.ravel(x), shapes: [[2, 3]], result: [6] },
    { f: (x) => ops.ravel(x), shapes: [[]], result: [1] },
  ],
  tensorSplit: [
    { f: (x) => ops.tensorSplit(x, 3)[0], shapes: [[5, 2]], result: [2, 2] },
    { f: (x) => ops.tensorSplit(x, [1, -1], { axis: 1 })[1], shapes: [[2, 4]], result: [2, 2] },
  ],
  unflatten: [{ f: (x) => ops.unflatten(x, 1, [2, -1]), shapes: [[2, 4, 2]], result: [2, 2, 2, 2] }],
  vander: [
    { f: (x) => ops.vander(x), shapes: [[3]], result: [3, 3] },
    { f: (x) => ops.vander(x, { columns: 4, increasing: true }), shapes: [[2, 2]], result: [2, 2, 4] },
    { f: (x) => ops.vander(x.mul(0)), shapes: [[4]], result: [4, 4] },
  ],
  vsplit: [{ f: (x) => ops.vsplit(x, [1])[1], shapes: [[3, 2]], result: [2, 2] }],
} satisfies Cases;
