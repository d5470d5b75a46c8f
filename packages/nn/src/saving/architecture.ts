import {
  checkCount,
  checkDepth,
  type DType,
  Random,
  type RandomState,
  type Tree,
  treeNode,
  Value,
} from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import { branchesOf } from '../slots.ts';

/** Classes and functions by the names that they have in a file. */
export type Registry = Readonly<Record<string, unknown>>;

/** The structure of a model as JSON. */
export type ArchitectureJSON =
  | null
  | boolean
  | number
  | string
  | { readonly number: string }
  | { readonly undefined: true }
  | { readonly list: readonly ArchitectureJSON[] }
  | { readonly fields: Readonly<Record<string, ArchitectureJSON>>; readonly module?: string }
  | { readonly function: string }
  | { readonly random: RandomState }
  | { readonly value: LeafJSON }
  /** Something met before: its index among all lists, records, modules, generators and Values, counted from 0. */
  | { readonly same: number };

export interface LeafJSON {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly parameter: boolean;
  readonly name: string | null;
}

/** Throws unless it is a record that classes and functions can be looked up in. */
export function checkRegistry(operation: string, registry: unknown): void {
  if (typeof registry !== 'object' || registry === null)
    throw optionErrors.badOption(
      operation,
      'registry',
      'a record of classes and functions, such as import * as nn',
      registry,
    );
}

export const badArchitecture = (path: readonly string[], expected: string, got: unknown) =>
  dataErrors.badData('architecture', path.join('.') || 'the model', expected, got);

/**
 * The structure of a model as JSON: its classes with their settings, its functions, the shapes of its Values, and what is
 * shared. Numbers are not included; `saveModel` stores them. Classes and functions are written by their names in the registry:
 * any record that has them, such as `import * as nn`.
 *
 * Throws a DataError that says where, if something is not in the registry, such as a function of your own.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { architectureOf, Linear, modelOf, relu, Sequential } from '@chainrule/nn';
 * const registry = { Sequential, Linear, relu };
 * const model = new Sequential([new Linear(2, 3), relu, new Linear(3, 1)]);
 * const text = JSON.stringify(architectureOf(model, registry));
 * const again = modelOf(JSON.parse(text), registry) as Sequential;
 * again.loadStateDict(model.stateDict());
 * again.forward(constant([1, 2])).sub(model.forward(constant([1, 2]))); // → [0]
 * architectureOf(new Sequential([(x) => x.mul(2)]), registry); // → throws layers.0: expected something in the registry
 * ```
 */
export function architectureOf(model: Tree, registry: Registry): ArchitectureJSON {
  checkCount('architectureOf', 2, arguments);
  checkRegistry('architectureOf', registry);
  const names = new Map(Object.entries(registry).map(([name, thing]) => [thing, name]));
  const met = new Map<unknown, number>();
  const nameOf = (thing: unknown, path: readonly string[]) => {
    const name = names.get(thing);
    const called = (thing as { name?: string } | undefined)?.name || 'a function without a name';
    if (name === undefined) throw badArchitecture(path, 'something in the registry', called);
    return name;
  };
  const visit = (thing: unknown, path: readonly string[]): ArchitectureJSON => {
    if (typeof thing === 'function') return { function: nameOf(thing, path) };
    if (typeof thing !== 'object' || thing === null) return plain(thing, path);
    checkDepth('architecture', () => path.join('.'), path.length);
    const before = met.get(thing);
    if (before !== undefined) return { same: before };
    met.set(thing, met.size);
    if (thing instanceof Random) return { random: thing.state };
    if (thing instanceof Value) return { value: leafJSON(thing) };
    const inner = (key: string, entry: unknown) => visit(entry, [...path, key]);
    if (Array.isArray(thing)) return { list: thing.map((entry, i) => inner(String(i), entry)) };
    const prototype = Object.getPrototypeOf(thing);
    const isModule = treeNode in thing;
    if (!isModule && prototype !== Object.prototype && prototype !== null)
      throw badArchitecture(path, 'data, a Value, a function or a module', prototype.constructor.name);
    const fields = Object.fromEntries(branchesOf(thing).map(([key, entry]) => [key, inner(key, entry)]));
    return isModule ? { module: nameOf(prototype.constructor, path), fields } : { fields };
  };
  return visit(model, []);
}

function plain(thing: unknown, path: readonly string[]): ArchitectureJSON {
  if (thing === undefined) return { undefined: true };
  if (typeof thing === 'number' && !Number.isFinite(thing)) return { number: String(thing) };
  if (typeof thing === 'symbol' || typeof thing === 'bigint')
    throw badArchitecture(path, 'data, a Value, a function or a module', String(thing));
  return thing as null | boolean | number | string;
}

const leafJSON = ({ shape, dtype, wantsGradient, name }: Value): LeafJSON => ({
  shape,
  dtype,
  parameter: wantsGradient,
  name: name ?? null,
});
