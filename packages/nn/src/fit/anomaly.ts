import { AnomalyError, ChainruleError, detectAnomaly, type Tree } from '@chainrule/core';
import type { DataLoader, LoaderPosition } from '../data/loader.ts';
import { trainingErrors } from '../errors/training.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { rememberTraining } from './snapshot.ts';

/** How an epoch is repeated, step by step. */
export interface Replay {
  readonly model: Tree;
  readonly optimizer: Optimizer;
  readonly loader: DataLoader<unknown, unknown, unknown>;
  /** The position in the data that goes with the model's current state. */
  readonly position: LoaderPosition;
  /** What is done with each batch, as in the first run. */
  again(batch: unknown): void;
  /** The same without a compiler. */
  eagerly(batch: unknown): void;
}

/**
 * Why the loss of a batch is not finite. The steps before it are repeated; that batch, and the one before, which may have
 * caused it, run under `detectAnomaly`. The model is left as it was before the step in which it happened.
 */
export async function explainLoss(what: string, bad: number, replay: Replay): Promise<ChainruleError> {
  replay.loader.position = replay.position;
  for await (const batch of replay.loader) {
    const { batch: now } = replay.loader.position;
    if (now < bad - 1) {
      replay.again(batch);
      continue;
    }
    const restore = rememberTraining(replay.model, replay.optimizer);
    try {
      detectAnomaly(() => replay.eagerly(batch));
    } catch (error) {
      if (!(error instanceof ChainruleError)) throw error;
      restore();
      return new AnomalyError('fit', `${what}\n${error.message}`);
    }
    if (now < bad) continue;
    restore();
    break;
  }
  return trainingErrors.badLoss('fit', what);
}
