import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { type Operand, operand } from '../../make/create.ts';
import type { Value } from '../../value.ts';
import { checkWhole } from '../indexing/indices.ts';
import { reshape, swapAxes, transpose } from '../shape/shape.ts';

/** Both directions: splits axes, reorders them, and joins them again. */
const shuffling = (operation: string, toPixels: boolean) =>
  takes(operation, 2, (x: Operand, factor: number): Value => {
    const input = operand(operation, x);
    checkWhole(operation, 'factor', factor, 1);
    if (input.rank < 3) throw shapeErrors.wrongRank(operation, input, '[…, channels, height, width]');
    const batch = input.shape.slice(0, -3);
    const [channels, height, width] = input.shape.slice(-3);
    const square = factor * factor;
    const [c, h, w] = toPixels
      ? [channels / square, height, width]
      : [channels, height / factor, width / factor];
    if (![c, h, w].every(Number.isInteger))
      throw shapeErrors.unfit(
        operation,
        toPixels ? `channels that ${factor}² divides` : `sides that ${factor} divides`,
        input,
      );
    const apart = toPixels ? [c, factor, factor, h, w] : [c, h, factor, w, factor];
    const order = [
      ...batch.map((_, k) => k),
      ...(toPixels ? [0, 3, 1, 4, 2] : [0, 2, 4, 1, 3]).map((k) => batch.length + k),
    ];
    const together = toPixels ? [c, h * factor, w * factor] : [c * square, h, w];
    return reshape(transpose(reshape(input, [...batch, ...apart]), order), [...batch, ...together]);
  });

/**
 * Channels rearranged as pixels, `[…, C f², h, w] → […, C, h f, w f]`: f² channels make a square of f × f. Throws a
 * ShapeError unless the channels are a multiple of f².
 *
 * @example
 * ```ts
 * import { pixelShuffle, value } from '@chainrule/core';
 * pixelShuffle(value([[[1]], [[2]], [[3]], [[4]]]), 2); // → [[[1, 2], [3, 4]]]
 * ```
 */
export const pixelShuffle: (x: Operand, factor: number) => Value = shuffling('pixelShuffle', true);

/** The inverse of `pixelShuffle`: `[…, C, h f, w f] → […, C f², h, w]`. */
export const pixelUnshuffle: (x: Operand, factor: number) => Value = shuffling('pixelUnshuffle', false);

/**
 * The channels of x in another order, `[batch, channels, …]`: first the first channel of each of `groups` groups, then the
 * second ones, and so on, so that the next grouped convolution sees channels of every group. PyTorch's channel_shuffle.
 * Throws a ShapeError unless the channels are a multiple of `groups`.
 *
 * @example
 * ```ts
 * import { channelShuffle, value } from '@chainrule/core';
 * channelShuffle(value([[[1], [2], [3], [4]]]), 2); // → [[[1], [3], [2], [4]]]
 * ```
 */
export const channelShuffle = takes('channelShuffle', 2, (x: Operand, groups: number): Value => {
  const input = operand('channelShuffle', x);
  checkWhole('channelShuffle', 'groups', groups, 1);
  if (input.rank < 3)
    throw shapeErrors.wrongRank('channelShuffle', input, '[batch, channels, …] of rank 3 or more');
  const [batch, channels, ...rest] = input.shape;
  if (channels % groups !== 0)
    throw shapeErrors.unfit('channelShuffle', `channels that can be divided into ${groups} groups`, input);
  const apart = reshape(input, [batch, groups, channels / groups, ...rest]);
  return reshape(swapAxes(apart, 1, 2), input.shape);
});
