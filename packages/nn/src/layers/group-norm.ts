import { checkCount, constant, type Operand, reshape, Value } from '@chainrule/core';
import { checkSizes } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';
import { optionsOf } from '../options.ts';
import { AFFINE, type Affine, channelShape, momentsOf, scaledAndShifted, standardized } from './moments.ts';
import { filledWith, type LayerOptions, parametersOf } from './parameters.ts';

/**
 * x `[batch, channels, …]` with mean 0 and variance 1 over each of `numGroups` groups of channels of each sample, then
 * scaled and shifted channel by channel. Source: Wu and He, "Group normalization" (2018).
 *
 * @example
 * ```ts
 * import { groupNorm } from '@chainrule/nn';
 * groupNorm([[1, 3, 10, 30]], 2, { eps: 0 }); // → [[-1, 1, -1, 1]]
 * ```
 */
export function groupNorm(x: Operand, numGroups: number, options: Affine & { eps?: number } = {}): Value {
  checkCount('groupNorm', 3, arguments);
  const { eps = 1e-5 } = optionsOf('groupNorm', options, AFFINE);
  checkSizes('groupNorm', { numGroups });
  const input = x instanceof Value ? x : constant(x);
  const [batch, channels] = input.shape;
  if (input.rank < 2 || channels % numGroups !== 0)
    throw layerErrors.badInput(
      'groupNorm',
      `[batch, channels, …] with channels in ${numGroups} groups`,
      input,
    );
  const groups = reshape(input, [batch, numGroups, batch === 0 ? 0 : input.size / (batch * numGroups)]);
  const y = standardized(groups, momentsOf(groups, [2]), eps);
  return scaledAndShifted(reshape(y, input.shape), options, channelShape(input));
}

export interface GroupNormOptions extends Omit<LayerOptions, 'random'> {
  /** What is added to the variance. Default: 10⁻⁵. */
  eps?: number;
  /** Whether to learn a weight and a bias for each channel. Default: true. */
  affine?: boolean;
}

/**
 * `groupNorm` with a weight, initially 1, and a bias, initially 0, for each channel.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { GroupNorm } from '@chainrule/nn';
 * new GroupNorm(2, 4, { eps: 0 }).forward(constant([[1, 3, 10, 30]])); // → [[-1, 1, -1, 1]]
 * new GroupNorm(3, 4); // → throws numChannels: expected a multiple of numGroups (3), got 4
 * ```
 */
export class GroupNorm extends Module {
  readonly numGroups: number;
  readonly eps: number;
  weight: Value | undefined;
  bias: Value | undefined;

  constructor(numGroups: number, numChannels: number, options: GroupNormOptions = {}) {
    checkCount('GroupNorm', 3, arguments);
    super();
    checkSizes('GroupNorm', { numGroups, numChannels });
    if (numChannels % numGroups !== 0)
      throw optionErrors.badRate(
        'GroupNorm',
        'numChannels',
        `a multiple of numGroups (${numGroups})`,
        numChannels,
      );
    const { eps = 1e-5, affine = true } = optionsOf('GroupNorm', options, {
      eps: 'number',
      affine: 'boolean',
      dtype: 'any',
    });
    this.numGroups = numGroups;
    this.eps = eps;
    const { make } = parametersOf('GroupNorm', { ...options, random: 0 });
    this.weight = affine ? make('weight', [numChannels], filledWith(1)) : undefined;
    this.bias = affine ? make('bias', [numChannels], filledWith(0)) : undefined;
  }

  forward(x: Value): Value {
    checkCount('GroupNorm.forward', 1, arguments);
    const { numGroups, weight, bias, eps } = this;
    return groupNorm(x, numGroups, { weight, bias, eps });
  }
}
