import { AnomalyError, ChainruleError, detectAnomaly, type Tree } from '@chainrule/core';
import type { DataLoader, LoaderPosition } from '../data/loader.ts';
import { errors } from '../errors.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import { rememberTraining } from './snapshot.ts';

/** How an epoch is done again, step by step. */
export interface Replay {
  readonly model: Tree;
  readonly optimizer: Optimizer;
  readonly loader: DataLoader<unknown, unknown, unknown>;
  /** Where the data were when the model was as it is now. */
  readonly position: LoaderPosition;
  /** What is done with each batch, as it was done the first time. */
  again(batch: unknown): void;
  /** The same without a compiler. */
  eagerly(batch: unknown): void;
}

/**
 * Why the loss of a batch is no finite number. The steps before it are done again; that batch, and the one before, which may
 * have left the model with the numbers that made it so, are done under `detectAnomaly`. The model is left as it was before the
 * step in which it happened.
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
  return errors.badLoss('fit', what);
}
