import { checkRule } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { Optimizer } from '../optimizers/optimizer.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { RESUMED } from './checkpoints.ts';
import type { CheckpointOptions, EarlyStopping, FitOptions } from './options.ts';

/** Options of any model and any batches. */
export type AnyOptions = FitOptions<never, never>;

const FIT: Kinds<AnyOptions> = {
  loss: 'function',
  optimizer: 'any',
  epochs: 'any',
  batchSize: 'number',
  shuffle: 'boolean',
  schedule: 'any',
  metrics: 'array',
  validation: 'any',
  compile: 'any',
  monitor: 'string',
  earlyStopping: 'any',
  checkpoint: 'any',
  resume: 'any',
  progress: 'boolean',
  callbacks: 'array',
  signal: 'any',
  objective: 'function',
};

const STOPPING: Kinds<EarlyStopping> = { patience: 'number', minDelta: 'number', restoreBest: 'boolean' };
const KEEPING: Kinds<CheckpointOptions> = { store: 'any', everyEpochs: 'number', everySteps: 'number' };

const expect = (option: string, expected: string, right: boolean, got: unknown) => {
  if (!right) throw optionErrors.badOption('fit', option, expected, got);
};

const isObject = (thing: unknown): thing is object => typeof thing === 'object' && thing !== null;

/** Checks the options of `fit` before anything is done. */
export function fitOptionsOf(given: AnyOptions): AnyOptions {
  const options = optionsOf('fit', given, FIT);
  const { loss, objective, epochs, optimizer, compile, schedule } = options as AnyOptions & {
    loss?: unknown;
  };
  if (loss !== undefined && objective !== undefined)
    throw optionErrors.badRate('fit', 'objective', 'a loss or an objective', 'both');
  expect('epochs', 'a non-negative whole number', Number.isSafeInteger(epochs) && epochs >= 0, epochs);
  checkOptimizer(optimizer);
  expect(
    'compile',
    'the function compile of @chainrule/compile',
    compile === undefined || typeof compile === 'function',
    compile,
  );
  expect(
    'schedule',
    'a function of the step, or an object with options of ReduceOnPlateau',
    schedule === undefined || typeof schedule === 'function' || isObject(schedule),
    schedule,
  );
  expect(
    'resume',
    "true, false, 'last', 'best' or 'previous'",
    options.resume === undefined ||
      typeof options.resume === 'boolean' ||
      Object.hasOwn(RESUMED, options.resume),
    options.resume,
  );
  checkMetrics(options.metrics ?? []);
  checkStopping(options.earlyStopping);
  checkKeeping(options.checkpoint);
  expect(
    'signal',
    'an AbortSignal',
    options.signal === undefined || typeof Object(options.signal).aborted === 'boolean',
    options.signal,
  );
  checkCallbacks(options.callbacks ?? []);
  return options;
}

/** An Optimizer may train only part of the model. */
function checkOptimizer(optimizer: unknown): void {
  if (optimizer instanceof Optimizer) return;
  checkRule('fit', 'optimizer', optimizer, 'a rule, such as adam({ learningRate: 1e-3 }), or an Optimizer');
}

/** A callback may have other properties, but no misspelt method that would never be called. */
function checkCallbacks(callbacks: readonly unknown[]): void {
  const heard = ['onStep', 'onEpoch', 'onEnd'];
  for (const [i, each] of callbacks.entries()) {
    expect(`callbacks[${i}]`, 'an object with onStep, onEpoch or onEnd', isObject(each), each);
    for (const name of Object.keys(each as object))
      if (/^on[A-Z]/.test(name))
        expect(`callbacks[${i}].${name}`, heard.join(', '), heard.includes(name), name);
  }
}

function checkMetrics(metrics: readonly unknown[]): void {
  for (const [i, metric] of metrics.entries()) {
    const { update, result } = (metric ?? {}) as { update?: unknown; result?: unknown };
    const right = typeof update === 'function' && typeof result === 'function';
    expect(`metrics[${i}]`, 'a metric, such as accuracy()', right, metric);
  }
}

function checkStopping(stopping: EarlyStopping | undefined): void {
  if (stopping === undefined) return;
  expect('earlyStopping', 'an object, such as { patience: 3 }', isObject(stopping), stopping);
  const { patience, minDelta = 0 } = optionsOf('fit, earlyStopping', stopping, STOPPING);
  expect('earlyStopping', 'patience and minDelta not below zero', patience >= 0 && minDelta >= 0, patience);
}

function checkKeeping(given: AnyOptions['checkpoint']): void {
  if (given === undefined) return;
  const inOptions = isObject(given) && 'store' in given;
  const store: unknown = inOptions ? optionsOf('fit, checkpoint', given, KEEPING).store : given;
  const { read, write } = (store ?? {}) as { read?: unknown; write?: unknown };
  const isStore = typeof read === 'function' && typeof write === 'function';
  expect('checkpoint', 'the path of a folder, or a store', typeof store === 'string' || isStore, store);
}
