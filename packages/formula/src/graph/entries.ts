import type { Value } from '@chainrule/core';
import { type Expression, list, number } from '../expression/expression.ts';

/** Arrays with more numbers than this are not written out: they go by a name, or by their shape. */
export const MOST_ENTRIES = 12;

/** Every number of a value as an expression; undefined where there are too many. */
export function entriesOf(value: Value): Expression | undefined {
  if (value.size > MOST_ENTRIES) return undefined;
  const nested = (entries: unknown): Expression =>
    Array.isArray(entries) ? list(entries.map(nested)) : number(Number(entries));
  return nested(value.toArray());
}
