import type { Tree } from '@chainrule/core';
import type { LoaderPosition } from '../data/loader.ts';
import { checkpointBytes, loadModelPart, trainingOf } from './checkpoint.ts';
import { BEST, Checkpoints, LAST, type RESUMED } from './checkpoints.ts';
import { type AnyOptions, fitOptionsOf } from './checks.ts';
import { type EpochRecord, History } from './history.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import { Learner } from './learner.ts';
import { Meter } from './meter.ts';
import type { FitCallback, TrainingData } from './options.ts';
import { progressOn } from './progress.ts';
import { type Loader, loadersOf, modeOf } from './setup.ts';
import { rememberModel } from './snapshot.ts';
import { samplesIn } from './steps.ts';
import { Tracker } from './tracker.ts';

/** The state at the beginning of an epoch. */
interface Start {
  readonly seconds: number;
  readonly position: LoaderPosition;
  readonly restore: () => void;
}

/** One call of `fit`: the loop over epochs and batches. */
export class Training {
  readonly #options: AnyOptions;
  readonly #learner: Learner;
  readonly #loader: Loader;
  readonly #validation: Loader | undefined;
  readonly #meter: Meter;
  readonly #tracker: Tracker;
  readonly #checkpoints: Checkpoints;
  readonly #history = new History();
  #callbacks: readonly FitCallback[];
  /** Restores the model of the best epoch, if it is in memory. */
  #restoreBest: (() => void) | undefined;

  constructor(model: Tree, data: TrainingData<unknown>, given: AnyOptions) {
    const options = fitOptionsOf(given);
    const { metrics = [], validation } = options;
    this.#options = options;
    this.#learner = new Learner(model, options);
    [this.#loader, this.#validation] = loadersOf(data, validation, options);
    this.#meter = new Meter(metrics);
    const monitor = options.monitor ?? (validation ? 'validation.loss' : 'loss');
    this.#tracker = new Tracker(monitor, modeOf(monitor, metrics), options.earlyStopping);
    this.#checkpoints = new Checkpoints(options.checkpoint);
    this.#callbacks = options.callbacks ?? [];
  }

  /** The number of epochs so far. */
  get #epoch(): number {
    return this.#history.epochs.length;
  }

