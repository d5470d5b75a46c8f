import type { Tree, TreeOfValues } from '@chainrule/core';

/**
 * How a search ended: at a minimum; where no step descends; after the maximum of iterations; at a non-finite number; or by the
 * callback.
 */
export type Status = 'converged' | 'stalled' | 'max-iterations' | 'non-finite' | 'stopped';

/** One iteration of a search. */
export interface IterationRecord {
  readonly iteration: number;
  readonly value: number;
  /** The largest of the absolute partial derivatives. */
  readonly gradientNorm: number;
  /** The length of the iteration's step: the largest change of a number. */
  readonly step: number;
}

export interface MinimizeResult<T extends Tree> {
  /** The best point found, a tree with the structure of x₀. */
  readonly x: TreeOfValues<T>;
  /** f(x). */
  readonly value: number;
  /** ∂f/∂x, a tree of the same form. */
  readonly gradient: TreeOfValues<T>;
  readonly status: Status;
  /** Whether it converged. */
  readonly success: boolean;
  /** The status in words, with its figures. */
  readonly message: string;
  readonly iterations: number;
  /** The number of evaluations of f and its gradient. */
  readonly evaluations: number;
  readonly history: readonly IterationRecord[];
}
