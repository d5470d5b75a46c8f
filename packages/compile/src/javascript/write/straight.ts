import { type Ref, ROOM } from '../lower/scalars.ts';
import type { Straight } from '../plan/plan.ts';
import { BINDS } from '../spelling/spelling.ts';
import { type ModuleText, operandText } from './module-text.ts';

/** Writes operations one after the other; a result is the local v…, and is copied to its slot if it has one. */
export function writeStraight(text: ModuleText, { from, to }: Straight): string[] {
  const { codes, operands } = text.lowered.scalars;
  const lines: string[] = [];
  const bound = boundOnce(text, lines, { from, to });
  for (let i = from; i < to; i++) {
    const code = codes[i];
    const xs: string[] = [];
    for (let k = 0; k < code.arity; k++) {
      const ref = operands[i * ROOM + k];
      const needs = code.spelling?.needs[k] ?? BINDS.any;
      xs.push(ref >= from ? `v${ref}` : bound(ref, needs));
    }
    lines.push(`const v${i} = ${text.applied(code, xs)};`);
    const slot = text.slots.slot[i];
    if (slot >= 0) lines.push(`s[${slot}] = v${i};`);
  }
  return lines;
}

/** Reads a number from outside: into a local variable if it is read several times. */
function boundOnce(text: ModuleText, lines: string[], { from, to }: Pick<Straight, 'from' | 'to'>) {
  const { operands } = text.lowered.scalars;
  const uses = new Map<Ref, number>();
  for (let k = from * ROOM; k < to * ROOM; k++) uses.set(operands[k], (uses.get(operands[k]) ?? 0) + 1);
  const locals = new Map<Ref, string>();
  return (ref: Ref, needs: number): string => {
    const known = locals.get(ref);
    if (known) return known;
    const bind = (read: string) => {
      const name = `x${locals.size}`;
      lines.push(`const ${name} = ${read};`);
      locals.set(ref, name);
      return name;
    };
    const read = text.outer(ref);
    return operandText(read, uses.get(ref)! > 1 ? BINDS.name : needs, bind);
  };
}
