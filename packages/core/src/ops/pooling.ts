import { sizeOf } from '../array/shape.ts';
import {
  adaptiveWindows,
  largestInWindows,
  meanMatrix,
  slidingWindows,
  type Windows,
} from '../array/windows.ts';
import { type Operand, operand, optionsOf } from '../create.ts';
import { errors } from '../errors.ts';
import { type Blocks, blocks } from '../families/movement.ts';
import { apply } from '../primitive.ts';
import type { Value } from '../value.ts';
import { add, div, mul, square } from './arithmetic.ts';
import { pow } from './exponential.ts';
import { checkWhole } from './indices.ts';
import { equal, where } from './logic.ts';
import { alongLast, resampling } from './resample.ts';
import { checkFits, checkSpatial, type PerAxis, perAxis } from './windows.ts';

/*
 * Windows are boxes, so that one pass along each axis gives the largest entry of a box, and its mean too: the number of
 * entries in a box, cut off at the border or not, is a product over the axes.
 */

const [readLargest] = blocks('maxPool');
const average = resampling('avgPool');
const means = (x: Value, axis: number, windows: Windows) => average(x, axis, meanMatrix(windows));

/** The last axis first, so that of equal entries the one found is the first in row-major order. */
function largest(x: Value, axis: number, windows: Windows): Value {
  const part = x.shape.map((n, k) => (k === axis ? windows.starts.length : n));
  const places: Blocks = { whole: x.shape, part, at: largestInWindows(x, axis, windows), block: 1 };
  return apply(readLargest, [x], places);
}

export interface PoolOptions {
  /** How far the window moves from one output to the next; its size where absent, so that windows do not overlap. */
  stride?: PerAxis;
  /** Whether a window may hang over the end, as long as it starts before it. */
  ceilMode?: boolean;
}

export interface AveragePoolOptions extends PoolOptions {
  /** How far windows may begin before x and end behind it: at most half their size. */
  padding?: PerAxis;
  /** Whether the padding counts as zeros in the mean, as it does where absent, or is left out of it. */
  countIncludePad?: boolean;
}

export interface MaxPoolOptions extends PoolOptions {
  /** How far windows may begin before x and end behind it: at most half their size. Nothing there is the largest. */
  padding?: PerAxis;
  /** How far apart the entries of a window lie; 1 where absent. */
  dilation?: PerAxis;
}

export interface LpPoolOptions extends PoolOptions {
  /** The exponent p; 2 where absent. */
  p?: number;
}

export type Pool<Options> = (x: Operand, kernelSize: PerAxis, options?: Options) => Value;
export type AdaptivePool = (x: Operand, outputSize: PerAxis) => Value;

type AnyOptions = MaxPoolOptions & AveragePoolOptions;
type Pooling = (x: Value, axis: number, windows: Windows) => Value;

/** Pools windows that slide along each of the last axes, `padded` if their padding counts as a part of x. */
function slide(
  pool: Pooling,
  operation: string,
  x: Value,
  axes: number,
  kernelSize: PerAxis,
  options: AnyOptions,
  padded = false,
): Value {
  checkSpatial(operation, x, axes);
  const option = (name: string, given: PerAxis, least: number) =>
    perAxis(operation, name, given, axes, least);
  const kernels = option('kernelSize', kernelSize, 1);
  const strides = option('stride', optionsOf(operation, options).stride ?? kernels, 1);
  const paddings = option('padding', options.padding ?? 0, 0);
  const dilations = option('dilation', options.dilation ?? 1, 1);
  const windows = kernels.map((kernel, k) => {
    const [stride, padding, dilation, axis] = [strides[k], paddings[k], dilations[k], x.rank - axes + k];
    if (padding > kernel / 2)
      throw errors.badOption(operation, 'padding', `at most half of the window of ${kernel}`, padding);
    const how = { kernel, stride, padding, dilation, ceil: options.ceilMode ?? false };
    const made = slidingWindows(x.shape[axis], how, padded);
    // The taps of a window may lie on either side of a short axis, and none on it.
    const full = made.starts.every((start, i) => start < made.ends[i]);
    const span = full ? (kernel - 1) * dilation + 1 - 2 * padding : dilation;
    checkFits(operation, x, axis, full ? made.starts.length : 0, span);
    return made;
  });
  return alongLast(x, windows, pool);
}

const maxPool =
  (operation: string, axes: number): Pool<MaxPoolOptions> =>
  (x, kernelSize, options = {}) =>
    slide(largest, operation, operand(operation, x), axes, kernelSize, options);

const avgPool =
  (operation: string, axes: number): Pool<AveragePoolOptions> =>
  (x, kernelSize, options = {}) =>
    slide(
      means,
      operation,
      operand(operation, x),
      axes,
      kernelSize,
      options,
      optionsOf(operation, options).countIncludePad ?? true,
    );

