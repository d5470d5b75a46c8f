import { constant, mapTree, type Tree, Value, zerosLike } from '@chainrule/core';
import { type GradientTransform, mapParameters, mapUpdates } from './transform.ts';

/** A rule's state for one parameter: Values by name. */
export type Slots = Readonly<Record<string, Value>>;

/** The update of one parameter x for its gradient g, and its next state. */
export type ParameterStep<S extends Slots> = (g: Value, slots: S, x: Value) => { update: Value; slots: S };

/** A transform that treats every parameter separately, with its own state. */
export function perParameter<S extends Slots>(
  init: (x: Value) => S,
  step: ParameterStep<S>,
): GradientTransform<Tree> {
  return {
    init: (parameters) => mapParameters(init, parameters),
    update: (gradients, state, parameters) => stepAll(step, gradients, state, parameters),
  };
}

/** The state of a rule that depends on time: the number of updates, and the state of each parameter. */
export interface TimedState {
  count: Value;
  slots: Tree;
}

/**
 * The same for a rule that depends on time: `stepAt` gets the number of the update, counted from 1. The count is a scalar
 * float64 Value of the state, so a traced step keeps counting.
 */
export function perParameterInTime<S extends Slots>(
  init: (x: Value) => S,
  stepAt: (t: Value) => ParameterStep<S>,
): GradientTransform<TimedState> {
  return {
    init: (parameters) => ({ count: constant(0), slots: mapParameters(init, parameters) }),
    update: (gradients, state, parameters) => {
      const count = state.count.add(1);
      const { updates, state: slots } = stepAll(stepAt(count), gradients, state.slots, parameters);
      return { updates, state: { count, slots } };
    },
  };
}

/** Slots of zeros of a parameter's shape and dtype. */
export const zeroSlots =
  <Name extends string>(...names: Name[]) =>
  (x: Value) =>
    Object.fromEntries(names.map((name) => [name, zerosLike(x)])) as Record<Name, Value>;

function stepAll<S extends Slots>(
  step: ParameterStep<S>,
  gradients: Tree,
  state: Tree,
  parameters: Tree,
): { updates: Tree; state: Tree } {
  type Made = ReturnType<ParameterStep<S>>;
  const made = mapParameters((x, g: Value, slots: S) => step(g, slots, x), parameters, gradients, state);
  return {
    updates: mapUpdates((_, { update }: Made) => update, parameters, made),
    state: mapParameters((_, { slots }: Made) => slots, parameters, made),
  };
}

/** The Values of one tree where a condition holds, and those of another tree where it does not. */
export function choose<T extends Tree>(condition: Value, yes: T, no: Tree): T {
  return mapTree((x, [other]) => (other instanceof Value ? condition.where(x, other) : x), yes, no);
}
