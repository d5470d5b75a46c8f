import { errors } from '../errors.ts';
import type { Metric } from '../metrics/metric.ts';
import type { Outcome } from './options.ts';

/** The mean loss and the metrics of the batches since the beginning of an epoch. */
export class Meter {
  readonly #metrics: readonly Metric[];
  #loss = 0;
  #samples = 0;

  constructor(metrics: readonly Metric[]) {
    this.#metrics = metrics;
    this.reset();
  }

  /** Takes a batch of so many samples into account, whose loss is known already. */
  add(loss: number, { prediction, target }: Outcome, samples: number): void {
    this.#loss += loss * samples;
    this.#samples += samples;
    if (this.#metrics.length === 0) return;
    if (!prediction || !target)
      throw errors.badRate('fit', 'objective', 'prediction and target beside the loss, for metrics', 'none');
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

  get state(): { loss: number; samples: number; metrics: unknown[] } {
    return { loss: this.#loss, samples: this.#samples, metrics: this.#metrics.map(({ state }) => state) };
  }

  set state({ loss, samples, metrics }: Meter['state']) {
    [this.#loss, this.#samples] = [loss, samples];
    this.#metrics.forEach((metric, i) => {
      metric.state = metrics[i];
    });
  }
}
