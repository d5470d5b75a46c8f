import type { Turn } from '../measure.ts';
import type { Results } from '../workload.ts';

/** Does the work of a row repeatedly: a training step, a product, a forward pass. */
export interface Contender {
  /** One round. It is done, and a number of its result read, when this returns or its promise resolves. */
  round(): void | Promise<void>;
  /** The result of the last round. */
  results(): Results | Promise<Results>;
  /** For a contender in another process, which measures its own time. */
  readonly turn?: Turn;
  /** Its version and backend, if the package file does not say. */
  readonly about?: string;
  end?(): void;
}

/** A contender whose rounds give one number, such as the loss of a step. */
export function numberEachRound(round: () => number): Contender {
  let last = Number.NaN;
  return {
    round: () => {
      last = round();
    },
    results: () => [[last]],
  };
}
