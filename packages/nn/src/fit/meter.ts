import { optionErrors } from '../errors/options.ts';
import { trainingErrors } from '../errors/training.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Outcome } from './options.ts';

/** The measurements since the beginning of an epoch, as JSON data. */
export interface MeterState {
  readonly loss: number;
  readonly samples: number;
  /** The names of the metrics. Older checkpoints have none. */
  readonly names?: readonly string[];
  readonly metrics: readonly unknown[];
}

/** The mean loss and the metrics of the batches since the beginning of an epoch. */
export class Meter {
  readonly #metrics: readonly Metric[];
  #loss = 0;
  #samples = 0;

  constructor(metrics: readonly Metric[]) {
    this.#metrics = metrics;
    this.reset();
  }

  /** Adds a batch of this many samples, whose loss is known already. */
  add(loss: number, { prediction, target }: Outcome, samples: number): void {
    this.#loss += loss * samples;
    this.#samples += samples;
    if (this.#metrics.length === 0) return;
    if (!prediction || !target)
      throw optionErrors.badRate(
        'fit',
        'objective',
        'prediction and target beside the loss, for metrics',
        'none',
      );
    for (const metric of this.#metrics) metric.update(prediction, target);
  }

  get loss(): number {
    return this.#loss / this.#samples;
  }

  metrics(): Record<string, unknown> {
    return Object.fromEntries(this.#metrics.map((metric) => [metric.name, metric.result()]));
  }

  reset(): void {
    [this.#loss, this.#samples] = [0, 0];
    for (const metric of this.#metrics) metric.reset();
  }

  get state(): MeterState {
    return {
      loss: this.#loss,
      samples: this.#samples,
      names: this.#names,
      metrics: this.#metrics.map(({ state }) => state),
    };
  }

  /** Between epochs nothing is carried over, so the metrics may change. */
  set state(state: MeterState) {
    this.reset();
    if (state.samples === 0) return;
    this.check(state);
    [this.#loss, this.#samples] = [state.loss, state.samples];
    this.#metrics.forEach((metric, i) => {
      metric.state = state.metrics[i];
    });
  }

  /** In the middle of an epoch, throws unless the state has the same metrics. */
  check({ samples, metrics, names = this.#names }: MeterState): void {
    const isSame = names.join() === this.#names.join() && metrics.length === this.#metrics.length;
    if (samples > 0 && !isSame) throw trainingErrors.otherMetrics('fit', names, this.#names);
  }

  get #names(): string[] {
    return this.#metrics.map(({ name }) => name);
  }
}
