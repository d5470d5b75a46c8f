import { constant, type RandomState, type Tree, type Value } from '@chainrule/core';
import type { LoaderPosition } from '../data/loader.ts';
import { fittingState } from '../optimizers/fitting-state.ts';
import { Optimizer } from '../optimizers/optimizer.ts';
import { noteTrainer } from '../optimizers/untrained.ts';
import { ReduceOnPlateau } from '../schedules/plateau.ts';
import { explainLoss } from './anomaly.ts';
import type { AnyOptions } from './checks.ts';
import { objectiveOf } from './objective.ts';
import type { Outcome } from './options.ts';
import { type Loader, setMode } from './setup.ts';
import { generatorStates, generatorsFrom, rememberTraining } from './snapshot.ts';
import { type Steps, stepsOf } from './steps.ts';

/** The model in a training with what changes it: the steps and their number, the optimiser, and the schedule of its rate. */
export class Learner {
  readonly model: Tree;
  readonly #optimizer: Optimizer;
  readonly #plateau: ReduceOnPlateau | undefined;
  readonly #schedule: ((step: number) => number) | undefined;
  readonly #steps: Steps;
  #step = 0;

  constructor(model: Tree, options: AnyOptions) {
    const { optimizer, metrics = [], schedule, compile } = options;
    this.model = model;
    // An optimizer may train a part of the model on purpose.
    noteTrainer(this);
    this.#optimizer = optimizer instanceof Optimizer ? optimizer : new Optimizer(model, optimizer);
    if (typeof schedule === 'function') this.#schedule = schedule;
    if (typeof schedule === 'object') this.#plateau = new ReduceOnPlateau(this.#optimizer, schedule);
    const predictions = metrics.length > 0;
    this.#steps = stepsOf(model, this.#optimizer, objectiveOf(options), { compile, predictions });
  }

  /** The number of steps so far. */
  get step(): number {
    return this.#step;
  }

  setMode(training: boolean): void {
    setMode(this.model, training);
  }

  train(batch: unknown): Outcome {
    return this.#take(batch, this.#steps.train);
  }

  evaluate(batch: unknown): Outcome {
    return this.#steps.evaluate(batch);
  }

  /** Reduces the learning rate if the monitored figure has stopped improving, and the options say so. */
  measured(figure: number): void {
    this.#plateau?.step(figure);
  }

  /** The current state, as a function that restores it. */
  remember(): () => void {
    const restore = rememberTraining(this.model, this.#optimizer);
    const step = this.#step;
    return () => {
      restore();
      this.#step = step;
    };
  }

  /** Why the loss of a batch is not finite: repeats the epoch from a position, at which the learner is. */
  async explain(what: string, batch: number, loader: Loader, position: LoaderPosition): Promise<Error> {
    return await explainLoss(what, batch, {
      model: this.model,
      optimizer: this.#optimizer,
      loader,
      position,
      again: (each) => this.train(each),
      eagerly: (each) => this.#take(each, this.#steps.eager),
    });
  }

  #take(batch: unknown, step: Steps['train']): Outcome {
    if (this.#schedule) this.#optimizer.learningRateFactor = constant(this.#schedule(this.#step));
    this.#step++;
    return step(batch);
  }

  /** What changes from step to step, without the numbers of the model. */
  get state() {
    const plateau = this.#plateau;
    return {
      optimizer: this.#optimizer.state,
      learningRateFactor: (this.#optimizer.learningRateFactor ?? null) as Value | null,
      generators: generatorStates(this.model) as Record<string, RandomState>,
      step: this.#step,
      plateau: plateau ? { best: plateau.best, waited: plateau.waited, cooling: plateau.cooling } : null,
    };
  }

  /** Checks a state, and returns a function that restores it. */
  restoring(saved: Learner['state']): () => void {
    const optimizer = this.#optimizer;
    const state = fittingState('fit', optimizer.rule, saved.optimizer, optimizer.parameters());
    const restoreGenerators = generatorsFrom(this.model, saved.generators);
    return () => {
      restoreGenerators();
      optimizer.state = state;
      optimizer.learningRateFactor = saved.learningRateFactor ?? undefined;
      this.#step = saved.step;
      if (this.#plateau && saved.plateau) Object.assign(this.#plateau, saved.plateau);
    };
  }
}
