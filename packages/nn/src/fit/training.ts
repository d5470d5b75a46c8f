import { constant, type Tree } from '@chainrule/core';
import type { LoaderPosition } from '../data/loader.ts';
import { errors } from '../errors.ts';
import { fittingState } from '../optimizers/fitting-state.ts';
import { Optimizer } from '../optimizers/optimizer.ts';
import { noteTrainer } from '../optimizers/untrained.ts';
import { ReduceOnPlateau } from '../schedules/plateau.ts';
import { explainLoss } from './anomaly.ts';
import {
  BEST,
  type CheckpointPlan,
  checkpointBytes,
  LAST,
  loadModelPart,
  planOf,
  RESUMED,
  readCheckpoint,
  trainingOf,
  writeCheckpoint,
} from './checkpoint.ts';
import { type AnyOptions, fitOptionsOf } from './checks.ts';
import { type EpochRecord, History } from './history.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import { Meter } from './meter.ts';
import { objectiveOf } from './objective.ts';
import type { FitCallback, TrainingData } from './options.ts';
import { progressOn } from './progress.ts';
import { type Loader, loadersOf, modeOf, setMode } from './setup.ts';
import { generatorStates, generatorsFrom, rememberModel, rememberTraining } from './snapshot.ts';
import { type Steps, samplesIn, stepsOf } from './steps.ts';
import { Tracker } from './tracker.ts';

/** What is remembered of the beginning of an epoch. */
interface Start {
  readonly position: LoaderPosition;
  readonly step: number;
  readonly restore: () => void;
}

/** One call of `fit`: all that it keeps from step to step. */
export class Training {
  readonly model: Tree;
  readonly #options: AnyOptions;
  readonly #optimizer: Optimizer;
  readonly #plateau: ReduceOnPlateau | undefined;
  readonly #loader: Loader;
  readonly #validation: Loader | undefined;
  readonly #steps: Steps;
  readonly #meter: Meter;
  readonly #tracker: Tracker;
  readonly #plan: CheckpointPlan | undefined;
  readonly #history = new History();
  /** The checkpoints that could not be written when they were last due. */
  readonly #unsaved = new Map<string, Error>();
  #callbacks: readonly FitCallback[];
  #epoch = 0;
  #step = 0;
  /** Gives the model the numbers of its best epoch, where these are known. */
  #restoreBest: (() => void) | undefined;

