import type { Value } from '@chainrule/core';
import type { Operation, Operations } from './kinds.ts';
import { LONG, LONG_SMOOTH } from './long.ts';
import { MOVEMENT } from './movement.ts';
import type { Numbers } from './numbers.ts';
import type { Pick, Step } from './pick.ts';
import { SMOOTH } from './smooth.ts';
import { CASES, ELEMENTWISE, ELEMENTWISE_ANYWHERE, MOVING } from './table.ts';
import { derivativesWithin, transforms } from './transforms.ts';
import { WHOLE } from './whole.ts';

/*
 * What a random program may do. Every operation takes whatever operands it is given and makes them fit, so that a program
 * with a step less, or with smaller choices, is a program too: that is what lets a failure shrink.
 */

const drawing = /^(dropout|draw|normal)$/;
const without = (operations: Operations): Operation[] =>
  Object.entries(operations).flatMap(([name, operation]) => (drawing.test(name) ? [] : [operation]));

const transformsOf = (...inner: Operations[]) => transforms(inner.flatMap(without));

/** Groups of operations; each is as likely as any other. */
const groups: Readonly<Record<Numbers, readonly Operations[]>> = {
  whole: [WHOLE, MOVEMENT, WHOLE, MOVEMENT, MOVING, { ...transformsOf(WHOLE, MOVEMENT), ...LONG }],
  fractions: [
    WHOLE,
    SMOOTH,
    MOVEMENT,
    ELEMENTWISE,
    CASES,
    WHOLE,
    MOVEMENT,
    {
      ...transformsOf(WHOLE, SMOOTH, MOVEMENT, ELEMENTWISE, CASES),
      ...derivativesWithin([SMOOTH, ELEMENTWISE].flatMap(without)),
      ...LONG,
      ...LONG_SMOOTH,
    },
  ],
  wild: [WHOLE, ELEMENTWISE_ANYWHERE, MOVEMENT, ELEMENTWISE_ANYWHERE, SMOOTH, CASES, MOVING],
};

const tables = Object.fromEntries(
  Object.entries(groups).map(([numbers, of]) => [numbers, of.map((each) => Object.entries(each))]),
);

/** The operation of a step, with its name. */
export function operationOf({ operation }: Step, numbers: Numbers): readonly [string, Operation] {
  const groups = tables[numbers];
  const group = groups[operation % groups.length];
  return group[Math.floor(operation / groups.length) % group.length];
}

/** Beyond this a number is brought back, so that no program overflows and whole numbers stay exact. */
const MOST = 60;

const growing = /mul|sum|conv|square|Add|prod|dot|addConstant|count|table|map|checkpoint|jvp/i;

/** What the step makes of the nodes before it; kept within bounds, and small. */
export function applied(step: Step, pick: Pick, numbers: Numbers): Value {
  const [name, operation] = operationOf(step, numbers);
  const y = operation(pick);
  if (y.size > 100_000) return y.flatten().slice([[0, 100]]);
  const grows = numbers !== 'wild' && growing.test(name) && y.dtype !== 'bool';
  return grows ? y.clamp(-MOST, MOST) : y;
}
