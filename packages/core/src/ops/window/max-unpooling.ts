import { flat } from '../../array/ndarray.ts';
import { type Shape, sameShape, sizeOf } from '../../array/shape.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { discrete } from '../../families/discrete.ts';
import { type Operand, operand, zeros } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { indexOperand } from '../indexing/indices.ts';
import { targetOf } from '../indexing/places.ts';
import { scatter } from '../indexing/scatter.ts';
import { reshape } from '../shape/shape.ts';
import { checkSpatial, type PerAxis, perAxis } from './windows.ts';

/** The windows that the maxima came from, and the size of the result. */
export interface UnpoolOptions {
  /** The stride of the pool; default: the size of its window. */
  stride?: PerAxis;
  /** The padding of the pool; default: 0. */
  padding?: PerAxis;
  /** The size of the result along each spatial axis, one of those that pool to the size of x; default: the smallest. */
  outputSize?: PerAxis;
}

export type Unpool = (x: Operand, indices: Operand, kernelSize: PerAxis, options?: UnpoolOptions) => Value;

/** The size of the result along each spatial axis, such that a pool reduces it to the size of x. */
function sizeBefore(operation: string, x: Value, axes: number, kernelSize: PerAxis, options: UnpoolOptions) {
  const option = (name: string, given: PerAxis, least: number) =>
    perAxis(operation, name, given, axes, least);
  const kernels = option('kernelSize', kernelSize, 1);
  const strides = option(
    'stride',
    optionsOf(operation, options, 'stride, padding, outputSize').stride ?? kernels,
    1,
  );
  const paddings = option('padding', options.padding ?? 0, 0);
  const sizes = x.shape
    .slice(-axes)
    .map((n, k) => Math.max(0, (n - 1) * strides[k] + kernels[k] - 2 * paddings[k]));
  const { outputSize = sizes } = options;
  const given = option('outputSize', outputSize, 0);
  given.forEach((n, k) => {
    if (Math.abs(n - sizes[k]) >= strides[k])
      throw argumentErrors.badOption(
        operation,
        'outputSize',
        `a size less than the stride of ${strides[k]} away from ${sizes[k]}`,
        n,
      );
  });
  return given;
}

interface Within extends ReturnType<typeof targetOf> {
  readonly lines: Shape;
  readonly channel: number;
}

/** Indices that must be within a channel, which is one line. */
const indicesWithin = discrete<Within>('indicesWithin', {
  shape: (_, { lines }) => lines,
  array: ([indices], within) => {
    const list = Int32Array.from(flat(indices));
    if (!list.every((i) => i >= 0 && i < within.channel))
      throw shapeErrors.unfit(within.operation, `indices from 0 to ${within.channel - 1}`, within);
    return list;
  },
});

const maxUnpool = (operation: string, axes: number): Unpool =>
  takes(operation, 4, (x: Operand, indices: Operand, kernelSize: PerAxis, options: UnpoolOptions = {}) => {
    const input = operand(operation, x);
    checkSpatial(operation, input, axes);
    const places = indexOperand(operation, indices);
    if (!sameShape(places.shape, input.shape))
      throw shapeErrors.unfit(operation, `an index for each entry of ${describe(input)}`, places);
    const size = sizeBefore(operation, input, axes, kernelSize, options);
    const channel = sizeOf(size);
    const outer = input.shape.slice(0, -axes);
    const lines = [...outer, sizeOf(input.shape.slice(-axes))];
    const nothing = zeros([...outer, channel], { dtype: input.dtype });
    const list = apply(indicesWithin, [places], { ...targetOf(operation, places), lines, channel });
    const y = scatter(nothing, list, reshape(input, lines), outer.length);
    return reshape(y, [...outer, ...size]);
  });

/**
 * Zeros with the entries of x written to where a pool took them from, y[b, c, indices[b, c, i]] = x[b, c, i]; the indices
 * are those of `argMaxPool1d`. x `[batch, channels, width]` or `[channels, width]`; the result has (width − 1) stride − 2
 * padding + kernelSize entries along its last axis, or `outputSize`.
 *
 * It is linear in x. If two entries go to the same place, which overlapping windows can cause, the last one stays and gets
 * the gradient. Throws a ShapeError for indices that are out of range or do not have the shape of x.
 *
 * @example
 * ```ts
 * import { argMaxPool1d, maxPool1d, maxUnpool1d, value } from '@chainrule/core';
 * const x = value([[1, 5, 2, 3, 7]]);
 * maxUnpool1d(maxPool1d(x, 2), argMaxPool1d(x, 2), 2); // → [[0, 5, 0, 3]]
 * maxUnpool1d(maxPool1d(x, 2), argMaxPool1d(x, 2), 2, { outputSize: 5 }); // → [[0, 5, 0, 3, 0]]
 * ```
 */
export const maxUnpool1d: Unpool = maxUnpool('maxUnpool1d', 1);

/** `maxUnpool1d` along two axes; indices are row · width + column in the result. */
export const maxUnpool2d: Unpool = maxUnpool('maxUnpool2d', 2);

/** `maxUnpool1d` along three axes; indices are (plane · height + row) · width + column in the result. */
export const maxUnpool3d: Unpool = maxUnpool('maxUnpool3d', 3);
