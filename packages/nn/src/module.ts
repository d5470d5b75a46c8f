import {
  born,
  checkCount,
  checkDepth,
  constant,
  type DType,
  mapTree,
  noGrad,
  treeNode,
  type Value,
  value,
} from '@chainrule/core';
import { optionErrors } from './errors/options.ts';
import { printed } from './module/print.ts';
import {
  kept,
  LOAD,
  type LoadOptions,
  type LoadReport,
  loadState,
  type StateDict,
  type StateOptions,
  stateOf,
} from './module/state.ts';
import { watch } from './module/watch.ts';
import { optionsOf } from './options.ts';
import { branchesOf, type Slot, slotsOf } from './slots.ts';

/** Throws if an argument is of the wrong kind. */
function checkArgument(
  method: string,
  name: string,
  kind: 'boolean' | 'function' | 'string',
  got: unknown,
): void {
  if (typeof got !== kind) throw optionErrors.badOption(method, name, `a ${kind}`, got);
}

/** A layer of one input and one output: a module, or a plain function of Values, as an activation is. */
export type Layer = Module | ((x: Value) => Value);

/** A module of any inputs and outputs. */
// biome-ignore lint/suspicious/noExplicitAny: any inputs and outputs will do here.
export type AnyModule = Module<any, any>;

/**
 * A part of a network. Its fields are its parameters (Values that want a gradient), its buffers (other Values) and its
 * sub-modules, in arrays and plain objects or not; nothing is registered. A module is a tree of Values, so `mapTree`, `grad`
 * and optimisers take and return it.
 *
 * Values in a `#private` field, a Map, a Set, an object of another class or a closure are not found and so not trained: an
 * optimizer warns about them at its first step.
 *
 * A module with inputs other than one Value declares them: `class Pair extends Module<[a: Value, b: Value]>`. A Value never
 * changes: what trains a module, or keeps statistics in it, puts new Values in its fields.
 *
 * @example
 * ```ts
 * import { constant, type Value, value } from '@chainrule/core';
 * import { Linear, Module } from '@chainrule/nn';
 * class Net extends Module {
 *   hidden = new Linear(2, 3);
 *   slope = value(0.1);
 *   forward(x: Value) {
 *     return this.hidden.forward(x).mul(this.slope);
 *   }
 * }
 * const net = new Net();
 * Object.keys(net.namedParameters()); // → ["hidden.weight", "hidden.bias", "slope"]
 * net.forward(constant([1, 2])).shape; // → [3]
 * net.eval().hidden.training; // → false
 * net.freeze((path) => path.startsWith('hidden')).slope.wantsGradient; // → true
 * net.hidden.weight.wantsGradient; // → false
 * ```
 */
export abstract class Module<Inputs extends unknown[] = [x: Value], Output = Value> {
  declare readonly [treeNode]: true;

  /** Whether the module is in training mode, which changes dropout and batch normalisation: see `train` and `eval`. */
  training = true;

  /** The places in this module, without its sub-modules, of frozen parameters. */
  declare frozenSlots?: readonly string[];

  constructor() {
    watch(new.target.prototype);
    born(this);
  }

  /** The output for an input. */
  abstract forward(...inputs: Inputs): Output;

  /** Every parameter once: the Values in the module that want a gradient, and those that are frozen. */
  parameters(): Value[] {
    checkCount('Module.parameters', 0, arguments);
    return Object.values(this.namedParameters());
  }

  /** Every parameter under its path in the module, such as `layers.0.weight`; a shared one under its first. */
  namedParameters(): Record<string, Value> {
    checkCount('Module.namedParameters', 0, arguments);
    return named(slotsOf(this).filter(isParameter));
  }

  /** Every other Value in the module once: constants, such as the running statistics of batch normalisation. */
  buffers(): Value[] {
    checkCount('Module.buffers', 0, arguments);
    return Object.values(this.namedBuffers());
  }

