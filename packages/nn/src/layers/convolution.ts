import type { ConvolutionOptions, PerAxis, TransposedOptions, Value } from '@chainrule/core';
import { checkSizes } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { type Given, type LayerOptions, parametersOf, uniformWithin } from './parameters.ts';

export type { PerAxis };

interface Parts extends LayerOptions {
  /** The weights instead of random ones: see the layer for their shape. */
  weight?: Given;
  /** The biases, [outChannels], instead of random ones; or false for none. */
  bias?: Given | false;
}

export interface ConvOptions extends Omit<ConvolutionOptions, 'bias'>, Parts {}
export interface ConvTransposeOptions extends Omit<TransposedOptions, 'bias'>, Parts {}

export const CONV: Kinds<ConvOptions> = {
  weight: 'any',
  bias: 'any',
  stride: 'any',
  padding: 'any',
  dilation: 'any',
  groups: 'any',
  random: 'random',
  dtype: 'any',
};
export const CONV_TRANSPOSE: Kinds<ConvTransposeOptions> = {
  weight: 'any',
  bias: 'any',
  stride: 'any',
  padding: 'any',
  outputPadding: 'any',
  dilation: 'any',
  groups: 'any',
  random: 'random',
  dtype: 'any',
};

/** What convolutions share: a weight, a bias, and how the kernel moves. */
export abstract class Convolving<How extends { groups?: number }> extends Module {
  weight: Value;
  bias: Value | undefined;
  readonly options: Omit<How, keyof Parts>;

  constructor(
    layer: string,
    shapeOf: (kernel: readonly number[], groups: number) => number[],
    channels: { inChannels: number; outChannels: number },
    kernelSize: readonly number[],
    options: How & Parts,
    kinds: Kinds<How & Parts>,
  ) {
    super();
    const { weight, bias, random, dtype, ...how } = optionsOf(layer, options, kinds);
    const { groups = 1 } = how;
    checkSizes(layer, { ...channels, groups });
    for (const [name, count] of Object.entries(channels))
      if (count % groups !== 0)
        throw optionErrors.badRate(layer, name, `a multiple of groups (${groups})`, count);
    const shape = shapeOf(kernelSize, groups);
    const { make } = parametersOf(layer, options);
    const first = uniformWithin(1 / Math.sqrt(shape.slice(1).reduce((a, b) => a * b, 1)));
    this.weight = make('weight', shape, first, weight);
    this.bias = bias === false ? undefined : make('bias', [channels.outChannels], first, bias);
    this.options = how;
  }

  /** The options of the operation, with the current bias. */
  protected get how(): Omit<How, keyof Parts> & { bias?: Value } {
    return this.bias ? { ...this.options, bias: this.bias } : this.options;
  }
}

/** The sizes of a kernel, or of another option, along each axis. */
export function sizesAlong(layer: string, option: string, given: PerAxis, axes: number): readonly number[] {
  const sizes = typeof given === 'number' ? new Array<number>(axes).fill(given) : given;
  if (!Array.isArray(sizes) || sizes.length !== axes)
    throw optionErrors.badRate(layer, option, `a whole number or a list of ${axes}`, given);
  for (const size of sizes) checkSizes(layer, { [option]: size });
  return sizes;
}
