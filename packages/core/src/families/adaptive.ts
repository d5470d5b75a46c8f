import type { DType } from '../array/dtype.ts';
import type { Shape } from '../array/shape.ts';
import { state } from '../recording.ts';
import type { Value } from '../value.ts';

/** A composition of operations that looks at numbers to choose them: how often to square, how to group. */
export interface Adaptive<A> {
  readonly name: string;
  /** The shape of the result, which does not depend on numbers. */
  shape(inputs: readonly Value[], attributes: A): Shape;
  dtype(inputs: readonly Value[], attributes: A): DType;
  /** Runs it at inputs whose numbers can be read; its result depends only on the inputs. */
  run(inputs: readonly Value[], attributes: A): Value;
}

/** The function as an operation. It runs at once, unless an observer makes one node of it, to run later. */
export function adaptive<A>(f: Adaptive<A>): (inputs: readonly Value[], attributes: A) => Value {
  return (inputs, attributes) =>
    state.observer?.adaptive?.(f, inputs, attributes) ?? f.run(inputs, attributes);
}
