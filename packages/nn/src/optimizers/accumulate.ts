import { checkCount, constant, type Tree, type Value, where, zerosLike } from '@chainrule/core';
import { checkRule } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { choose } from './per-parameter.ts';
import { type GradientTransform, mapParameters, mapUpdates } from './transform.ts';

interface AccumulatedState {
  /** How many gradients came since the last update. */
  count: Value;
  total: Tree;
  inner: Tree;
}

/**
 * Accumulates the gradients of several batches and passes their mean to a rule: the update of one large batch, of which only a
 * part is in memory at a time. Between updates the parameters and the rule's state do not change.
 *
 * The rule is computed at every step and applied at every n-th, so that a traced step always has the same operations.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { accumulate, Optimizer, sgd } from '@chainrule/nn';
 * const model = { w: value(0) };
 * const optimizer = new Optimizer(model, accumulate(2, sgd({ learningRate: 1 })));
 * optimizer.step({ w: 1 });
 * model.w; // → 0
 * optimizer.step({ w: 3 });
 * model.w; // → -2
 * ```
 */
export function accumulate(steps: number, rule: GradientTransform): GradientTransform<AccumulatedState> {
  checkCount('accumulate', 2, arguments);
  if (!Number.isSafeInteger(steps) || steps < 1) throw optionErrors.badSize('accumulate', 'steps', steps);
  checkRule('accumulate', 'rule', rule, 'a rule, such as adam()');
  return {
    init: (parameters) => ({
      count: constant(0),
      total: mapParameters((x) => zerosLike(x), parameters),
      inner: rule.init(parameters),
    }),
    update: (gradients, before, parameters) => {
      const count = before.count.add(1);
      const full = count.equal(steps);
      const total = mapParameters(
        (_, g: Value, sum: Value) => sum.add(g),
        parameters,
        gradients,
        before.total,
      );
      const mean = mapParameters((_, sum: Value) => sum.div(steps), parameters, total);
      const { updates, state } = rule.update(mean, before.inner, parameters);
      return {
        updates: mapUpdates((_, u: Value) => where(full, u, 0), parameters, updates),
        state: {
          count: where(full, 0, count),
          total: mapParameters((_, sum: Value) => where(full, 0, sum), parameters, total),
          inner: choose(full, state, before.inner),
        },
      };
    },
  };
}
