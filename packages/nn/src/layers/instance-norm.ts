import { checkCount, constant, mean, type Operand, reshape, Value } from '@chainrule/core';
import { checkInput } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionsOf } from '../options.ts';
import {
  AFFINE,
  type Affine,
  axesFrom,
  channelShape,
  momentsOf,
  scaledAndShifted,
  standardized,
} from './moments.ts';
import { TRACKED, TrackedNorm, type TrackedNormOptions } from './running-statistics.ts';

/**
 * x `[batch, channels, …]` with mean 0 and variance 1 for each channel of each sample, then scaled and shifted. Source:
 * Ulyanov, Vedaldi and Lempitsky, "Instance normalization" (2016).
 *
 * @example
 * ```ts
 * import { instanceNorm } from '@chainrule/nn';
 * instanceNorm([[[1, 3], [10, 30]]], { eps: 0 }); // → [[[-1, 1], [-1, 1]]]
 * ```
 */
export function instanceNorm(x: Operand, options: Affine & { eps?: number } = {}): Value {
  checkCount('instanceNorm', 2, arguments);
  const { eps = 1e-5 } = optionsOf('instanceNorm', options, AFFINE);
  const input = x instanceof Value ? x : constant(x);
  const y = standardized(input, sampleMoments('instanceNorm', input), eps);
  return scaledAndShifted(y, options, channelShape(input));
}

function sampleMoments(operation: string, x: Value): ReturnType<typeof momentsOf> {
  if (x.rank < 3) throw layerErrors.badInput(operation, '[batch, channels, …] of rank 3 or more', x);
  const axes = axesFrom(x, 2);
  if (axes.reduce((size, axis) => size * x.shape[axis], 1) < 2)
    throw layerErrors.badInput(operation, 'more than one number for each channel of a sample', x);
  return momentsOf(x, axes);
}

export interface InstanceNormOptions extends TrackedNormOptions {
  /** The weight of a batch in the running statistics. Default: 0.1. */
  momentum?: number;
}

abstract class InstanceNorm extends TrackedNorm {
  constructor(numFeatures: number, options: InstanceNormOptions = {}) {
    checkCount(new.target.name, 2, arguments);
    const {
      affine = false,
      trackRunningStats = false,
      momentum = 0.1,
    } = optionsOf(new.target.name, options, TRACKED);
    super(numFeatures, { ...options, affine, trackRunningStats }, momentum);
  }

  protected normalized(x: Value, axes: readonly string[]): Value {
    const layer = this.constructor.name;
    checkInput(layer, x);
    const batch = x.rank === axes.length + 1 ? reshape(x, [1, ...x.shape]) : x;
    if (batch.rank !== axes.length + 2 || batch.shape[1] !== this.numFeatures) {
      const sample = [this.numFeatures, ...axes].join(', ');
      throw layerErrors.badInput(layer, `[batch, ${sample}] or [${sample}]`, x);
    }
    return reshape(this.ofBatch(batch, layer), x.shape);
  }

  private ofBatch(x: Value, layer: string): Value {
    const shape = channelShape(x);
    const known = this.statistics;
    if (known) {
      const brought = { mean: reshape(known.mean, shape), variance: reshape(known.variance, shape) };
      return scaledAndShifted(standardized(x, brought, this.eps), this, shape);
    }
    const found = sampleMoments(layer, x);
    if (x.shape[0] === 0 && this.training && this.runningMean)
      throw layerErrors.badInput(layer, 'at least one sample to collect statistics of', x);
    const count = x.size / (x.shape[0] * x.shape[1]);
    const overBatch = (each: Value) => reshape(mean(each, { axis: 0 }), [this.numFeatures]);
    const variance = overBatch(found.variance).mul(count / (count - 1));
    this.track({ mean: overBatch(found.mean), variance }, this.momentum ?? 1);
    return scaledAndShifted(standardized(x, found, this.eps), this, shape);
  }
}

/**
 * Instance normalisation of x `[batch, channels, length]` or `[channels, length]`: see `instanceNorm`. Nothing is learnt or
 * collected unless `affine` or `trackRunningStats` says so. Throws if a channel of a sample has fewer than two numbers, and for
 * an empty batch if statistics are collected.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { InstanceNorm1d } from '@chainrule/nn';
 * new InstanceNorm1d(2, { eps: 0 }).forward(constant([[[1, 3], [10, 30]]])); // → [[[-1, 1], [-1, 1]]]
 * ```
 */
export class InstanceNorm1d extends InstanceNorm {
  forward(x: Value): Value {
    checkCount('InstanceNorm1d.forward', 1, arguments);
    return this.normalized(x, ['length']);
  }
}

/** `InstanceNorm1d` of x `[batch, channels, height, width]` or `[channels, height, width]`. */
export class InstanceNorm2d extends InstanceNorm {
  forward(x: Value): Value {
    checkCount('InstanceNorm2d.forward', 1, arguments);
    return this.normalized(x, ['height', 'width']);
  }
}
