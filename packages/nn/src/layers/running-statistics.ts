import { constant, noGrad, ones, type Value, zeros } from '@chainrule/core';
import { checkSizes } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { Module } from '../module.ts';
import type { Kinds } from '../options.ts';
import type { Moments } from './moments.ts';
import { filledWith, type LayerOptions, parametersOf } from './parameters.ts';

export interface TrackedNormOptions extends Omit<LayerOptions, 'random'> {
  /** What is added to the variance. Default: 10⁻⁵. */
  eps?: number;
  /** Whether to learn a weight and a bias for each channel. */
  affine?: boolean;
  /** Whether statistics are collected in training, to be used in evaluation. */
  trackRunningStats?: boolean;
}

/** The options of both, with the momentum, which is a number or null. */
export const TRACKED: Kinds<TrackedNormOptions & { momentum?: number | null }> = {
  eps: 'number',
  momentum: 'any',
  affine: 'boolean',
  trackRunningStats: 'boolean',
  dtype: 'any',
};

/** The parameters and running statistics per channel of layers that normalise over the batch or over a sample. */
export abstract class TrackedNorm extends Module {
  readonly numFeatures: number;
  readonly eps: number;
  /** The weight of the newest batch in the running statistics; null for the mean of all batches. */
  readonly momentum: number | null;
  weight: Value | undefined;
  bias: Value | undefined;
  runningMean: Value | undefined;
  runningVar: Value | undefined;
  /** How many batches went into the running statistics, if counted. */
  numBatchesTracked: Value | undefined;

  constructor(
    numFeatures: number,
    options: Required<Pick<TrackedNormOptions, 'affine' | 'trackRunningStats'>> & TrackedNormOptions,
    momentum: number | null,
  ) {
    super();
    const layer = this.constructor.name;
    checkSizes(layer, { numFeatures });
    if (momentum !== null && !(Number.isFinite(momentum) && momentum >= 0 && momentum <= 1))
      throw optionErrors.badOption(layer, 'momentum', 'a number from 0 to 1', momentum);
    this.numFeatures = numFeatures;
    this.eps = options.eps ?? 1e-5;
    this.momentum = momentum;
    const { make, dtype } = parametersOf(layer, { ...options, random: 0 });
    this.weight = options.affine ? make('weight', [numFeatures], filledWith(1)) : undefined;
    this.bias = options.affine ? make('bias', [numFeatures], filledWith(0)) : undefined;
    if (!options.trackRunningStats) return;
    this.runningMean = zeros([numFeatures], { dtype, name: 'runningMean' });
    this.runningVar = ones([numFeatures], { dtype, name: 'runningVar' });
    this.numBatchesTracked = constant(0, { dtype: 'int32', name: 'numBatchesTracked' });
  }

  /** The running statistics, if x is to be normalised by them. */
  protected get statistics(): Moments | undefined {
    if (this.training || !this.runningMean || !this.runningVar) return undefined;
    return { mean: this.runningMean, variance: this.runningVar };
  }

  /** Moves the running statistics of each channel towards those of a batch by this weight. */
  protected track(batch: Moments, share: number | Value): void {
    const { runningMean, runningVar } = this;
    if (!this.training || !runningMean || !runningVar) return;
    noGrad(() => {
      const towards = (old: Value, x: Value) => withName(old.add(x.sub(old).mul(share)), old.name);
      this.runningMean = towards(runningMean, batch.mean);
      this.runningVar = towards(runningVar, batch.variance);
    });
  }
}

/** A buffer that replaces another keeps its name. */
export const withName = (x: Value, name: string | undefined) => (name === undefined ? x : x.named(name));
