import {
  add,
  born,
  checkCount,
  constant,
  type Gradients,
  isAbstract,
  mapTree,
  noGrad,
  type Operand,
  remember,
  type Tree,
  treeLeaves,
  treeNode,
  Value,
  value,
} from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkModel, checkRule } from '../checks.ts';
import { moduleErrors } from '../errors/modules.ts';
import { trainingErrors } from '../errors/training.ts';
import { seal } from '../sealed.ts';
import { type Slot, slotsOf } from '../slots.ts';
import { checkNames, fittingState, noteFitting } from './fitting-state.ts';
import { type GradientTransform, mapParameters, mapUpdates, scalarFor } from './transform.ts';
import { noteTrainer, warnOfUntrained } from './untrained.ts';

/** The tree with the updates added: new leaves that want gradients, with the old names. Shared ones stay shared. */
export function applyUpdates<T extends Tree>(parameters: T, updates: Tree): T {
  checkCount('applyUpdates', 2, arguments);
  checkModel('applyUpdates', 'parameters', parameters);
  const made = new Map<Value, Value>();
  const updated = (x: Value, update: Value) =>
    value(
      noGrad(() => add(x, update)),
      { name: x.name },
    );
  return mapParameters(
    (x, update: Value) => {
      if (!made.has(x)) made.set(x, updated(x, update));
      return made.get(x) as Value;
    },
    parameters,
    updates,
  ) as T;
}

/** Gradients as `backward` returns them, or a tree with the model's structure. */
type GradientSource = Pick<Gradients, 'of' | 'has'> | Tree;

/** Optimizers created inside a traced function, whose state is created again on every run. */
const madeWhileTracing = new WeakSet<Optimizer>();

/**
 * A model, its update rule and the rule's state, for the usual training loop.
 *
 * `step` puts new parameters in the model's slots and changes no Value, so a graph that was built with the old ones
 * stays valid. A model is a module or any object or array of Values. An optimiser is itself a tree: all that changes from step
 * to step are Values in `model` and `state`, so a step can be traced, compiled and saved. The state knows
 * parameters by their names in the model.
 *
 * At its first step it warns about Values that the loss depends on and that no optimizer trains. A `state` from elsewhere
 * (JSON, a file) is compared with the rule's initial state: numbers become Values, floats take the type of their parameter, and
 * a mismatch is a SetupError that names the place.
 *
 * Throws a SetupError if the model's parameters differ from those it was created with, if the loss of the gradients depends on
 * none of them, and if a compiled function steps without having it in its state. Setting an unknown property is an error.
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
  declare readonly [treeNode]: true;
  readonly model: T;
  readonly rule: GradientTransform;
  /** The rule's state: a tree of Values. */
  state: unknown;
  /** A factor of every update that is set from outside the rule, such as by `ReduceOnPlateau`. */
  learningRateFactor: Value | undefined;
  /** The names of the trained parameters. */
  readonly names: readonly string[];

  constructor(model: T, rule: GradientTransform) {
    checkCount('Optimizer', 2, arguments);
    seal(Optimizer.prototype, trainingErrors.noOptimizerProperty);
    checkRule('Optimizer', 'rule', rule, 'a rule, such as adam({ learningRate: 1e-3 })');
    this.model = model;
    this.rule = rule;
    this.learningRateFactor = undefined;
    const places = placesOf(model);
    for (const { slot } of places)
      if (!slot.isWritable()) throw moduleErrors.notWritable('Optimizer', slot.path);
    const parameters = byName(places);
    this.names = Object.keys(parameters);
    if (this.names.length === 0) throw moduleErrors.noParameters('Optimizer');
    this.state = this.rule.init(parameters);
    noteFitting(rule, this.state, parameters);
    noteTrainer(this);
    if (Object.values(parameters).some(isAbstract)) madeWhileTracing.add(this);
    born(this);
  }

  /** The parameters of the model by name; a shared one once, under its first name. */
  parameters(): Record<string, Value> {
    checkCount('Optimizer.parameters', 0, arguments);
    return byName(placesOf(this.model));
  }

  /** Makes one update with these gradients: the result of `backward`, or a tree with the model's structure. */
  step(gradients: GradientSource): void {
    checkCount('Optimizer.step', 1, arguments);
    remember(this);
    const places = placesOf(this.model);
    const parameters = byName(places);
    checkNames('Optimizer', this.names, Object.keys(parameters));
    const given = gradientsOf(parameters, this.model, gradients);
    checkTraced(this, parameters, given);
    warnOfUntrained('Optimizer', this, () => (hasLeaves(gradients) ? gradients.leaves() : []));
    const { updates, state } = noGrad(() => {
      const before = fittingState('Optimizer', this.rule, this.state, parameters);
      const step = this.rule.update(given, before, parameters);
      return { ...step, updates: scaled(step.updates, parameters, this.learningRateFactor) };
    });
    const next = applyUpdates(parameters, updates);
    for (const { name, slot } of places) slot.set(next[name]);
    this.state = state;
    noteFitting(this.rule, state, next);
  }

  /** A summary: `Optimizer of 2 parameters, 3 numbers`. */
  toString(): string {
    checkCount('Optimizer.toString', 0, arguments);
    const sizes = Object.values(this.parameters()).map(({ size }) => size);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return `Optimizer of ${sizes.length} parameters, ${total} numbers`;
  }
}

