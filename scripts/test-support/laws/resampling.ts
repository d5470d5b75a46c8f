import { constant, type Value } from '../../../packages/core/src/index.ts';
import * as functions from '../../../packages/core/src/ops/functions.ts';
import * as methods from '../../../packages/core/src/ops/index.ts';
import type { Cases } from './case.ts';

const ops = { ...methods, ...functions };

/** A grid whose places are between the sampled entries, some of them beyond the border. */
const places = constant([0.31, -0.42, 1.13, 0.27, -0.91, 0.83, 0.12, -1.27], { shape: [1, 2, 2, 2] });

/** The same with a depth. */
const depths = constant([0.31, -0.42, 1.13, 0.27, -0.91, 0.53], { shape: [1, 1, 1, 2, 3] });

/** Interpolation, grids of places, shuffled channels. */
export const resampling = {
  affineGrid: [
    { f: (theta) => ops.affineGrid(theta, [2, 1, 2, 3]), shapes: [[2, 2, 3]], result: [2, 2, 3, 2] },
    {
      f: (theta) => ops.affineGrid(theta, [1, 5, 2, 1, 2], { alignCorners: true }),
      shapes: [[1, 3, 4]],
      result: [1, 2, 1, 2, 3],
    },
  ],
  channelShuffle: [{ f: (x) => ops.channelShuffle(x, 3), shapes: [[1, 6, 2]], result: [1, 6, 2] }],
  gridSample: [
    {
      f: (x, grid) => ops.gridSample(x, ops.add(places, ops.mul(grid, 0.01))),
      shapes: [
        [1, 2, 3, 4],
        [1, 2, 2, 2],
      ],
      result: [1, 2, 2, 2],
    },
    {
      f: (x, grid) =>
        ops.gridSample(x, ops.add(places, ops.mul(grid, 0.01)), {
          paddingMode: 'border',
          alignCorners: true,
        }),
      shapes: [
        [1, 1, 3, 4],
        [1, 2, 2, 2],
      ],
      result: [1, 1, 2, 2],
    },
    ...(['zeros', 'border', 'reflection'] as const).map((paddingMode) => ({
      f: (x: Value, grid: Value) =>
        ops.gridSample(x, ops.add(places, ops.mul(grid, 0.01)), { mode: 'bicubic', paddingMode }),
      shapes: [
        [1, 1, 3, 4],
        [1, 2, 2, 2],
      ],
      result: [1, 1, 2, 2],
    })),
    {
      f: (x, grid) => ops.gridSample(x, ops.add(depths, ops.mul(grid, 0.01)), { paddingMode: 'reflection' }),
      shapes: [
        [1, 2, 2, 3, 2],
        [1, 1, 1, 2, 3],
      ],
      result: [1, 2, 1, 1, 2],
    },
    {
      f: (x) => ops.gridSample(x, places, { mode: 'nearest' }),
      shapes: [[1, 2, 3, 4]],
      result: [1, 2, 2, 2],
    },
  ],
  interpolate: [
    { f: (x) => ops.interpolate(x, { scaleFactor: 1.5 }), shapes: [[1, 2, 4]], result: [1, 2, 6] },
    {
      f: (x) => ops.interpolate(x, { size: [3, 2], mode: 'bilinear' }),
      shapes: [[1, 1, 2, 3]],
      result: [1, 1, 3, 2],
    },
    {
      f: (x) => ops.interpolate(x, { size: 5, mode: 'linear', alignCorners: true }),
      shapes: [[1, 1, 4]],
      result: [1, 1, 5],
    },
    {
      f: (x) => ops.interpolate(x, { scaleFactor: [1.5, 2], mode: 'bicubic' }),
      shapes: [[1, 1, 2, 3]],
      result: [1, 1, 3, 6],
    },
    {
      f: (x) => ops.interpolate(x, { size: 3, mode: 'nearest-exact' }),
      shapes: [[1, 1, 5]],
      result: [1, 1, 3],
    },
    {
      f: (x) => ops.interpolate(x, { size: [1, 3, 2], mode: 'trilinear' }),
      shapes: [[1, 1, 2, 2, 3]],
      result: [1, 1, 1, 3, 2],
    },
    { f: (x) => ops.interpolate(x, { size: 3, mode: 'area' }), shapes: [[1, 1, 4]], result: [1, 1, 3] },
  ],
  pixelShuffle: [{ f: (x) => ops.pixelShuffle(x, 2), shapes: [[1, 4, 1, 2]], result: [1, 1, 2, 4] }],
  pixelUnshuffle: [{ f: (x) => ops.pixelUnshuffle(x, 2), shapes: [[1, 2, 4]], result: [4, 1, 2] }],
} satisfies Cases;
