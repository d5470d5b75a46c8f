import type { Value } from '@chainrule/core';
import type { Operation } from './kinds.ts';
import type { Pick } from './pick.ts';
import { SMOOTH } from './smooth.ts';
import { WHOLE } from './whole.ts';

/*
 * What a random program may do. Every operation takes whatever operands it is given and makes them fit, so that a program
 * with a step less, or with smaller choices, is a program too: that is what lets a failure shrink.
 */

export const whole = Object.entries(WHOLE);
export const all = [...whole, ...Object.entries(SMOOTH)];

/** Beyond this a number is brought back, so that no program overflows and whole numbers stay exact. */
const MOST = 60;

/** What the step makes of the nodes before it; kept within bounds, and small. */
export function applied(name: string, operation: Operation, pick: Pick): Value {
  const y = operation(pick);
  if (y.size > 100_000) return y.flatten().slice([[0, 100]]);
  return /mul|sum|Sum|conv|square|indexAdd|prod/.test(name) && y.dtype !== 'bool' ? y.clamp(-MOST, MOST) : y;
}
