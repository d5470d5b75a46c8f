import { born, type Operand, operand, remember, type Value } from '@chainrule/core';

/** A figure over many batches, which keeps only what it needs of each. */
export interface Metric<Result = unknown> {
  readonly name: string;
  /** Whether lower or higher is better. */
  readonly mode: 'min' | 'max';
  /** Adds a batch: Values, or plain numbers. */
  update(prediction: Operand, target: Operand): void;
  /** The figure over all batches since the beginning; without samples, NaN or a table of zeros. */
  result(): Result;
  /** Starts again. */
  reset(): void;
  /** The state after the batches so far, as JSON data; restoring it continues from there. */
  state: unknown;
}

/** A metric from an initial state, the update for a batch, and the figure. */
export function streaming<State, Result>(
  name: string,
  start: () => State,
  add: (state: State, prediction: Value, target: Value) => State,
  result: (state: State) => Result,
  mode: 'min' | 'max' = 'max',
): Metric<Result> {
  const kept = { state: start() };
  const change = (next: (state: State) => State) => {
    remember(kept);
    kept.state = next(kept.state);
  };
  born(kept);
  return {
    name,
    mode,
    update(prediction, target) {
      change((state) => add(state, operand(name, prediction), operand(name, target)));
    },
    result: () => result(kept.state),
    reset() {
      change(start);
    },
    get state() {
      return structuredClone(kept.state);
    },
    set state(saved) {
      change(() => structuredClone(saved) as State);
    },
  };
}
