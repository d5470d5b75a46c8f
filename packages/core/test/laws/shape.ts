import * as ops from '../../src/ops/index.ts';
import type { Cases } from './case.ts';

/** Shapes and dtypes. */
export const shape = {
  astype: [{ f: (x) => ops.astype(x, 'float64'), shapes: [[2, 3]], result: [2, 3] }],
  reshape: [
    { f: (x) => ops.reshape(x, [3, -1]), shapes: [[2, 3]], result: [3, 2] },
    { f: (x) => ops.reshape(x, []), shapes: [[1, 1]], result: [] },
    { f: (x) => ops.reshape(x, [1, 1]), shapes: [[]], result: [1, 1] },
  ],
  transpose: [
    { f: (x) => ops.transpose(x), shapes: [[2, 3]], result: [3, 2] },
    { f: (x) => ops.transpose(x, [2, 0, 1]), shapes: [[2, 3, 4]], result: [4, 2, 3] },
  ],
} satisfies Cases;
