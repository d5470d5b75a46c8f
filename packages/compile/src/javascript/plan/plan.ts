import type { Lowered } from '../lower/lower.ts';
import { ROOM } from '../lower/scalars.ts';
import { MOST_IN_FUNCTION, RolledLoop } from './loop.ts';
import { findRepeats } from './roll.ts';
import { Slots } from './slots.ts';

/** Operations of one function, one after the other. */
export interface Straight {
  readonly kind: 'straight';
  readonly from: number;
  readonly to: number;
}

/** The operations of a program on single numbers as functions, and the slots of numbers between them. */
export interface Plan {
  /** For each item of the lowered program its parts; none for an operation on arrays. */
  readonly parts: readonly (readonly (Straight | RolledLoop)[])[];
  readonly slots: Slots;
}

/** Divides the operations on single numbers into functions, and gives slots to the numbers that pass between them. */
export function planFunctions(lowered: Lowered): Plan {
  const { scalars, items } = lowered;
  const slots = new Slots(scalars);
  const parts = items.map((item) => (item.kind === 'scalars' ? divided(lowered, item.from, item.to) : []));
  const all = parts.flat();
  for (const part of all) {
    if (part.kind === 'loop') part.mark(slots);
    else markStraight(lowered, slots, part);
  }
  markOutside(lowered, slots);
  for (const part of all) if (part.kind === 'loop') part.allocate(slots);
  slots.allocate();
  return { parts, slots };
}

function divided(lowered: Lowered, from: number, to: number): (Straight | RolledLoop)[] {
  const parts: (Straight | RolledLoop)[] = [];
  const straight = (start: number, end: number) => {
    const count = Math.ceil((end - start) / MOST_IN_FUNCTION);
    const bound = (k: number) => start + Math.round((k * (end - start)) / count);
    for (let k = 0; k < count; k++) parts.push({ kind: 'straight', from: bound(k), to: bound(k + 1) });
  };
  let done = from;
  for (const repeat of findRepeats(lowered.scalars.codes, from, to)) {
    straight(done, repeat.start);
    const loop = new RolledLoop(lowered.scalars, repeat);
    parts.push(loop);
    done = loop.to;
  }
  straight(done, to);
  return parts;
}

function markStraight({ scalars }: Lowered, slots: Slots, { from, to }: Straight): void {
  for (let k = from * ROOM; k < to * ROOM; k++) {
    const ref = scalars.operands[k];
    if (ref >= 0 && ref < from) slots.wanted[ref] = 1;
  }
}

/** Marks the numbers that are read by anything but these functions. */
function markOutside({ items, results }: Lowered, slots: Slots): void {
  const want = (refs: readonly number[]) => {
    for (const ref of refs) if (ref >= 0) slots.wanted[ref] = 1;
  };
  for (const item of items) if (item.kind === 'pack') want(item.refs);
  for (const result of results) if ('refs' in result) want(result.refs);
}
