import type { Tree } from '@chainrule/core';
import { DataLoader } from '../data/loader.ts';
import { errors } from '../errors.ts';
import type { Metric } from '../metrics/metric.ts';
import { Module } from '../module.ts';
import { branchesOf } from '../slots.ts';
import type { TrainingData } from './options.ts';

export type Loader = DataLoader<unknown, unknown, unknown>;

/** The data as batches: the loader given, or one made of a dataset. */
export function loaderOf(
  data: TrainingData<unknown>,
  { batchSize = 32, shuffle = true }: { batchSize?: number; shuffle?: boolean },
): Loader {
  const { length, at } = (data ?? {}) as { length?: unknown; at?: unknown };
  if (!(data instanceof DataLoader || (typeof length === 'number' && typeof at === 'function')))
    throw errors.badData('fit', 'data', 'a Dataset or a DataLoader', data);
  const loader = data instanceof DataLoader ? data : new DataLoader(data, { batchSize, shuffle });
  if (loader.length === 0) throw errors.badData('fit', 'data', 'at least one batch', 'none');
  return loader;
}

/** Whether a figure should go down, as a loss, or as its metric says. */
export function modeOf(monitor: string, metrics: readonly Metric[]): 'min' | 'max' {
  const name = monitor.replace(/^validation\./, '');
  return metrics.find((metric) => metric.name === name)?.mode ?? 'min';
}

/** Sets the mode of every module in a tree. */
export function setMode(tree: Tree, training: boolean): void {
  if (tree instanceof Module) tree.train(training);
  else for (const [, entry] of branchesOf(tree)) setMode(entry, training);
}
