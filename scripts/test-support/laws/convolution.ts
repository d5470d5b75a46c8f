import * as functions from '../../../packages/core/src/ops/functions.ts';
import * as methods from '../../../packages/core/src/ops/index.ts';
import type { Cases } from './case.ts';

const ops = { ...methods, ...functions };

/** Convolution and pooling. */
export const convolution = {
  adaptiveAvgPool1d: [{ f: (x) => ops.adaptiveAvgPool1d(x, 3), shapes: [[2, 5]], result: [2, 3] }],
  adaptiveAvgPool2d: [
    { f: (x) => ops.adaptiveAvgPool2d(x, [2, 4]), shapes: [[1, 2, 3, 3]], result: [1, 2, 2, 4] },
  ],
  adaptiveAvgPool3d: [
    { f: (x) => ops.adaptiveAvgPool3d(x, [2, 1, 3]), shapes: [[1, 3, 2, 2]], result: [1, 2, 1, 3] },
  ],
  adaptiveMaxPool1d: [{ f: (x) => ops.adaptiveMaxPool1d(x, 3), shapes: [[2, 5]], result: [2, 3] }],
  adaptiveMaxPool2d: [
    { f: (x) => ops.adaptiveMaxPool2d(x, [2, 4]), shapes: [[1, 2, 3, 3]], result: [1, 2, 2, 4] },
  ],
  adaptiveMaxPool3d: [
    { f: (x) => ops.adaptiveMaxPool3d(x, [1, 3, 2]), shapes: [[1, 2, 2, 3]], result: [1, 1, 3, 2] },
  ],
  argMaxPool1d: [{ f: (x) => ops.argMaxPool1d(x, 2), shapes: [[2, 4]], result: [2, 2], constant: true }],
  argMaxPool2d: [
    { f: (x) => ops.argMaxPool2d(x, 2), shapes: [[1, 2, 4]], result: [1, 1, 2], constant: true },
  ],
  argMaxPool3d: [
    { f: (x) => ops.argMaxPool3d(x, 2), shapes: [[1, 2, 2, 4]], result: [1, 1, 1, 2], constant: true },
  ],
  avgPool1d: [{ f: (x) => ops.avgPool1d(x, 3, { stride: 2, padding: 1 }), shapes: [[2, 5]], result: [2, 3] }],
  avgPool2d: [
    {
      f: (x) => ops.avgPool2d(x, [1, 2], { padding: [0, 1], countIncludePad: false }),
      shapes: [[1, 2, 2, 3]],
      result: [1, 2, 2, 2],
    },
  ],
  avgPool3d: [
    {
      f: (x) => ops.avgPool3d(x, [1, 2, 3], { stride: 1, padding: [0, 1, 0] }),
      shapes: [[1, 2, 2, 3]],
      result: [1, 2, 3, 1],
    },
  ],
  col2im: [{ f: (x) => ops.col2im(x, 2, { outputSize: [2, 3] }), shapes: [[4, 2]], result: [1, 2, 3] }],
  conv1d: [
    {
      f: (x, w) => ops.conv1d(x, w),
      shapes: [
        [2, 2, 5],
        [3, 2, 2],
      ],
      result: [2, 3, 4],
    },
    {
      f: (x, w, bias) => ops.conv1d(x, w, { bias, padding: 'same', dilation: 2 }),
      shapes: [[2, 4], [3, 2, 3], [3]],
      result: [3, 4],
    },
    {
      f: (x, w) => ops.conv1d(x, w, { stride: 2, groups: 2 }),
      shapes: [
        [3, 2, 5],
        [2, 1, 2],
      ],
      result: [3, 2, 2],
    },
  ],
  conv2d: [
    {
      f: (x, w) => ops.conv2d(x, w),
      shapes: [
        [2, 2, 3, 3],
        [2, 2, 2, 2],
      ],
      result: [2, 2, 2, 2],
    },
    {
      f: (x, w) => ops.conv2d(x, w, { stride: [2, 1], padding: [1, 0], groups: 2 }),
      shapes: [
        [1, 2, 3, 3],
        [2, 1, 2, 2],
      ],
      result: [1, 2, 2, 2],
    },
  ],
  conv3d: [
    {
      f: (x, w) => ops.conv3d(x, w),
      shapes: [
        [1, 2, 2, 2, 3],
        [1, 2, 2, 1, 2],
      ],
      result: [1, 1, 1, 2, 2],
    },
  ],
  convTranspose1d: [
    {
      f: (x, w, bias) => ops.convTranspose1d(x, w, { stride: 2, outputPadding: 1, bias }),
      shapes: [[1, 2, 3], [2, 2, 2], [2]],
      result: [1, 2, 7],
    },
  ],
  convTranspose2d: [
    {
      f: (x, w) => ops.convTranspose2d(x, w, { padding: [0, 1], groups: 2 }),
      shapes: [
        [2, 2, 2],
        [2, 1, 2, 3],
      ],
      result: [2, 3, 2],
    },
  ],
  convTranspose3d: [
    {
      f: (x, w) => ops.convTranspose3d(x, w, { stride: [1, 2, 1], padding: [0, 1, 0] }),
      shapes: [
        [2, 2, 2, 1],
        [2, 1, 1, 2, 2],
      ],
      result: [1, 2, 2, 2],
    },
  ],
  im2col: [
    { f: (x) => ops.im2col(x, 2, { padding: [0, 1], stride: 2 }), shapes: [[2, 2, 3]], result: [8, 2] },
  ],
  localResponseNorm: [
    { f: (x) => ops.localResponseNorm(x, 3, { alpha: 0.4 }), shapes: [[2, 4, 2]], result: [2, 4, 2] },
  ],
  lpPool1d: [{ f: (x) => ops.lpPool1d(x, 2), shapes: [[1, 2, 4]], result: [1, 2, 2] }],
  lpPool2d: [
    { f: (x) => ops.lpPool2d(x, [2, 1], { p: 4, ceilMode: true }), shapes: [[1, 3, 2]], result: [1, 2, 2] },
  ],
  lpPool3d: [{ f: (x) => ops.lpPool3d(x, [1, 2, 3]), shapes: [[1, 2, 2, 3]], result: [1, 2, 1, 1] }],
  maxPool1d: [
    {
      f: (x) => ops.maxPool1d(x, 2, { stride: 1, dilation: 2, padding: 1 }),
      shapes: [[2, 5]],
      result: [2, 5],
    },
  ],
  maxPool2d: [
    { f: (x) => ops.maxPool2d(x, [2, 1], { stride: 1 }), shapes: [[1, 2, 3, 2]], result: [1, 2, 2, 2] },
    { f: (x) => ops.maxPool2d(x, 2, { ceilMode: true }), shapes: [[1, 3, 3]], result: [1, 2, 2] },
  ],
  maxPool3d: [
    { f: (x) => ops.maxPool3d(x, [1, 2, 2], { stride: 1 }), shapes: [[1, 2, 2, 3]], result: [1, 2, 1, 2] },
  ],
  maxUnpool1d: [
    {
      f: (x) =>
        ops.maxUnpool1d(
          x,
          [
            [0, 3],
            [4, 2],
          ],
          2,
          { outputSize: 5 },
        ),
      shapes: [[2, 2]],
      result: [2, 5],
    },
    { f: (x) => ops.maxUnpool1d(x, [[1, 1]], 2, { stride: 1 }), shapes: [[1, 2]], result: [1, 3] },
  ],
  maxUnpool2d: [
    {
      f: (x) => ops.maxUnpool2d(x, [[[5, 2]]], [2, 1], { stride: [1, 2] }),
      shapes: [[1, 1, 2]],
      result: [1, 2, 3],
    },
  ],
  maxUnpool3d: [
    { f: (x) => ops.maxUnpool3d(x, [[[[7]]], [[[1]]]], 2), shapes: [[2, 1, 1, 1]], result: [2, 2, 2, 2] },
  ],
} satisfies Cases;
