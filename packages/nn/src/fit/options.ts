import type { Tree, Value } from '@chainrule/core';
import type { DataLoader } from '../data/loader.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { GradientTransform } from '../optimizers/transform.ts';
import type { CheckpointStore } from '../saving/store.ts';
import type { ReduceOnPlateauOptions } from '../schedules/plateau.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { History } from './history.ts';
import type { StopSignal } from './interrupt.ts';

/** What gives batches at once, as a Dataset does. */
export interface BatchSource<B> {
  readonly length: number;
  at(index: number): unknown;
  take(indices: ArrayLike<number>): B;
}

// biome-ignore lint/suspicious/noExplicitAny: what a loader makes its batches of is its own affair here.
export type TrainingData<B> = DataLoader<any, any, B> | BatchSource<B>;

/** What an objective gives: the loss, a scalar, and for metrics what was predicted and what was to be. */
export interface Outcome {
  loss: Value;
  prediction?: Value;
  target?: Value;
}

/** What makes a function fast; `compile` of @chainrule/compile is one. */
export type Compiler = <Args extends unknown[], Y>(
  f: (...args: Args) => Y,
  options: { state: Tree },
) => (...args: Args) => Y;

/** How far the training is, after a step. */
export interface StepInfo {
  /** The epoch and the batch in it, counted from 1, and how many there are. */
  readonly epoch: number;
  readonly epochs: number;
  readonly batch: number;
  readonly batches: number;
  /** How many steps there were since the beginning. */
  readonly step: number;
  /** The mean loss of this epoch so far. */
  readonly loss: number;
  /** The metrics of this epoch so far, computed when asked for. */
  metrics(): Record<string, unknown>;
  readonly samplesPerSecond: number;
  /** How long the rest of the training takes at this speed. */
  readonly secondsLeft: number;
}

/** What an epoch came to. */
export interface EpochInfo {
  /** Counted from 1, and how many there are. */
  readonly epoch: number;
  readonly epochs: number;
  /** `loss`, the metrics by name, and the same of the validation data as `validation.loss` and so on. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether what is monitored was never better. */
  readonly improved: boolean;
  readonly seconds: number;
}

/** Who is told how the training goes. */
export interface FitCallback {
  onStep?(info: StepInfo): void;
  onEpoch?(info: EpochInfo): void;
  onEnd?(history: History): void;
}

export interface EarlyStopping {
  /** How many epochs without a better figure it bears with. */
  patience: number;
  /** By how much a figure must be better to count; 0 where absent. */
  minDelta?: number;
  /** Whether the model gets the numbers back that it had at its best; true where absent. */
  restoreBest?: boolean;
}

export interface CheckpointOptions {
  /** A folder, in Node, or a store. */
  store: string | CheckpointStore;
  /** After how many epochs the last state is kept; 1 where absent. */
  everyEpochs?: number;
  /** After how many steps it is kept besides; never where absent. */
  everySteps?: number;
}

interface CommonOptions {
  /** The rule of training, such as `adam({ learningRate: 1e-3 })`, or an Optimizer of this model. */
  optimizer: GradientTransform | Optimizer;
  /** How often the training goes through the data. */
  epochs: number;
  /** For data that is no DataLoader: how many samples a batch has; 32 where absent. */
  batchSize?: number;
  /** For data that is no DataLoader: whether each epoch has an order of its own; true where absent, with seed 0. */
  shuffle?: boolean;
  /**
   * What the rule's learning rate is multiplied by at each step; or after how many epochs without improvement it is reduced.
   * A rule's `learningRate` may be a schedule itself, which is part of the compiled step.
   */
  schedule?: Schedule | ReduceOnPlateauOptions;
  metrics?: readonly Metric[];
  /** Data that is not trained on, measured after each epoch in evaluation mode. */
  validation?: TrainingData<unknown>;
  /** Runs steps as programs, as `compile` of @chainrule/compile does; eager where absent. */
  compile?: Compiler;
  /** The figure to go by, such as 'validation.accuracy'; 'validation.loss' where absent, or 'loss' without validation. */
  monitor?: string;
  earlyStopping?: EarlyStopping;
  /** Where the states named `last`, `best` and `previous` (the last but one) are kept. */
  checkpoint?: string | CheckpointStore | CheckpointOptions;
  /**
   * Whether to go on from the last state that was kept, if there is one; or from the one that is named, which must be there.
   * Default: false.
   */
  resume?: boolean | 'last' | 'best' | 'previous';
  /** Whether the progress is shown: as a bar in a terminal, as a line for each epoch elsewhere in Node; true where absent. */
  progress?: boolean;
  callbacks?: readonly FitCallback[];
  /** Ends the training after the step that is being done, as Ctrl-C does: an AbortSignal. */
  signal?: StopSignal;
}

/** Batches are pairs of input and target, and the loss is that of the model's output. */
interface SupervisedOptions {
  loss(prediction: Value, target: Value): Value;
  objective?: undefined;
}

/** Batches are whatever they are. */
interface ObjectiveOptions<M, B> {
  loss?: undefined;
  /** What is to be made small. In training it must not read numbers, so that it can be compiled. */
  objective(model: M, batch: B): Value | Outcome;
}

export type FitOptions<M = Tree, B = unknown> = CommonOptions & (SupervisedOptions | ObjectiveOptions<M, B>);
