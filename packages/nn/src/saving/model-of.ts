import {
  checkCount,
  checkDepth,
  constant,
  Random,
  type Tree,
  treeNode,
  type Value,
  value,
  zeros,
} from '@chainrule/core';
import { shallowJSON } from '../errors/text.ts';
import {
  type ArchitectureJSON,
  badArchitecture,
  checkRegistry,
  type LeafJSON,
  type Registry,
} from './architecture.ts';

type Composite = Exclude<ArchitectureJSON, string | number | boolean | null>;

/**
 * Rebuilds a model from the result of `architectureOf`, with zeros for its numbers. Constructors are not run: a module is its
 * fields. A class with `#private` fields cannot be rebuilt this way.
 *
 * Throws a DataError that says where, if something is not in the registry or is not what `architectureOf` writes. Only classes
 * in the registry are instantiated.
 */
export function modelOf(json: ArchitectureJSON, registry: Registry): Tree {
  checkCount('modelOf', 2, arguments);
  checkRegistry('modelOf', registry);
  return new Reader(registry).read(json, []);
}

class Reader {
  readonly #registry: Registry;
  /** What was made so far, in the order in which it was met. */
  readonly #met: unknown[] = [];

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  read(data: ArchitectureJSON, path: readonly string[]): unknown {
    if (data === null || ['number', 'string', 'boolean'].includes(typeof data)) return data;
    if (typeof data !== 'object') throw badArchitecture(path, 'what architectureOf writes', data);
    checkDepth('architecture', () => path.join('.'), path.length);
    if ('undefined' in data) return undefined;
    if ('number' in data) return numberOf(data.number, path);
    if ('function' in data) return this.#named(data.function, path);
    if ('same' in data) {
      if (!Number.isSafeInteger(data.same) || !(data.same in this.#met))
        throw badArchitecture(path, 'one of those before', data.same);
      return this.#met[data.same];
    }
    const index = this.#met.push(undefined) - 1;
    this.#met[index] = this.#made(data, path);
    return this.#met[index];
  }

  #made(data: Composite, path: readonly string[]): unknown {
    if ('random' in data) return Object.assign(new Random(0), { state: data.random });
    if ('value' in data) return leafOf(Object(data.value), path);
    if ('list' in data && Array.isArray(data.list))
      return data.list.map((entry, i) => this.read(entry, [...path, String(i)]));
    if ('fields' in data && typeof data.fields === 'object' && data.fields !== null) {
      const made = Object.create(this.#prototypeOf(data.module, path));
      for (const [key, entry] of Object.entries(data.fields))
        define(made, key, this.read(entry, [...path, key]));
      return made;
    }
    throw badArchitecture(path, 'what architectureOf writes', shallowJSON(data).slice(0, 40));
  }

  #prototypeOf(module: unknown, path: readonly string[]): object {
    if (module === undefined) return Object.prototype;
    const { prototype } = this.#named(module, path);
    if (!prototype || !(treeNode in prototype)) throw badArchitecture(path, 'a class of modules', module);
    return prototype;
  }

  #named(name: unknown, path: readonly string[]): { prototype?: object } {
    const found = typeof name === 'string' && Object.hasOwn(this.#registry, name) && this.#registry[name];
    if (typeof found === 'function') return found;
    throw badArchitecture(path, 'a class or function in the registry', name);
  }
}

/** Only strings: converting anything else could run its code or recurse. */
function numberOf(text: unknown, path: readonly string[]): number {
  if (typeof text !== 'string') throw badArchitecture(path, 'a number as a text', text);
  return Number(text);
}

/** Defined, not assigned: a key of the name __proto__ is a key like any other. */
function define(made: object, key: string, entry: unknown): void {
  Object.defineProperty(made, key, { value: entry, writable: true, enumerable: true, configurable: true });
}

function leafOf({ shape, dtype, parameter, name }: LeafJSON, path: readonly string[]): Value {
  let numbers: Value;
  try {
    numbers = zeros(shape, { dtype });
  } catch (error) {
    throw badArchitecture(path, 'a Value', (error as Error).message);
  }
  if (parameter && !numbers.dtype.startsWith('float'))
    throw badArchitecture(path, 'a parameter of floats', dtype);
  return (parameter ? value : constant)(numbers, typeof name === 'string' ? { name } : {});
}
