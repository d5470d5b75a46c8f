import { add, type Gradients, mapTree, noGrad, type Tree, type Value, value } from '@chainrule/core';
import { type GradientTransform, mapParameters } from './transform.ts';

/** The tree with the updates added: new leaves that want gradients, with the names of the old. A shared one stays shared. */
export function applyUpdates<T extends Tree>(parameters: T, updates: Tree): T {
  const made = new Map<Value, Value>();
  const updated = (x: Value, update: Value) =>
    value(
      noGrad(() => add(x, update)),
      { name: x.name },
    );
  return mapParameters(
    (x, update) => {
      if (!made.has(x)) made.set(x, updated(x, update));
      return made.get(x) as Value;
    },
    parameters,
    updates,
  ) as T;
}

/**
 * A model, the rule that trains it, and the rule's state, for the usual loop.
 *
 * `step` puts new parameters in the model's slots and changes no Value, so a graph that was built with the old ones
 * stays valid. A model is a module or any object or array of Values.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { Optimizer, sgd } from '@chainrule/nn';
 * const model = { w: value(3) };
 * const optimizer = new Optimizer(model, sgd({ learningRate: 0.25 }));
 * for (let i = 0; i < 4; i++) optimizer.step(model.w.square().backward());
 * model.w; // → 0.1875
 * ```
 */
export class Optimizer<T extends Tree = Tree> {
  readonly model: T;
  readonly rule: GradientTransform;
  state: unknown;

  constructor(model: T, rule: GradientTransform) {
    this.model = model;
    this.rule = rule;
    this.state = this.rule.init(model);
  }

  /** One update with these gradients. */
  step(gradients: Gradients): void {
    const tree = mapParameters((x) => gradients.of(x), this.model);
    const { updates, state } = noGrad(() => this.rule.update(tree, this.state, this.model));
    this.state = state;
    replaceLeaves(this.model, applyUpdates(this.model, updates));
  }
}

/** Puts the Values of one tree in the slots of another of the same form. */
function replaceLeaves(target: Tree, source: Tree): void {
  mapTree(
    (_, [replacement], path) => {
      const slot = path
        .slice(0, -1)
        .reduce((branch, key) => branch[key] as Record<string, unknown>, target as Record<string, unknown>);
      slot[path[path.length - 1]] = replacement;
    },
    target,
    source,
  );
}
