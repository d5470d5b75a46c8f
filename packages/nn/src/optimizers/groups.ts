import { checkCount, mapTree, type Tree, type Value, zerosLike } from '@chainrule/core';
import { checkRule } from '../checks.ts';
import { moduleErrors } from '../errors/modules.ts';
import { optionErrors } from '../errors/options.ts';
import { trainingErrors } from '../errors/training.ts';
import { type Kinds, optionsOf } from '../options.ts';
import type { GradientTransform } from './transform.ts';

/** Some of a model's parameters, and the rule that trains them. */
export interface ParameterGroup {
  /** A pattern of their names, such as `layers.0.bias`, or a predicate of a name and a parameter. */
  parameters: RegExp | ((name: string, x: Value) => boolean);
  rule: GradientTransform;
}

const GROUP: Kinds<ParameterGroup> = { parameters: 'any', rule: 'any' };

type Leaves = Record<string, unknown>;

/**
 * A rule for each group of parameters: a parameter belongs to the first group that matches it, and otherwise to `others`.
 * `scale(0)` as a rule keeps parameters fixed.
 *
 * Throws a SetupError for a group without parameters.
 *
 * @example
 * ```ts
 * import { adamW, groups, Linear, Optimizer } from '@chainrule/nn';
 * const undecayed = { parameters: /bias$/, rule: adamW({ weightDecay: 0 }) };
 * const optimizer = new Optimizer(new Linear(2, 1), groups([undecayed], adamW({ weightDecay: 0.1 })));
 * Object.keys(optimizer.parameters()); // → ["weight", "bias"]
 * new Optimizer(new Linear(2, 1, { bias: false }), groups([undecayed], adamW())); // → throws group 0
 * ```
 */
export function groups(
  list: readonly ParameterGroup[],
  others: GradientTransform,
): GradientTransform<unknown[]> {
  checkCount('groups', 2, arguments);
  checkRule('groups', 'others', others, 'a rule, such as adam()');
  checkGroups(list);
  const rules = [...list.map(({ rule }) => rule), others];
  const divided = (parameters: Tree) => divide(list, parameters);
  return {
    init: (parameters) => {
      const parts = divided(parameters);
      const empty = list.findIndex((_, i) => Object.keys(parts[i]).length === 0);
      if (empty >= 0) throw trainingErrors.emptyGroup('groups', empty, String(list[empty].parameters));
      return rules.map((rule, i) => rule.init(parts[i]));
    },
    update: (gradients, state, parameters) => {
      const all = leavesOf(gradients, parameters);
      const updates: Leaves = {};
      const next = divided(parameters).map((part, i) => {
        const own = Object.fromEntries(Object.keys(part).map((name) => [name, all[name]]));
        const step = rules[i].update(own, state[i], part);
        Object.assign(updates, step.updates);
        return step.state;
      });
      return {
        updates: mapTree((x, _, path) => updates[path.join('.')] ?? zerosLike(x), parameters),
        state: next,
      };
    },
  };
}

function checkGroups(list: readonly ParameterGroup[]): void {
  if (!Array.isArray(list)) throw optionErrors.badOption('groups', 'list', 'an array of groups', list);
  for (const [i, group] of list.entries()) {
    const { parameters, rule } = optionsOf(`groups, [${i}]`, group, GROUP);
    checkRule('groups', `[${i}].rule`, rule, 'a rule, such as adam()');
    if (typeof parameters !== 'function' && !isRegExp(parameters))
      throw optionErrors.badOption(
        'groups',
        `[${i}].parameters`,
        'a RegExp or a function of a name',
        parameters,
      );
  }
}

const isRegExp = (thing: unknown) => Object.prototype.toString.call(thing) === '[object RegExp]';

/** The parameters of each group by name; those in no group come last. */
function divide(list: readonly ParameterGroup[], parameters: Tree): Leaves[] {
  const parts: Leaves[] = Array.from({ length: list.length + 1 }, () => ({}));
  mapTree((x, _, path) => {
    const name = path.join('.');
    const found = list.findIndex(({ parameters: which }) =>
      // `test` of a global expression would continue from its last match.
      typeof which === 'function' ? which(name, x) : name.search(which) >= 0,
    );
    if (x.wantsGradient) parts[found < 0 ? list.length : found][name] = x;
  }, parameters);
  if (parts.every((part) => Object.keys(part).length === 0)) throw moduleErrors.noParameters('groups');
  return parts;
}

function leavesOf(tree: Tree, parameters: Tree): Leaves {
  const found: Leaves = {};
  mapTree(
    (_, [beside], path) => {
      found[path.join('.')] = beside;
    },
    parameters,
    tree,
  );
  return found;
}
