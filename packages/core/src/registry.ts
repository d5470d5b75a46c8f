import { graphErrors } from './errors/graphs.ts';
import type { PrimitiveName } from './ops/names.ts';
import { define, type Primitive } from './primitive.ts';

/*
 * Names are for people. An operation is identified by its primitive: a user's operation may have the name of one of core's,
 * so a name alone never identifies one.
 */

const core = new Map<string, Primitive>();

/** Defines a primitive as core's own of its name; a later one of the same name is not core's. */
export function known<A>(primitive: Primitive<A>): Primitive<A> {
  const made = define(primitive);
  if (!core.has(made.name)) core.set(made.name, made);
  return made;
}

/** Users' primitives, in their own namespace; undefined for a name that several have. */
const users = new Map<string, Primitive | undefined>();

/** Defines a user's primitive, which is known by its name. */
export function knownAsUsers<A>(primitive: Primitive<A>): Primitive<A> {
  const made = define(primitive);
  users.set(made.name, users.has(made.name) ? undefined : made);
  return made;
}

/** The user's primitive of this name, undefined if there is none. Throws for a name that several have. */
export function usersPrimitive(operation: string, name: string): Primitive | undefined {
  const found = users.get(name);
  if (found === undefined && users.has(name)) throw graphErrors.sharedName(operation, name);
  return found;
}

/** Core's own primitive of this name. */
export function primitiveOf(name: string): Primitive | undefined {
  return core.get(name);
}

/**
 * The name of an operation of core; undefined for any other primitive, even one of the same name, and for a leaf, which
 * has none.
 *
 * @example
 * ```ts
 * import { add, coreName, primitive, value } from '@chainrule/core';
 * const own = primitive({ name: 'add', forward: (out, x) => out.set(x), vjp: (g) => [g] });
 * coreName(add(value(1), 2).primitive); // → add
 * coreName(own(value(1)).primitive); // → undefined
 * ```
 */
export function coreName(primitive: Primitive | undefined): PrimitiveName | undefined {
  const isCore = primitive !== undefined && core.get(primitive.name) === primitive;
  return isCore ? (primitive.name as PrimitiveName) : undefined;
}

/**
 * A table that is written by the names of core's operations and looked up by their primitives, so that another primitive
 * of the same name is not found. What a bundle left out of core is left out of the table.
 *
 * @example
 * ```ts
 * import { byPrimitive, value } from '@chainrule/core';
 * const ways = byPrimitive({ matmul: 'a product', sum: 'a sum' });
 * ways.get(value([[2]]).matmul([[3]]).primitive!); // → a product
 * ```
 */
export function byPrimitive<T>(table: { readonly [P in PrimitiveName]?: T }): ReadonlyMap<Primitive, T> {
  return new Map(
    (Object.entries(table) as [string, T][]).flatMap(([name, each]) => {
      const primitive = core.get(name);
      return primitive ? [[primitive, each] as const] : [];
    }),
  );
}

/** Every primitive of core that was made so far: some are made when they are first needed, and a bundle leaves some out. */
export const corePrimitives = (): readonly Primitive[] => [...core.values()];
