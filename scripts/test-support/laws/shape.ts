import * as ops from '../../../packages/core/src/ops/index.ts';
import type { Cases } from './case.ts';

/** Shapes and dtypes. */
export const shape = {
  asType: [{ f: (x) => ops.asType(x, 'float64'), shapes: [[2, 3]], result: [2, 3] }],
  expandDims: [
    { f: (x) => ops.expandDims(x, -1), shapes: [[2, 3]], result: [2, 3, 1] },
    { f: (x) => ops.expandDims(x, [0, 2]), shapes: [[3]], result: [1, 3, 1] },
  ],
  flatten: [
    { f: (x) => ops.flatten(x), shapes: [[2, 3]], result: [6] },
    { f: (x) => ops.flatten(x, { startAxis: 1 }), shapes: [[2, 3, 2]], result: [2, 6] },
    { f: (x) => ops.flatten(x), shapes: [[]], result: [1] },
  ],
  moveAxis: [
    { f: (x) => ops.moveAxis(x, 0, -1), shapes: [[2, 3, 4]], result: [3, 4, 2] },
    { f: (x) => ops.moveAxis(x, [0, 1], [-1, 0]), shapes: [[2, 3, 4]], result: [3, 4, 2] },
  ],
  permute: [{ f: (x) => ops.permute(x, [1, -1, 0]), shapes: [[2, 3, 4]], result: [3, 4, 2] }],
  reshape: [
    { f: (x) => ops.reshape(x, [3, -1]), shapes: [[2, 3]], result: [3, 2] },
    { f: (x) => ops.reshape(x, []), shapes: [[1, 1]], result: [] },
    { f: (x) => ops.reshape(x, [1, 1]), shapes: [[]], result: [1, 1] },
  ],
  squeeze: [
    { f: (x) => ops.squeeze(x), shapes: [[1, 3, 1]], result: [3] },
    { f: (x) => ops.squeeze(x, { axis: -1 }), shapes: [[1, 3, 1]], result: [1, 3] },
  ],
  swapAxes: [{ f: (x) => ops.swapAxes(x, 0, -1), shapes: [[2, 3, 4]], result: [4, 3, 2] }],
  transpose: [
    { f: (x) => ops.transpose(x), shapes: [[2, 3]], result: [3, 2] },
    { f: (x) => ops.transpose(x, [2, 0, 1]), shapes: [[2, 3, 4]], result: [4, 2, 3] },
  ],
} satisfies Cases;
