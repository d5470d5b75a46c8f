import { mapTree, mul, type Tree, type Value, zeros } from '@chainrule/core';

/**
 * One step of what turns gradients into updates, as two pure functions.
 *
 * Gradients, updates and parameters are trees of one form; only the Values that want a gradient take part. The state
 * is data that the caller keeps.
 */
export interface GradientTransform<State = unknown> {
  /** The state before the first update. */
  init(parameters: Tree): State;
  /** What to add to the parameters, and the state for the next update. */
  update(gradients: Tree, state: State, parameters: Tree): { updates: Tree; state: State };
}

/** f of every parameter and of what stands at its place in the other trees; the rest of the tree stays. */
export function mapParameters(f: (...xs: Value[]) => Value, parameters: Tree, ...others: Tree[]): Tree {
  return mapTree((x, beside) => (x.wantsGradient ? f(x, ...(beside as Value[])) : x), parameters, ...others);
}

/** Several transforms one after the other: each takes the updates of the one before it as its gradients. */
export function chain(...transforms: GradientTransform[]): GradientTransform<unknown[]> {
  return {
    init: (parameters) => transforms.map((each) => each.init(parameters)),
    update: (gradients, state, parameters) => {
      let updates = gradients;
      const next = transforms.map((each, i) => {
        const step = each.update(updates, state[i], parameters);
        updates = step.updates;
        return step.state;
      });
      return { updates, state: next };
    },
  };
}

/** Multiplies by a number: u = c g. */
export function scale(factor: number): GradientTransform<undefined> {
  return {
    init: () => undefined,
    update: (gradients, state, parameters) => ({
      updates: mapParameters((_, g) => mul(g, factor), parameters, gradients),
      state,
    }),
  };
}

/** Momentum, the heavy ball: adds up gradients, of which those of earlier steps fade: v ← μ v + g, u = v, from v = 0. */
export function heavyBall(momentum: number): GradientTransform<Tree> {
  return {
    init: (parameters) => mapParameters((x) => zeros(x.shape, { dtype: x.dtype }), parameters),
    update: (gradients, velocity, parameters) => {
      const updates = mapParameters((_, g, v) => v.mul(momentum).add(g), parameters, gradients, velocity);
      return { updates, state: updates };
    },
  };
}