  /** Every buffer under its path in the module, such as `norm.runningMean`. */
  namedBuffers(): Record<string, Value> {
    checkCount('Module.namedBuffers', 0, arguments);
    return named(slotsOf(this).filter((slot) => !isParameter(slot)));
  }

  /** The module itself, under an empty path, and every module in it once under its path. */
  namedModules(): [path: string, module: AnyModule][] {
    checkCount('Module.namedModules', 0, arguments);
    const found = new Map<AnyModule, string>();
    const visit = (thing: unknown, path: string[]) => {
      checkDepth('module', () => path.join('.'), path.length);
      if (thing instanceof Module) {
        if (found.has(thing)) return;
        found.set(thing, path.join('.'));
      }
      for (const [key, entry] of branchesOf(thing)) visit(entry, [...path, key]);
    };
    visit(this, []);
    return [...found].map(([module, path]) => [path, module]);
  }

  /** The module itself and every module in it once. */
  modules(): AnyModule[] {
    checkCount('Module.modules', 0, arguments);
    return this.namedModules().map(([, module]) => module);
  }

  /** Sets the mode of the module and of all in it: training, or with false evaluation. Returns the module. */
  train(mode = true): this {
    checkCount('Module.train', 1, arguments);
    checkArgument('Module.train', 'mode', 'boolean', mode);
    for (const module of this.modules()) module.training = mode;
    return this;
  }

  /** Sets evaluation mode: dropout lets everything through, batch normalisation uses its running statistics. */
  eval(): this {
    checkCount('Module.eval', 0, arguments);
    return this.train(false);
  }

  /**
   * Makes parameters constants, all or those for which `which` returns true: no gradient is computed for them and no optimiser
   * changes them. They stay parameters, as in PyTorch where `requires_grad` is false; an optimiser is made afterwards.
   *
   * A parameter that is shared is frozen at all its places in this module, and at none outside of it.
   */
  freeze(which: (path: string, parameter: Value) => boolean = () => true): this {
    checkCount('Module.freeze', 1, arguments);
    checkArgument('Module.freeze', 'which', 'function', which);
    const slots = slotsOf(this);
    const chosen = new Map<Value, Value>();
    for (const { value: x, path } of slots)
      if (x.wantsGradient && which(path.join('.'), x)) chosen.set(x, constant(x, { name: x.name }));
    for (const slot of slots.filter(({ value: x }) => chosen.has(x))) {
      slot.set(chosen.get(slot.value)!);
      const owner = slot.owner as AnyModule;
      owner.frozenSlots = [...(owner.frozenSlots ?? []), slot.local];
    }
    return this;
  }

  /** Makes frozen parameters want a gradient again, all or those for which `which` returns true. */
  unfreeze(which: (path: string, parameter: Value) => boolean = () => true): this {
    checkCount('Module.unfreeze', 1, arguments);
    checkArgument('Module.unfreeze', 'which', 'function', which);
    const slots = slotsOf(this).filter(isFrozen);
    const chosen = new Map<Value, Value>();
    for (const { value: x, path } of slots)
      if (which(path.join('.'), x)) chosen.set(x, value(x, { name: x.name }));
    for (const slot of slots.filter(({ value: x }) => chosen.has(x))) {
      slot.set(chosen.get(slot.value)!);
      const owner = slot.owner as AnyModule;
      owner.frozenSlots = owner.frozenSlots!.filter((local) => local !== slot.local);
    }
    return this;
  }

  /**
   * A copy of the module with f applied to every Value. Parameters stay parameters, shared Values stay shared, and both modules
   * use the same random generators.
   *
   * @example
   * ```ts
   * import { Linear } from '@chainrule/nn';
   * const halved = new Linear(2, 1, { weight: [[2, 4]] }).map((x) => x.mul(0.5));
   * halved.weight; // → [[1, 2]]
   * halved.weight.wantsGradient; // → true
   * ```
   */
  map(f: (x: Value, path: string) => Value): this {
    checkCount('Module.map', 1, arguments);
    checkArgument('Module.map', 'f', 'function', f);
    const made = new Map<Value, Value>();
    const leaf = (x: Value, path: string) => {
      const mapped = kept(noGrad(() => f(x, path)));
      return (x.wantsGradient ? value : constant)(mapped, { name: x.name });
    };
    return mapTree((x, _, path) => {
      if (!made.has(x)) made.set(x, leaf(x, path.join('.')));
      return made.get(x);
    }, this);
  }