  constructor(model: Tree, data: TrainingData<unknown>, given: AnyOptions) {
    const options = fitOptionsOf(given);
    const { optimizer, metrics = [], validation, schedule, compile } = options;
    this.model = model;
    // An optimizer may train a part of the model on purpose.
    noteTrainer(this);
    this.#options = options;
    this.#optimizer = optimizer instanceof Optimizer ? optimizer : new Optimizer(model, optimizer);
    if (typeof schedule === 'object') this.#plateau = new ReduceOnPlateau(this.#optimizer, schedule);
    [this.#loader, this.#validation] = loadersOf(data, validation, options);
    this.#steps = stepsOf(model, this.#optimizer, objectiveOf(options), {
      compile,
      predictions: metrics.length > 0,
    });
    this.#meter = new Meter(metrics);
    const monitor = options.monitor ?? (validation ? 'validation.loss' : 'loss');
    this.#tracker = new Tracker(monitor, modeOf(monitor, metrics), options.earlyStopping);
    this.#plan = planOf(options.checkpoint);
    this.#callbacks = options.callbacks ?? [];
  }

  async run(): Promise<History> {
    const { resume, progress = true, epochs, signal } = this.#options;
    if (progress) this.#callbacks = [await progressOn(globalThis.process?.stdout), ...this.#callbacks];
    const release = await this.#plan?.store.claim?.();
    try {
      if (resume) await this.#resume(resume === true ? 'last' : resume);
    } catch (error) {
      await release?.();
      throw error;
    }
    const interrupt = listenForInterrupt(signal);
    try {
      let going = true;
      while (going && this.#epoch < epochs && !this.#tracker.exhausted)
        going = await this.#runEpoch(interrupt);
      this.#history.stopped = !going ? 'interrupted' : this.#epoch < epochs ? 'early' : 'finished';
      if (this.#history.stopped === 'early' && (this.#options.earlyStopping?.restoreBest ?? true))
        await this.#returnToBest();
    } finally {
      interrupt.dispose();
      await release?.();
      for (const callback of this.#callbacks) callback.onEnd?.(this.#history);
      setMode(this.model, false);
    }
    for (const problem of this.#unsaved.values()) throw problem;
    return this.#history;
  }

  /** Goes through the data, or the rest of them, once; false if it was interrupted. */
  async #runEpoch(interrupt: Interrupt): Promise<boolean> {
    setMode(this.model, true);
    const began = performance.now();
    let start: Start | undefined;
    let samples = 0;
    for await (const batch of this.#loader) {
      start ??= this.#begin();
      const outcome = this.#trainOn(batch, this.#steps.train);
      const loss = outcome.loss.item();
      if (!Number.isFinite(loss)) throw await this.#explain(loss, start);
      const size = samplesIn(batch);
      samples += size;
      this.#meter.add(loss, outcome, size);
      this.#tell(
        (performance.now() - began) / 1000,
        samples,
        this.#loader.position.batch - start.position.batch,
      );
      await interrupt.breathe();
      const stop = interrupt.requested;
      if (stop || this.#step % (this.#plan?.everySteps ?? Infinity) === 0) await this.#save(LAST);
      if (stop) return false;
    }
    await this.#endEpoch((performance.now() - began) / 1000);
    return true;
  }

  #trainOn(batch: unknown, step: Steps['train']): ReturnType<Steps['train']> {
    const { schedule } = this.#options;
    if (typeof schedule === 'function') this.#optimizer.learningRateFactor = constant(schedule(this.#step));
    this.#step++;
    return step(batch);
  }

  async #endEpoch(seconds: number): Promise<void> {
    const values: Record<string, unknown> = { loss: this.#meter.loss, ...this.#meter.metrics() };
    this.#meter.reset();
    Object.assign(values, await this.#validate());
    const improved = this.#tracker.update(this.#epoch + 1, values);
    this.#plateau?.step(this.#tracker.figure(values));
    this.#epoch++;
    const record: EpochRecord = { epoch: this.#epoch, seconds, values };
    this.#history.epochs.push(record);
    this.#noteBest();
    if (improved && this.#options.earlyStopping) this.#restoreBest = rememberModel(this.model);
    if (improved) await this.#save(BEST);
    const { epochs } = this.#options;
    const due = this.#epoch % (this.#plan?.everyEpochs ?? 1) === 0;
    if (due || this.#epoch === epochs || this.#tracker.exhausted) await this.#save(LAST);
    for (const callback of this.#callbacks) callback.onEpoch?.({ ...record, epochs, improved });
  }

  async #validate(): Promise<Record<string, unknown>> {
    if (!this.#validation) return {};
    setMode(this.model, false);
    for await (const batch of this.#validation) {
      const outcome = this.#steps.evaluate(batch);
      this.#meter.add(outcome.loss.item(), outcome, samplesIn(batch));
    }
    const figures = Object.entries({ loss: this.#meter.loss, ...this.#meter.metrics() });
    this.#meter.reset();
    return Object.fromEntries(figures.map(([name, figure]) => [`validation.${name}`, figure]));
  }

  #tell(seconds: number, samples: number, done: number): void {
    if (this.#callbacks.length === 0) return;
    const { epochs } = this.#options;
    const { batch } = this.#loader.position;
    const left = (epochs - this.#epoch) * this.#loader.length - batch;
    const info = {
      epoch: this.#epoch + 1,
      epochs,
      batch,
      batches: this.#loader.length,
      step: this.#step,
      loss: this.#meter.loss,
      metrics: () => this.#meter.metrics(),
      samplesPerSecond: samples / seconds,
      secondsLeft: (seconds / done) * left,
    };
    for (const callback of this.#callbacks) callback.onStep?.(info);
  }

  /** Where an epoch begins, or the rest of one, when its first batch is there. */
  #begin(): Start {
    const { position } = this.#loader;
    return {
      position: { ...position, batch: position.batch - 1 },
      step: this.#step,
      restore: rememberTraining(this.model, this.#optimizer),
    };
  }

  async #explain(loss: number, start: Start): Promise<Error> {
    const { batch } = this.#loader.position;
    start.restore();
    this.#step = start.step;
    return await explainLoss(`the loss is ${loss} in epoch ${this.#epoch + 1}, batch ${batch}`, batch, {
      model: this.model,
      optimizer: this.#optimizer,
      loader: this.#loader,
      position: start.position,
      again: (each) => this.#trainOn(each, this.#steps.train),
      eagerly: (each) => this.#trainOn(each, this.#steps.eager),
    });
  }

  #noteBest(): void {
    const { best, bestEpoch } = this.#tracker.state;
    if (bestEpoch > 0) this.#history.best = { monitor: this.#tracker.monitor, value: best, epoch: bestEpoch };
  }

  async #returnToBest(): Promise<void> {
    if (this.#restoreBest) return this.#restoreBest();
    const best = this.#plan && (await readCheckpoint(this.#plan, BEST));
    if (best) loadModelPart(this.model, best);
  }

  /** Keeps the state. That it cannot be written ends no training, since a later one may be: the user is warned. */
  async #save(name: string): Promise<void> {
    if (!this.#plan) return;
    try {
      await writeCheckpoint(this.#plan, name, checkpointBytes(this.model, this.stateNow()));
      this.#unsaved.delete(name);
    } catch (error) {
      const { store } = this.#plan;
      const problem = errors.notSaved('fit', store.locate?.(name) ?? name, error as Error);
      if (this.#unsaved.get(name)?.message !== problem.message) console.warn(problem.message);
      this.#unsaved.set(name, problem);
    }
  }

  /** All that changes in the course of the training, the numbers of the model apart, as a tree. */
  stateNow() {
    const plateau = this.#plateau;
    return {
      optimizer: this.#optimizer.state,
      learningRateFactor: this.#optimizer.learningRateFactor ?? null,
      generators: generatorStates(this.model),
      data: this.#loader.position,
      validation: this.#validation?.position ?? null,
      epoch: this.#epoch,
      step: this.#step,
      meter: this.#meter.state,
      tracker: this.#tracker.state,
      plateau: plateau ? { best: plateau.best, waited: plateau.waited, cooling: plateau.cooling } : null,
      history: this.#history.epochs,
    };
  }

  async #resume(from: keyof typeof RESUMED): Promise<void> {
    if (!this.#plan) throw errors.badRate('fit', 'resume', 'a checkpoint to go on from', 'none');
    const checkpoint = await readCheckpoint(this.#plan, RESUMED[from]);
    if (!checkpoint && from === 'last') return;
    if (!checkpoint) throw errors.badRate('fit', 'resume', `a checkpoint ${RESUMED[from]}`, 'none');
    const saved = trainingOf(checkpoint, this.stateNow()) as ReturnType<Training['stateNow']>;
    // What may be refused comes first.
    const { rule } = this.#optimizer;
    const optimizerState = fittingState('fit', rule, saved.optimizer, this.#optimizer.parameters());
    this.#meter.check(saved.meter);
    const restoreGenerators = generatorsFrom(this.model, saved.generators);
    this.#loader.position = saved.data;
    if (this.#validation && saved.validation) this.#validation.position = saved.validation;
    loadModelPart(this.model, checkpoint);
    restoreGenerators();
    this.#optimizer.state = optimizerState;
    this.#optimizer.learningRateFactor = saved.learningRateFactor ?? undefined;
    [this.#epoch, this.#step] = [saved.epoch, saved.step];
    this.#meter.state = saved.meter;
    this.#tracker.state = saved.tracker;
    if (this.#plateau && saved.plateau) Object.assign(this.#plateau, saved.plateau);
    this.#history.epochs.push(...saved.history);
    this.#noteBest();
  }
}
