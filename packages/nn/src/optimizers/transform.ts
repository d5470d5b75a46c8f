import { asType, checkCount, kindOf, mapTree, mul, type Tree, type Value, zerosLike } from '@chainrule/core';
import { checkFinite, checkRule } from '../checks.ts';
import { moduleErrors } from '../errors/modules.ts';
import { branchesOf } from '../slots.ts';

/**
 * A transform of gradients into updates, as two pure functions.
 *
 * Gradients, updates and parameters are trees of the same structure; only the Values that want a gradient take part. The state
 * is a tree of Values that the caller keeps: it holds everything that changes from step to step, including the count of steps,
 * and no number of a Value is read, so that a step can be traced once and run as a program.
 */
export interface GradientTransform<State = unknown> {
  /** The state before the first update. */
  init(parameters: Tree): State;
  /** What to add to the parameters, and the state for the next update. */
  update(gradients: Tree, state: State, parameters: Tree): { updates: Tree; state: State };
}

/**
 * f of every parameter and of the entries at its place in the other trees; the rest of the tree is unchanged. Throws a
 * SetupError if there are Values or numbers and none of them is a parameter: nothing would be trained.
 */
export function mapParameters<Others extends unknown[]>(
  f: (x: Value, ...others: Others) => unknown,
  parameters: Tree,
  ...others: Tree[]
): Tree {
  return mapBoth(f, (x) => x, parameters, others);
}

/** The updates of a tree: f of every parameter, and zeros for its constants, so that they stay when updates are added. */
export function mapUpdates<Others extends unknown[]>(
  f: (x: Value, ...others: Others) => unknown,
  parameters: Tree,
  ...others: Tree[]
): Tree {
  return mapBoth(f, (x) => zerosLike(x), parameters, others);
}

function mapBoth<Others extends unknown[]>(
  f: (x: Value, ...others: Others) => unknown,
  ofConstant: (x: Value) => Value,
  parameters: Tree,
  others: readonly Tree[],
): Tree {
  let [trained, fixed] = [0, 0];
  const mapped = mapTree(
    (x, beside) => {
      if (x.wantsGradient) trained++;
      else fixed++;
      return x.wantsGradient ? f(x, ...(beside as Others)) : ofConstant(x);
    },
    parameters,
    ...others,
  );
  if (trained === 0 && (fixed > 0 || holdsNumbers(parameters))) throw moduleErrors.noParameters('update');
  return mapped;
}

/** Whether a tree has plain numbers, which could be mistaken for parameters. */
const holdsNumbers = (tree: Tree): boolean =>
  typeof tree === 'number' ||
  kindOf(tree) !== undefined ||
  branchesOf(tree).some(([, each]) => holdsNumbers(each));

/** A scalar of the state with the dtype of x, so that it does not promote. */
export function scalarFor(x: Value, scalar: Value): Value {
  return scalar.dtype === x.dtype ? scalar : asType(scalar, x.dtype);
}

/** Transforms in sequence: each takes the updates of the one before as its gradients. */
export function chain(...transforms: GradientTransform[]): GradientTransform<unknown[]> {
  for (const [i, each] of transforms.entries())
    checkRule('chain', `transforms[${i}]`, each, 'a rule, such as adam()');
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

/** A transform without state: u of each gradient g and parameter x. */
export function stateless(f: (g: Value, x: Value) => Value): GradientTransform<undefined> {
  return {
    init: () => undefined,
    update: (gradients, state, parameters) => ({
      updates: mapUpdates((x, g: Value) => f(g, x), parameters, gradients),
      state,
    }),
  };
}

/** Multiplies by a number: u = c g. 0 keeps parameters fixed; −1 makes a rule ascend. */
export function scale(factor: number): GradientTransform<undefined> {
  checkCount('scale', 1, arguments);
  checkFinite('scale', { factor });
  return stateless((g) => mul(g, factor));
}
