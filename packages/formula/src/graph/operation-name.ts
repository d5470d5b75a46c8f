import { coreName, type Primitive } from '@chainrule/core';
import { functionNamed } from '../read/functions.ts';

/**
 * What the operation of a primitive is called in formulas and pictures. One that is not core's keeps away from the names
 * and signs that a formula knows: a user's `add` is `custom_add`, which is not written with a plus and not read as a sum.
 */
export function operationName(primitive: Primitive): string {
  const own = coreName(primitive);
  if (own !== undefined) return own;
  const name = primitive.name.replace('ᵀ', '_transposed').replaceAll(/[^\p{L}\p{N}_]+/gu, '_');
  return isRead(name.replace('_transposed', '')) || !/^\p{L}/u.test(name) ? `custom_${name}` : name;
}

/** Whether a formula takes a name for that of an operation of core. */
const isRead = (name: string): boolean => name === 'none' || functionNamed(name) !== undefined;