  async run(): Promise<History> {
    const { resume, progress = true, signal } = this.#options;
    if (progress) this.#callbacks = [await progressOn(globalThis.process?.stdout), ...this.#callbacks];
    const release = await this.#checkpoints.claim();
    try {
      if (resume) await this.#resume(resume === true ? 'last' : resume);
    } catch (error) {
      await release?.();
      throw error;
    }
    const interrupt = listenForInterrupt(signal);
    try {
      await this.#runEpochs(interrupt);
    } finally {
      interrupt.dispose();
      await release?.();
      for (const callback of this.#callbacks) callback.onEnd?.(this.#history);
      this.#learner.setMode(false);
    }
    this.#checkpoints.checkSaved();
    return this.#history;
  }

  async #runEpochs(interrupt: Interrupt): Promise<void> {
    const { epochs, earlyStopping } = this.#options;
    let going = true;
    while (going && this.#epoch < epochs && !this.#tracker.exhausted) going = await this.#runEpoch(interrupt);
    this.#history.stopped = !going ? 'interrupted' : this.#epoch < epochs ? 'early' : 'finished';
    if (this.#history.stopped === 'early' && (earlyStopping?.restoreBest ?? true)) await this.#returnToBest();
  }

  /** Goes through the data, or the rest of them, once; false if it was interrupted. */
  async #runEpoch(interrupt: Interrupt): Promise<boolean> {
    this.#learner.setMode(true);
    const seconds = performance.now() / 1000;
    let start: Start | undefined;
    let samples = 0;
    for await (const batch of this.#loader) {
      start ??= this.#startAt(seconds);
      const outcome = this.#learner.train(batch);
      const loss = outcome.loss.item();
      if (!Number.isFinite(loss)) throw await this.#explain(loss, start);
      const size = samplesIn(batch);
      samples += size;
      this.#meter.add(loss, outcome, size);
      this.#tellStep(start, samples);
      await interrupt.breathe();
      const stop = interrupt.requested;
      if (stop || this.#checkpoints.isDueAfterStep(this.#learner.step)) await this.#save(LAST);
      if (stop) return false;
    }
    await this.#endEpoch(performance.now() / 1000 - seconds);
    return true;
  }

  async #endEpoch(seconds: number): Promise<void> {
    const { epochs, earlyStopping } = this.#options;
    const values: Record<string, unknown> = { loss: this.#meter.loss, ...this.#meter.metrics() };
    this.#meter.reset();
    Object.assign(values, await this.#validate());
    const epoch = this.#epoch + 1;
    const improved = this.#tracker.update(epoch, values);
    this.#learner.measured(this.#tracker.figure(values));
    const record: EpochRecord = { epoch, seconds, values };
    this.#history.epochs.push(record);
    this.#history.best = this.#tracker.best;
    if (improved && earlyStopping) this.#restoreBest = rememberModel(this.#learner.model);
    if (improved) await this.#save(BEST);
    if (this.#checkpoints.isDueAfterEpoch(epoch) || epoch === epochs || this.#tracker.exhausted)
      await this.#save(LAST);
    for (const callback of this.#callbacks) callback.onEpoch?.({ ...record, epochs, improved });
  }

  async #validate(): Promise<Record<string, unknown>> {
    if (!this.#validation) return {};
    this.#learner.setMode(false);
    for await (const batch of this.#validation) {
      const outcome = this.#learner.evaluate(batch);
      this.#meter.add(outcome.loss.item(), outcome, samplesIn(batch));
    }
    const figures = Object.entries({ loss: this.#meter.loss, ...this.#meter.metrics() });
    this.#meter.reset();
    return Object.fromEntries(figures.map(([name, figure]) => [`validation.${name}`, figure]));
  }

  #tellStep(start: Start, samples: number): void {
    if (this.#callbacks.length === 0) return;
    const { epochs } = this.#options;
    const { batch } = this.#loader.position;
    const seconds = performance.now() / 1000 - start.seconds;
    const left = (epochs - this.#epoch) * this.#loader.length - batch;
    const info = {
      epoch: this.#epoch + 1,
      epochs,
      batch,
      batches: this.#loader.length,
      step: this.#learner.step,
      loss: this.#meter.loss,
      metrics: () => this.#meter.metrics(),
      samplesPerSecond: samples / seconds,
      secondsLeft: (seconds / (batch - start.position.batch)) * left,
    };
    for (const callback of this.#callbacks) callback.onStep?.(info);
  }

  /** The state before the first batch of an epoch, or of the rest of one, which is there already. */
  #startAt(seconds: number): Start {
    const { position } = this.#loader;
    return {
      seconds,
      position: { ...position, batch: position.batch - 1 },
      restore: this.#learner.remember(),
    };
  }

  async #explain(loss: number, start: Start): Promise<Error> {
    const { batch } = this.#loader.position;
    start.restore();
    const what = `the loss is ${loss} in epoch ${this.#epoch + 1}, batch ${batch}`;
    return await this.#learner.explain(what, batch, this.#loader, start.position);
  }

  async #returnToBest(): Promise<void> {
    if (this.#restoreBest) return this.#restoreBest();
    const best = await this.#checkpoints.read(BEST);
    if (best) loadModelPart(this.#learner.model, best);
  }

  async #save(name: string): Promise<void> {
    await this.#checkpoints.save(name, () => checkpointBytes(this.#learner.model, this.state));
  }

  /** Everything that changes in the course of the training, except the numbers of the model. */
  get state() {
    return {
      ...this.#learner.state,
      data: this.#loader.position,
      validation: this.#validation?.position ?? null,
      meter: this.#meter.state,
      tracker: this.#tracker.state,
      history: this.#history.epochs,
      // Derived from the history; files have had it from the first version.
      epoch: this.#epoch,
    };
  }

  async #resume(from: keyof typeof RESUMED): Promise<void> {
    const checkpoint = await this.#checkpoints.readToResume(from);
    if (!checkpoint) return;
    const saved = trainingOf(checkpoint, this.state) as Training['state'];
    // Everything that can be refused comes first.
    const restoreLearner = this.#learner.restoring(saved);
    this.#meter.check(saved.meter);
    this.#loader.position = saved.data;
    if (this.#validation && saved.validation) this.#validation.position = saved.validation;
    loadModelPart(this.#learner.model, checkpoint);
    restoreLearner();
    this.#meter.state = saved.meter;
    this.#tracker.state = saved.tracker;
    this.#history.epochs.push(...saved.history);
    this.#history.best = this.#tracker.best;
  }
}
