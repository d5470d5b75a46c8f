import { sizeOf } from '../../array/shape.ts';
import { largestInBoxes, shapeOfBoxes, type Windows } from '../../array/windows.ts';
import { takes } from '../../errors/surplus.ts';
import { discrete } from '../../families/discrete.ts';
import { chosenBlocks, moveBlocks } from '../../families/movement.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import {
  type AdaptivePool,
  adaptivePool,
  type Pool,
  type Pooling,
  type PoolOptions,
  slide,
} from './pooling.ts';
import type { PerAxis } from './windows.ts';

const [readLargest] = chosenBlocks('maxPool');

interface Boxes {
  readonly windows: readonly Windows[];
}

const maxPoolPlaces = discrete<Boxes>('maxPoolPlaces', {
  shape: ([x], { windows }) => [sizeOf(shapeOfBoxes(x.shape, windows))],
  array: ([x], { windows }) => largestInBoxes(x, windows),
});

const largest: Pooling = (x, windows) => {
  const [whole, part] = [x.shape, shapeOfBoxes(x.shape, windows)];
  const at = apply(maxPoolPlaces, [x], { windows });
  return moveBlocks(readLargest, x, { whole, part, block: 1, at });
};

/** Places are counted from the start of each channel. */
const argMaxPool = discrete<Boxes>('argMaxPool', {
  shape: ([x], { windows }) => shapeOfBoxes(x.shape, windows),
  array: ([x], { windows }) => {
    const channel = sizeOf(x.shape.slice(-windows.length));
    return largestInBoxes(x, windows).map((i) => i % channel);
  },
});

const placesOfLargest: Pooling = (x, windows) => apply(argMaxPool, [x], { windows });

/** The windows of a maximum pool. */
export interface MaxPoolOptions extends PoolOptions {
  /**
   * How far windows may start before x and end after it, at most half their size; entries outside x are never the largest;
   * default: 0.
   */
  padding?: PerAxis;
  /** The distance between the entries of a window; default: 1. */
  dilation?: PerAxis;
}

const maxPool = (operation: string, axes: number, pool: Pooling = largest): Pool<MaxPoolOptions> =>
  takes(operation, 3, (x: Operand, kernelSize: PerAxis, options: MaxPoolOptions = {}) => {
    const known = optionsOf(operation, options, 'stride, padding, dilation, ceilMode');
    return slide(pool, operation, operand(operation, x), axes, kernelSize, known);
  });

/**
 * The largest entry of each window along the last axis, or NaN if there is one; the gradient goes to it alone, the first of
 * equal ones. x `[batch, channels, width]` or `[channels, width]`. Throws a ShapeError if no window fits.
 *
 * @example
 * ```ts
 * import { maxPool1d, value } from '@chainrule/core';
 * const x = value([[1, 5, 2, 2]], { name: 'x' });
 * maxPool1d(x, 2); // → [[5, 2]]
 * maxPool1d(x, 2).sum().backward().of(x); // → [[0, 1, 1, 0]]
 * maxPool1d(x, 3, { stride: 1, padding: 1 }); // → [[5, 5, 5, 2]]
 * maxPool1d(x, 5); // → throws at least 5 along axis 1 for one window to fit, got x [1, 4]
 * ```
 */
export const maxPool1d: Pool<MaxPoolOptions> = maxPool('maxPool1d', 1);

/** `maxPool1d` along two axes; of equal entries the first in row-major order gets the gradient. */
export const maxPool2d: Pool<MaxPoolOptions> = maxPool('maxPool2d', 2);

/** `maxPool1d` along three axes; of equal entries the first in row-major order gets the gradient. */
export const maxPool3d: Pool<MaxPoolOptions> = maxPool('maxPool3d', 3);

/**
 * The positions along the last axis of the entries that `maxPool1d` picks, as int32: the indices for `maxUnpool1d`, and
 * those of PyTorch's max_pool1d with return_indices. No derivative passes through.
 *
 * @example
 * ```ts
 * import { argMaxPool1d, value } from '@chainrule/core';
 * argMaxPool1d(value([[1, 5, 2, 2]]), 2); // → [[1, 2]]
 * ```
 */
export const argMaxPool1d: Pool<MaxPoolOptions> = maxPool('argMaxPool1d', 1, placesOfLargest);

/** `argMaxPool1d` along two axes: row · width + column within the channel. */
export const argMaxPool2d: Pool<MaxPoolOptions> = maxPool('argMaxPool2d', 2, placesOfLargest);

/** `argMaxPool1d` along three axes: (plane · height + row) · width + column within the channel. */
export const argMaxPool3d: Pool<MaxPoolOptions> = maxPool('argMaxPool3d', 3, placesOfLargest);

/** The largest entry of each of `outputSize` windows that divide the last axis as in `adaptiveAvgPool1d`. */
export const adaptiveMaxPool1d: AdaptivePool = adaptivePool('adaptiveMaxPool1d', 1, largest);

/** `adaptiveMaxPool1d` along two axes. */
export const adaptiveMaxPool2d: AdaptivePool = adaptivePool('adaptiveMaxPool2d', 2, largest);

/** `adaptiveMaxPool1d` along three axes. */
export const adaptiveMaxPool3d: AdaptivePool = adaptivePool('adaptiveMaxPool3d', 3, largest);
