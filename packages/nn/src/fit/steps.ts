import { noGrad, type Tree, treeLeaves } from '@chainrule/core';
import type { Compiler } from '../compiler.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Objective } from './objective.ts';
import type { Outcome } from './options.ts';

/** The two things that are done with a batch: a step of training, and a measurement. */
export interface Steps {
  train(batch: unknown): Outcome;
  evaluate(batch: unknown): Outcome;
  /** The training step without a compiler. */
  readonly eager: (batch: unknown) => Outcome;
}

/** Steps, compiled if there is a compiler. Predictions are returned only for metrics, since that copies them. */
export function stepsOf(
  model: Tree,
  optimizer: Optimizer,
  objective: Objective,
  options: { compile?: Compiler | undefined; predictions: boolean },
): Steps {
  const told = ({ loss, prediction, target }: Outcome): Outcome =>
    options.predictions && prediction && target ? { loss, prediction, target } : { loss };
  const eager = (batch: unknown) => {
    const outcome = objective(model, batch);
    optimizer.step(outcome.loss.backward());
    return told(outcome);
  };
  const measure = (batch: unknown) => told(objective(model, batch));
  if (!options.compile) return { eager, train: eager, evaluate: (batch) => noGrad(() => measure(batch)) };
  return {
    eager,
    train: options.compile(eager, { state: [model, optimizer] }),
    evaluate: options.compile(measure, { state: model }),
  };
}

/** How many samples a batch has: the size of the first axis of the first Value in it. */
export const samplesIn = (batch: unknown): number => treeLeaves(batch)[0]?.shape[0] ?? 1;