// On the prototype, not on each instance: a tree's branches are its own fields.
Object.defineProperty(Optimizer.prototype, treeNode, { value: true });

/** A slot that holds a parameter, and the parameter's first name. */
interface Place {
  readonly name: string;
  readonly slot: Slot;
}

function placesOf(model: Tree): Place[] {
  const names = new Map<Value, string>();
  const places = slotsOf(model)
    .filter(({ value: x }) => x.wantsGradient)
    .map((slot) => {
      if (!names.has(slot.value)) names.set(slot.value, slot.path.join('.'));
      return { name: names.get(slot.value) as string, slot };
    });
  if (new Set(names.values()).size < names.size)
    throw moduleErrors.sameName('Optimizer', [...names.values()]);
  return places;
}

const byName = (places: readonly Place[]): Record<string, Value> =>
  Object.fromEntries(places.map(({ name, slot }) => [name, slot.value]));

/**
 * While a function is traced, numbers from outside would be the same at every step. Parameters are checked, too, since the
 * gradient of a linear loss is a constant.
 */
function checkTraced(optimizer: Optimizer, parameters: Record<string, Value>, gradients: Tree): void {
  const isTraced = Object.values(parameters).some(isAbstract) || treeLeaves(gradients).some(isAbstract);
  if (!isTraced || madeWhileTracing.has(optimizer)) return;
  const own = treeLeaves([optimizer.state, optimizer.learningRateFactor]);
  if (!own.every(isAbstract)) throw trainingErrors.notInState('Optimizer');
}

function gradientsOf(parameters: Record<string, Value>, model: Tree, source: GradientSource): Tree {
  if (typeof (source as Partial<Gradients>)?.of === 'function')
    return gradientsFrom(source as Gradients, parameters);
  const found = new Map<Value, Value>();
  mapTree(
    (x, [beside]) => {
      if (x.wantsGradient && !found.has(x) && beside !== undefined)
        found.set(x, gradientFor(x, beside as Operand));
    },
    model,
    source,
  );
  return mapTree((x, _, [name]) => {
    const g = found.get(x);
    if (!g || !sameShape(g.shape, x.shape))
      throw trainingErrors.gradientShape('Optimizer', name, x.shape, g?.shape);
    return g;
  }, parameters);
}

const hasLeaves = (source: GradientSource): source is Gradients =>
  typeof (source as Partial<Gradients>)?.leaves === 'function';

function gradientsFrom(source: Gradients, parameters: Record<string, Value>): Tree {
  if (!Object.values(parameters).some((x) => source.has(x)))
    throw trainingErrors.noneReached('Optimizer', Object.keys(parameters));
  return mapTree((x) => source.of(x), parameters);
}

const gradientFor = (x: Value, g: Operand) => (g instanceof Value ? g : constant(g, { dtype: x.dtype }));

const scaled = (updates: Tree, parameters: Tree, factor: Value | undefined): Tree =>
  factor === undefined
    ? updates
    : mapUpdates((x, u: Value) => u.mul(scalarFor(x, factor)), parameters, updates);
