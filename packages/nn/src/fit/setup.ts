import type { Tree } from '@chainrule/core';
import { DataLoader } from '../data/loader.ts';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import type { Metric } from '../metrics/metric.ts';
import { Module } from '../module.ts';
import { branchesOf } from '../slots.ts';
import type { TrainingData } from './options.ts';

export type Loader = DataLoader<unknown, unknown, unknown>;

interface Dealing {
  readonly batchSize?: number;
  readonly shuffle?: boolean;
}

/** The batches for training and for validation. Throws for an option that has no effect on any of the data. */
export function loadersOf(
  data: TrainingData<unknown>,
  validation: TrainingData<unknown> | undefined,
  { batchSize, shuffle }: Dealing,
): [Loader, Loader | undefined] {
  const dealt = [data, validation].filter((each) => each !== undefined && !(each instanceof DataLoader));
  const expected = 'data that is not a DataLoader, which has its own';
  if (batchSize !== undefined && dealt.length === 0)
    throw optionErrors.badOption('fit', 'batchSize', expected, batchSize);
  if (shuffle !== undefined && !dealt.includes(data))
    throw optionErrors.badOption('fit', 'shuffle', expected, shuffle);
  return [
    loaderOf(data, { batchSize, shuffle }),
    validation && loaderOf(validation, { batchSize, shuffle: false }),
  ];
}

/** The data as batches: the loader given, or one made of a dataset. */
function loaderOf(data: TrainingData<unknown>, { batchSize = 32, shuffle = true }: Dealing): Loader {
  const { length, at } = (data ?? {}) as { length?: unknown; at?: unknown };
  if (!(data instanceof DataLoader || (typeof length === 'number' && typeof at === 'function')))
    throw dataErrors.badData('fit', 'data', 'a Dataset or a DataLoader', data);
  const loader = data instanceof DataLoader ? data : new DataLoader(data, { batchSize, shuffle });
  if (loader.length === 0) throw dataErrors.badData('fit', 'data', 'at least one batch', 'none');
  return loader;
}

/** Whether a lower figure is better: for losses it is, for others the metric says. */
export function modeOf(monitor: string, metrics: readonly Metric[]): 'min' | 'max' {
  const name = monitor.replace(/^validation\./, '');
  return metrics.find((metric) => metric.name === name)?.mode ?? 'min';
}

/** Sets the mode of every module in a tree. */
export function setMode(tree: Tree, training: boolean): void {
  if (tree instanceof Module) tree.train(training);
  else for (const [, entry] of branchesOf(tree)) setMode(entry, training);
}