const lpPool =
  (operation: string, axes: number): Pool<LpPoolOptions> =>
  (x, kernelSize, options = {}) => {
    const { p = 2 } = optionsOf(operation, options);
    const averages = slide(means, operation, pow(x, p), axes, kernelSize, options);
    const sums = mul(averages, typeof kernelSize === 'number' ? kernelSize ** axes : sizeOf(kernelSize));
    const none = equal(sums, 0);
    return where(none, 0, pow(where(none, 1, sums), 1 / p));
  };

const adaptivePool =
  (operation: string, axes: number, pool: Pooling): AdaptivePool =>
  (x, outputSize) => {
    const input = operand(operation, x);
    checkSpatial(operation, input, axes);
    const windows = perAxis(operation, 'outputSize', outputSize, axes, 1).map((count, k) => {
      const axis = input.rank - axes + k;
      checkFits(operation, input, axis, input.shape[axis], 1);
      return adaptiveWindows(input.shape[axis], count);
    });
    return alongLast(input, windows, pool);
  };

/**
 * The largest entry of each window along the last axis; the gradient goes to it alone, the first of equal ones. NaN
 * where the window holds one. x `[batch, channels, width]` or `[channels, width]`.
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

/**
 * The mean of each window along the last axis. x `[batch, channels, width]` or `[channels, width]`.
 *
 * @example
 * ```ts
 * import { avgPool1d, value } from '@chainrule/core';
 * const x = value([[2, 4, 6]]);
 * avgPool1d(x, 2, { stride: 1 }); // → [[3, 5]]
 * avgPool1d(x, 2, { padding: 1 }); // → [[1, 5]]
 * avgPool1d(x, 2, { padding: 1, countIncludePad: false }); // → [[2, 5]]
 * ```
 */
export const avgPool1d: Pool<AveragePoolOptions> = avgPool('avgPool1d', 1);

/** `avgPool1d` along two axes. */
export const avgPool2d: Pool<AveragePoolOptions> = avgPool('avgPool2d', 2);

/**
 * The mean of each of `outputSize` windows that share the last axis out: window i is from ⌊i n / m⌋ to ⌈(i + 1) n / m⌉.
 *
 * @example
 * ```ts
 * import { adaptiveAvgPool1d, value } from '@chainrule/core';
 * adaptiveAvgPool1d(value([[1, 2, 3, 4, 5]]), 2); // → [[2, 4]]
 * ```
 */
export const adaptiveAvgPool1d: AdaptivePool = adaptivePool('adaptiveAvgPool1d', 1, means);

/** `adaptiveAvgPool1d` along two axes. */
export const adaptiveAvgPool2d: AdaptivePool = adaptivePool('adaptiveAvgPool2d', 2, means);

/** The largest entry of each of `outputSize` windows that share the last axis out as in `adaptiveAvgPool1d`. */
export const adaptiveMaxPool1d: AdaptivePool = adaptivePool('adaptiveMaxPool1d', 1, largest);

/** `adaptiveMaxPool1d` along two axes. */
export const adaptiveMaxPool2d: AdaptivePool = adaptivePool('adaptiveMaxPool2d', 2, largest);

/**
 * (Σ xᵖ)^(1/p) over each window along the last axis, with no absolute value, as in PyTorch; a window that hangs over the
 * end counts as if it were whole. Where the sum is 0 the gradient is 0.
 */
export const lpPool1d: Pool<LpPoolOptions> = lpPool('lpPool1d', 1);

/** `lpPool1d` along two axes. */
export const lpPool2d: Pool<LpPoolOptions> = lpPool('lpPool2d', 2);

/**
 * x divided by (k + α m)^β, m being the mean of x² over `size` neighbouring channels, with zeros beyond the first and
 * the last: x `[batch, channels, …]`.
 */
export function localResponseNorm(
  x: Operand,
  size: number,
  options: { alpha?: number; beta?: number; k?: number } = {},
): Value {
  const input = operand('localResponseNorm', x);
  if (input.rank < 3)
    throw errors.wrongRank('localResponseNorm', input, '[batch, channels, …] of rank 3 or more');
  checkWhole('localResponseNorm', 'size', size, 1);
  const { alpha = 1e-4, beta = 0.75, k = 1 } = optionsOf('localResponseNorm', options);
  const starts = Array.from({ length: input.shape[1] }, (_, i) => i - Math.floor(size / 2));
  const windows = { size: input.shape[1], starts, ends: starts.map((start) => start + size), step: 1 };
  return div(input, pow(add(mul(means(square(input), 1, windows), alpha), k), beta));
}
