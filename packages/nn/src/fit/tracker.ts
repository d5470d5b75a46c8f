import { optionErrors } from '../errors/options.ts';
import type { EarlyStopping } from './options.ts';

/** The best value of a figure so far, and for how many epochs it has not improved. */
export class Tracker {
  readonly monitor: string;
  readonly mode: 'min' | 'max';
  readonly #stopping: EarlyStopping | undefined;
  state: { best: number; bestEpoch: number; waited: number };

  constructor(monitor: string, mode: 'min' | 'max', stopping: EarlyStopping | undefined) {
    this.monitor = monitor;
    this.mode = mode;
    this.#stopping = stopping;
    this.state = { best: mode === 'min' ? Infinity : -Infinity, bestEpoch: 0, waited: 0 };
  }

  /** Adds the figures of an epoch; true if this is the best so far. */
  update(epoch: number, values: Readonly<Record<string, unknown>>): boolean {
    const figure = this.figure(values);
    const { best, waited } = this.state;
    const gain = this.mode === 'min' ? best - figure : figure - best;
    const improved = gain > (this.#stopping?.minDelta ?? 0);
    this.state = improved
      ? { best: figure, bestEpoch: epoch, waited: 0 }
      : { ...this.state, waited: waited + 1 };
    return improved;
  }

  /** The figure among those of an epoch. */
  figure(values: Readonly<Record<string, unknown>>): number {
    const figure = values[this.monitor];
    if (typeof figure !== 'number')
      throw optionErrors.badRate(
        'fit',
        'monitor',
        `one of the numbers ${Object.keys(values).join(', ')}`,
        this.monitor,
      );
    return figure;
  }

  /** The best figure and its epoch; undefined before the first epoch. */
  get best(): { monitor: string; value: number; epoch: number } | undefined {
    const { best, bestEpoch } = this.state;
    return bestEpoch > 0 ? { monitor: this.monitor, value: best, epoch: bestEpoch } : undefined;
  }

  /** Whether patience has run out. */
  get exhausted(): boolean {
    return this.#stopping !== undefined && this.state.waited > this.#stopping.patience;
  }
}
