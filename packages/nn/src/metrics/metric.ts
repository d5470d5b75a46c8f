import { born, type Operand, operand, remember, type Value } from '@chainrule/core';

/** A figure over many batches, that keeps what it needs of each and not the batches. */
export interface Metric<Result = unknown> {
  readonly name: string;
  /** Whether it should go down or up. */
  readonly mode: 'min' | 'max';
  /** Takes a batch into account: Values, or plain numbers. */
  update(prediction: Operand, target: Operand): void;
  /** The figure over all batches since the beginning; where there was no sample yet, NaN, or a table of zeros. */
  result(): Result;
  /** Begins anew. */
  reset(): void;
  /** What is kept of the batches so far, as data that JSON holds; given back, the metric goes on from there. */
  state: unknown;
}

/** A metric from what is kept at first, what a batch adds to it, and the figure. */
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
