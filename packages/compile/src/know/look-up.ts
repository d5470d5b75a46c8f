import { coreName, type Primitive } from '@chainrule/core';
import type { PrimitiveName } from '@chainrule/core/extend';

/**
 * The entry of a primitive in a table that is written by the names of core's primitives; undefined for one that is not in
 * it, and for any primitive that is not core's own, whatever its name.
 *
 * The names stand here in place of the primitives so that a bundle holds only the operations that a program uses. Core makes
 * some primitives when they are first needed, so they are looked up when an instruction asks.
 */
export function lookUp<T>(table: { readonly [P in PrimitiveName]?: T }, primitive: Primitive): T | undefined {
  const name = coreName(primitive);
  return name === undefined ? undefined : table[name];
}
