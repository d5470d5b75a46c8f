import {
  add,
  asType,
  checkCount,
  constant,
  div,
  noGrad,
  type Operand,
  reshape,
  Value,
} from '@chainrule/core';
import { checkInput } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import { optionsOf } from '../options.ts';
import {
  AFFINE,
  type Affine,
  axesFrom,
  channelShape,
  type Moments,
  momentsOf,
  scaledAndShifted,
  standardized,
} from './moments.ts';
import { TRACKED, TrackedNorm, type TrackedNormOptions, withName } from './running-statistics.ts';

export interface BatchNormCallOptions extends Affine {
  /** The statistics to normalise by, one number per channel. Default: those of the batch. */
  runningMean?: Operand | undefined;
  runningVar?: Operand | undefined;
  /** Whether to use the batch's own statistics even if running ones are given. */
  training?: boolean;
  /** What is added to the variance. Default: 10⁻⁵. */
  eps?: number;
}

/**
 * x `[batch, channels, …]` with mean 0 and variance 1 for each channel, over the batch and all other axes, then scaled
 * and shifted: (x − mean) / √(variance + ε) · weight + bias. Source: Ioffe and Szegedy (2015).
 *
 * The variance is the biased one. Running statistics are read, not written: `BatchNorm1d` updates them.
 *
 * Throws if the batch's own statistics are used and a channel has fewer than two numbers, as in an empty batch.
 *
 * @example
 * ```ts
 * import { batchNorm } from '@chainrule/nn';
 * batchNorm([[1, 10], [3, 30]], { eps: 0 }); // → [[-1, -1], [1, 1]]
 * batchNorm([[1, 10]], { runningMean: [0, 10], runningVar: [4, 1], eps: 0 }); // → [[0.5, 0]]
 * ```
 */
export function batchNorm(x: Operand, options: BatchNormCallOptions = {}): Value {
  checkCount('batchNorm', 2, arguments);
  const input = x instanceof Value ? x : constant(x);
  if (input.rank < 2) throw layerErrors.badInput('batchNorm', '[batch, channels, …]', input);
  const {
    runningMean,
    runningVar,
    training = false,
    eps = 1e-5,
  } = optionsOf('batchNorm', options, {
    ...AFFINE,
    runningMean: 'any',
    runningVar: 'any',
    training: 'boolean',
  });
  const shape = channelShape(input);
  for (const [name, each] of Object.entries({ runningMean, runningVar }))
    if (each === undefined && runningMean !== runningVar)
      throw optionErrors.badOption('batchNorm', name, 'both running statistics, or neither', each);
  const given = !training && runningMean !== undefined && runningVar !== undefined;
  const moments = given
    ? { mean: reshape(runningMean, shape), variance: reshape(runningVar, shape) }
    : batchMoments('batchNorm', input);
  return scaledAndShifted(standardized(input, moments, eps), options, shape);
}

function batchMoments(operation: string, x: Value): ReturnType<typeof momentsOf> {
  if (x.size / x.shape[1] < 2)
    throw layerErrors.badInput(operation, 'more than one number for each channel', x);
  return momentsOf(x, [0, ...axesFrom(x, 2)]);
}

export interface BatchNormOptions extends TrackedNormOptions {
  /** The weight of a batch in the running statistics, or null for the mean of all batches. Default: 0.1. */
  momentum?: number | null;
}

abstract class BatchNorm extends TrackedNorm {
  constructor(numFeatures: number, options: BatchNormOptions = {}) {
    checkCount(new.target.name, 2, arguments);
    const {
      affine = true,
      trackRunningStats = true,
      momentum = 0.1,
    } = optionsOf(new.target.name, options, TRACKED);
    super(numFeatures, { ...options, affine, trackRunningStats }, momentum);
  }

  protected normalized(x: Value, ranks: readonly number[], expected: string): Value {
    const layer = this.constructor.name;
    checkInput(layer, x);
    if (!ranks.includes(x.rank) || x.shape[1] !== this.numFeatures)
      throw layerErrors.badInput(layer, expected.replaceAll('channels', String(this.numFeatures)), x);
    const shape = channelShape(x);
    const known = this.statistics;
    const found = known ? undefined : batchMoments(layer, x);
    if (found) this.track(perChannel(found, x), this.counted());
    const moments = found ?? brought(known!, shape);
    return scaledAndShifted(standardized(x, moments, this.eps), this, shape);
  }

  /** Counts a batch, and returns its weight in the running statistics. */
  private counted(): number | Value {
    const { numBatchesTracked, momentum, training } = this;
    if (!training || !numBatchesTracked) return momentum ?? 1;
    const count = noGrad(() => add(numBatchesTracked, 1));
    this.numBatchesTracked = withName(count, numBatchesTracked.name);
    return momentum ?? noGrad(() => div(1, asType(count, this.runningMean!.dtype)));
  }
}

/** The statistics of a batch for the running ones, with Bessel's correction of the variance. */
function perChannel({ mean, variance }: Moments, x: Value): Moments {
  const count = x.size / x.shape[1];
  const flat = (each: Value) => reshape(each, [x.shape[1]]);
  return { mean: flat(mean), variance: flat(variance).mul(count / (count - 1)) };
}

const brought = ({ mean, variance }: Moments, shape: readonly number[]) => ({
  mean: reshape(mean, shape),
  variance: reshape(variance, shape),
});

/**
 * Batch normalisation of x `[batch, channels]` or `[batch, channels, length]`: see `batchNorm`.
 *
 * In training mode x is normalised by its own statistics, which also update the running ones, with the unbiased variance:
 * running ← running + momentum · (batch − running). In evaluation mode it is normalised by the running ones. These are buffers;
 * every call in training mode puts new Values in their fields. Under `vmap` the slices do so in turn.
 *
 * In training mode it throws if a channel has fewer than two numbers: for an empty batch, and for one sample `[1, channels]`.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { BatchNorm1d } from '@chainrule/nn';
 * const layer = new BatchNorm1d(1, { eps: 0 });
 * layer.forward(constant([[1], [3]])); // → [[-1], [1]]
 * layer.runningMean; // → [0.2]
 * layer.runningVar; // → [1.1]
 * layer.eval().forward(constant([[0.2]])); // → [[0]]
 * new BatchNorm1d(2).forward(constant([[1, 2]])); // → throws more than one number for each channel
 * ```
 */
export class BatchNorm1d extends BatchNorm {
  forward(x: Value): Value {
    checkCount('BatchNorm1d.forward', 1, arguments);
    return this.normalized(x, [2, 3], '[batch, channels] or [batch, channels, length]');
  }
}

/** `BatchNorm1d` of x `[batch, channels, height, width]`. */
export class BatchNorm2d extends BatchNorm {
  forward(x: Value): Value {
    checkCount('BatchNorm2d.forward', 1, arguments);
    return this.normalized(x, [4], '[batch, channels, height, width]');
  }
}
