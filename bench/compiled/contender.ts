import type { Turn } from '../measure.ts';
import type { Results } from '../workload.ts';

/** Somebody who does the work of a row, again and again: a step of training each time, a product, a forward pass. */
export interface Contender {
  /** One round. It is done, with a number that it gave read, when this returns or its promise is kept. */
  round(): void | Promise<void>;
  /** What the last round computed. */
  results(): Results | Promise<Results>;
  /** For one in another process, which keeps its own clock. */
  readonly turn?: Turn;
  /** What it is and runs on, where the package file does not say. */
  readonly about?: string;
  end?(): void;
}

/** A contender whose rounds give one number, as the loss of a step. */
export function numberEachRound(round: () => number): Contender {
  let last = Number.NaN;
  return {
    round: () => {
      last = round();
    },
    results: () => [[last]],
  };
}
