import type { Tree, Value } from '@chainrule/core';
import type { Compiler } from '../compiler.ts';
import type { DataLoader } from '../data/loader.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { GradientTransform } from '../optimizers/transform.ts';
import type { CheckpointStore } from '../saving/store.ts';
import type { ReduceOnPlateauOptions } from '../schedules/plateau.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { History } from './history.ts';
import type { StopSignal } from './interrupt.ts';

/** A source of whole batches, such as a Dataset. */
export interface BatchSource<B> {
  readonly length: number;
  at(index: number): unknown;
  take(indices: ArrayLike<number>): B;
}

// biome-ignore lint/suspicious/noExplicitAny: any batches will do here.
export type TrainingData<B> = DataLoader<any, any, B> | BatchSource<B>;

/** What an objective returns: the loss, a scalar, and for metrics the prediction and the target. */
export interface Outcome {
  loss: Value;
  prediction?: Value;
  target?: Value;
}

/** The progress of a training after a step. */
export interface StepInfo {
  /** The epoch and the batch in it, counted from 1, and how many there are. */
  readonly epoch: number;
  readonly epochs: number;
  readonly batch: number;
  readonly batches: number;
  /** The number of steps since the beginning. */
  readonly step: number;
  /** The mean loss of this epoch so far. */
  readonly loss: number;
  /** The metrics of this epoch so far, computed when asked for. */
  metrics(): Record<string, unknown>;
  readonly samplesPerSecond: number;
  /** How long the rest of the training takes at the current speed. */
  readonly secondsLeft: number;
}

/** The results of an epoch. */
export interface EpochInfo {
  /** Counted from 1, and how many there are. */
  readonly epoch: number;
  readonly epochs: number;
  /** `loss`, the metrics by name, and the same of the validation data as `validation.loss` and so on. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether the monitored figure is the best so far. */
  readonly improved: boolean;
  readonly seconds: number;
}

/** Callbacks during a training. */
export interface FitCallback {
  onStep?(info: StepInfo): void;
  onEpoch?(info: EpochInfo): void;
  onEnd?(history: History): void;
}

export interface EarlyStopping {
  /** How many epochs without improvement are tolerated. */
  patience: number;
  /** The smallest change that counts as an improvement. Default: 0. */
  minDelta?: number;
  /** Whether to restore the model's best weights at the end. Default: true. */
  restoreBest?: boolean;
}

export interface CheckpointOptions {
  /** A folder, in Node, or a store. */
  store: string | CheckpointStore;
  /** After how many epochs the last state is saved. Default: 1. */
  everyEpochs?: number;
  /** After how many steps it is saved as well. Default: never. */
  everySteps?: number;
}

interface CommonOptions {
  /** The update rule, such as `adam({ learningRate: 1e-3 })`, or an Optimizer of this model. */
  optimizer: GradientTransform | Optimizer;
  /** How many times to go through the data. */
  epochs: number;
  /** The batch size, for data that is not a DataLoader. Default: 32. */
  batchSize?: number;
  /** Whether each epoch has its own random order, for data that is not a DataLoader. Default: true, with seed 0. */
  shuffle?: boolean;
  /**
   * A factor of the rule's learning rate as a function of the step, or options of `ReduceOnPlateau`. A rule's `learningRate`
   * may itself be a schedule, which is then part of the compiled step.
   */
  schedule?: Schedule | ReduceOnPlateauOptions;
  metrics?: readonly Metric[];
  /** Held-out data, evaluated after each epoch. */
  validation?: TrainingData<unknown>;
  /** Compiles the steps: `compile` of @chainrule/compile, for example. Default: eager. */
  compile?: Compiler;
  /** The figure to monitor, such as 'validation.accuracy'. Default: 'validation.loss', or 'loss' without validation. */
  monitor?: string;
  earlyStopping?: EarlyStopping;
  /** Where the states named `last`, `best` and `previous` (the last but one) are saved. */
  checkpoint?: string | CheckpointStore | CheckpointOptions;
  /**
   * Whether to resume from the last saved state, if there is one; or from the named one, which must exist.
   * Default: false.
   */
  resume?: boolean | 'last' | 'best' | 'previous';
  /** Whether to show progress: a bar in a terminal, a line per epoch elsewhere in Node. Default: true. */
  progress?: boolean;
  callbacks?: readonly FitCallback[];
  /** An AbortSignal that ends the training after the current step, as Ctrl-C does. */
  signal?: StopSignal;
}

/** Batches are pairs of input and target, and the loss is that of the model's output. */
interface SupervisedOptions {
  loss(prediction: Value, target: Value): Value;
  objective?: undefined;
}

/** Batches can be anything. */
interface ObjectiveOptions<M, B> {
  loss?: undefined;
  /** The function to minimise. In training it must not read numbers, so that it can be compiled. */
  objective(model: M, batch: B): Value | Outcome;
}

export type FitOptions<M = Tree, B = unknown> = CommonOptions & (SupervisedOptions | ObjectiveOptions<M, B>);
