import { sizeOf } from '../../array/shape.ts';
import { meanMatrix, type Windows } from '../../array/windows.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { add, div, mul, square } from '../elementwise/arithmetic.ts';
import { pow } from '../elementwise/exponential.ts';
import { equal, where } from '../elementwise/logic.ts';
import { checkWhole } from '../indexing/indices.ts';
import { type AdaptivePool, adaptivePool, type Pool, type PoolOptions, slide } from './pooling.ts';
import { alongLast, resampling } from './resample.ts';
import type { PerAxis } from './windows.ts';

/*
 * The mean of a box is computed along one axis after the other: the number of entries in it, even if it is cut off at the
 * border, is a product over the axes.
 */

const average = resampling('avgPool');
const meansAlong = (x: Value, axis: number, windows: Windows) => average(x, axis, meanMatrix(windows));
const means = (x: Value, windows: readonly Windows[]) => alongLast(x, windows, meansAlong);

/** The windows of an average pool, and the divisor of their mean. */
export interface AveragePoolOptions extends PoolOptions {
  /** How far windows may start before x and end after it, at most half their size; default: 0. */
  padding?: PerAxis;
  /** Whether the padding counts as zeros in the mean, or is left out; default: true. */
  countIncludePad?: boolean;
}

/** The windows of an Lᵖ pool. */
export interface LpPoolOptions extends PoolOptions {
  /** The exponent p; default: 2. */
  p?: number;
}

const avgPool = (operation: string, axes: number): Pool<AveragePoolOptions> =>
  takes(operation, 3, (x: Operand, kernelSize: PerAxis, options: AveragePoolOptions = {}) => {
    const known = 'stride, padding, ceilMode, countIncludePad';
    const { countIncludePad = true } = optionsOf(operation, options, known);
    return slide(means, operation, operand(operation, x), axes, kernelSize, options, countIncludePad);
  });

const lpPool = (operation: string, axes: number): Pool<LpPoolOptions> =>
  takes(operation, 3, (x: Operand, kernelSize: PerAxis, options: LpPoolOptions = {}) => {
    const { p = 2 } = optionsOf(operation, options, 'stride, ceilMode, p');
    const averages = slide(means, operation, pow(x, p), axes, kernelSize, options);
    const sums = mul(averages, typeof kernelSize === 'number' ? kernelSize ** axes : sizeOf(kernelSize));
    const none = equal(sums, 0);
    return where(none, 0, pow(where(none, 1, sums), 1 / p));
  });

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

/** `avgPool1d` along three axes. */
export const avgPool3d: Pool<AveragePoolOptions> = avgPool('avgPool3d', 3);

/**
 * The mean of each of m = `outputSize` windows that divide the last axis: window i is from ⌊i n / m⌋ to ⌈(i + 1) n / m⌉.
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

/** `adaptiveAvgPool1d` along three axes. */
export const adaptiveAvgPool3d: AdaptivePool = adaptivePool('adaptiveAvgPool3d', 3, means);

/**
 * (Σ xᵖ)^(1/p) over each window along the last axis, without absolute values, as in PyTorch; a window that extends past the
 * end counts as if it were whole. Where the sum is 0, the gradient is 0.
 */
export const lpPool1d: Pool<LpPoolOptions> = lpPool('lpPool1d', 1);

/** `lpPool1d` along two axes. */
export const lpPool2d: Pool<LpPoolOptions> = lpPool('lpPool2d', 2);

/** `lpPool1d` along three axes. */
export const lpPool3d: Pool<LpPoolOptions> = lpPool('lpPool3d', 3);

/**
 * x divided by (k + α m)^β, where m is the mean of x² over `size` neighbouring channels, with zeros beyond the first and the
 * last: x `[batch, channels, …]`.
 */
export const localResponseNorm = takes(
  'localResponseNorm',
  3,
  (x: Operand, size: number, options: { alpha?: number; beta?: number; k?: number } = {}): Value => {
    const input = operand('localResponseNorm', x);
    if (input.rank < 3)
      throw shapeErrors.wrongRank('localResponseNorm', input, '[batch, channels, …] of rank 3 or more');
    checkWhole('localResponseNorm', 'size', size, 1);
    const { alpha = 1e-4, beta = 0.75, k = 1 } = optionsOf('localResponseNorm', options, 'alpha, beta, k');
    const starts = Array.from({ length: input.shape[1] }, (_, i) => i - Math.floor(size / 2));
    const windows = { size: input.shape[1], starts, ends: starts.map((start) => start + size), step: 1 };
    return div(input, pow(add(mul(meansAlong(square(input), 1, windows), alpha), k), beta));
  },
);
