import * as ops from '../../../packages/core/src/ops/index.ts';
import type { Cases } from './case.ts';

/** Adding up and repeating. */
export const sums = {
  broadcastTo: [
    { f: (x) => ops.broadcastTo(x, [2, 3]), shapes: [[3]], result: [2, 3] },
    { f: (x) => ops.broadcastTo(x, [2, 3, 4]), shapes: [[3, 1]], result: [2, 3, 4] },
    { f: (x) => ops.broadcastTo(x, [2, 2]), shapes: [[]], result: [2, 2] },
  ],
  mean: [
    { f: (x) => ops.mean(x), shapes: [[2, 3]], result: [] },
    { f: (x) => ops.mean(x, { axis: 0, keepDims: true }), shapes: [[2, 3]], result: [1, 3] },
  ],
  sum: [
    { f: (x) => ops.sum(x), shapes: [[2, 3, 4]], result: [] },
    { f: (x) => ops.sum(x), shapes: [[]], result: [] },
    { f: (x) => ops.sum(x, { axis: 1 }), shapes: [[2, 3, 4]], result: [2, 4] },
    { f: (x) => ops.sum(x, { axis: [0, -1], keepDims: true }), shapes: [[2, 3, 4]], result: [1, 3, 1] },
  ],
  sumTo: [
    { f: (x) => ops.sumTo(x, [3, 1]), shapes: [[2, 3, 4]], result: [3, 1] },
    { f: (x) => ops.sumTo(x, []), shapes: [[2]], result: [] },
  ],
} satisfies Cases;