  /** A copy of the module with its float Values in another float type. */
  asType(dtype: Extract<DType, 'float64' | 'float32'>): this {
    checkCount('Module.asType', 1, arguments);
    if (dtype !== 'float64' && dtype !== 'float32')
      throw optionErrors.badOption('Module.asType', 'dtype', "'float64' or 'float32'", dtype);
    return this.map((x) => (x.dtype.startsWith('float') ? x.asType(dtype) : x));
  }

  /**
   * The numbers of the module by name: parameters and buffers, a shared one under each of its paths. With `names:
   * 'pytorch'` the names are those of PyTorch's module of the same structure: `0.weight_ih_l0` for
   * `layers.0.weightIhL0`.
   */
  stateDict(options: StateOptions = {}): StateDict {
    checkCount('Module.stateDict', 1, arguments);
    return stateOf(this, optionsOf('stateDict', options, { names: 'string' }));
  }

  /**
   * Loads numbers into the fields of the module, by the names that `stateDict` gives. They take the dtype of what they replace;
   * parameters stay parameters. Returns the names that were missing and those that were unexpected.
   *
   * Throws a SetupError, and changes nothing, if a shape differs or, unless `strict` is false, if a name is missing or
   * unexpected.
   *
   * @example
   * ```ts
   * import { Linear } from '@chainrule/nn';
   * const [a, b] = [new Linear(2, 1), new Linear(2, 1)];
   * b.loadStateDict(a.stateDict()).missing; // → []
   * b.weight.sub(a.weight); // → [[0, 0]]
   * b.loadStateDict({ weight: [[1, 2]] }); // → throws missing: bias
   * b.loadStateDict({ weight: [[1, 2]], scale: 3 }, { strict: false }).unexpected; // → ["scale"]
   * ```
   */
  loadStateDict(state: Record<string, unknown>, options: LoadOptions = {}): LoadReport {
    checkCount('Module.loadStateDict', 2, arguments);
    return loadState(this, state, optionsOf('loadStateDict', options, LOAD));
  }

  /**
   * What PyTorch calls a field of this module in a state dict: by default the same in snake case, `running_mean` for
   * `runningMean`. An empty name is left out.
   */
  stateName(field: string): string {
    checkCount('Module.stateName', 1, arguments);
    checkArgument('Module.stateName', 'field', 'string', field);
    return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  /** The module and, in lines below, the modules in it, each with its settings and the shapes of its Values. */
  toString(): string {
    checkCount('Module.toString', 0, arguments);
    return printed(this);
  }

  /** What Node's console shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return printed(this);
  }
}

// On the prototype, not on each instance: a tree's branches are its own fields.
Object.defineProperty(Module.prototype, treeNode, { value: true });

const isFrozen = ({ owner, local }: Slot) => (owner as AnyModule).frozenSlots?.includes(local) ?? false;

/** Whether a place in a module holds a parameter, frozen or not. */
export const isParameter = (slot: Slot) => slot.value.wantsGradient || isFrozen(slot);

function named(slots: readonly Slot[]): Record<string, Value> {
  const paths = new Map<Value, string>();
  for (const { value: x, path } of slots) if (!paths.has(x)) paths.set(x, path.join('.'));
  return Object.fromEntries([...paths].map(([x, path]) => [path, x]));
}

/** The output of a layer, a module or a plain function. */
export function applyLayer(layer: Layer, x: Value): Value {
  return layer instanceof Module ? layer.forward(x) : layer(x);
}
