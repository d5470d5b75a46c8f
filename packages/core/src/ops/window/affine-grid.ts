import { sizeOf, stridesOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { constant, type Operand, operand, shapeOf } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { matmul } from '../linalg/matmul.ts';
import { reshape, swapAxes } from '../shape/shape.ts';

/** The places of a grid of these sizes, each followed by a 1: the last axis comes first, from −1 to 1. */
function corners(sizes: readonly number[], alignCorners: boolean, like: Value): Value {
  const strides = stridesOf(sizes);
  const place = (i: number, k: number) => {
    const [n, at] = [sizes[k], Math.floor(i / strides[k]) % sizes[k]];
    if (n === 1) return 0;
    return alignCorners ? (2 * at) / (n - 1) - 1 : (2 * at + 1) / n - 1;
  };
  const rows = Array.from({ length: sizeOf(sizes) }, (_, i) => [
    ...sizes.map((_, k) => place(i, sizes.length - 1 - k)),
    1,
  ]);
  return constant(rows.flat(), { shape: [rows.length, sizes.length + 1], dtype: like.dtype });
}

/**
 * The grid with which `gridSample` makes an image of size `[batch, C, h, w]` from another one by affine maps,
 * `theta [batch, 2, 3] → [batch, h, w, 2]`: grid[b, i, j] = theta[b] · (x_j, y_i, 1), with x and y from −1 to 1. For a size
 * `[batch, C, d, h, w]`, theta is `[batch, 3, 4]`.
 *
 * With `alignCorners`, −1 and 1 are the centres of the outermost entries, otherwise their outer edges.
 *
 * @example
 * ```ts
 * import { affineGrid, gridSample, value } from '@chainrule/core';
 * const mirrored = value([[[-1, 0, 0], [0, 1, 0]]]);
 * const grid = affineGrid(mirrored, [1, 1, 1, 2]);
 * grid; // → [[[[0.5, 0], [-0.5, 0]]]]
 * gridSample([[[[3, 7]]]], grid); // → [[[[7, 3]]]]
 * ```
 */
export const affineGrid = takes(
  'affineGrid',
  3,
  (theta: Operand, size: readonly number[], options: { alignCorners?: boolean } = {}): Value => {
    const maps = operand('affineGrid', theta);
    const { alignCorners = false } = optionsOf('affineGrid', options, 'alignCorners');
    const [batch, , ...sizes] = shapeOf('affineGrid', size);
    const axes = sizes.length;
    if (axes !== 2 && axes !== 3)
      throw argumentErrors.badOption(
        'affineGrid',
        'size',
        '[batch, channels, height, width] or one with a depth',
        size,
      );
    const [b, rows, columns] = maps.shape;
    if (maps.rank !== 3 || b !== batch || rows !== axes || columns !== axes + 1)
      throw shapeErrors.unfit('affineGrid', `maps of [${batch}, ${axes}, ${axes + 1}]`, maps);
    const grid = matmul(corners(sizes, alignCorners, maps), swapAxes(maps, 1, 2));
    return reshape(grid, [batch, ...sizes, axes]);
  },
);
