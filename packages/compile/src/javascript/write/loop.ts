import type { Ref } from '../lower/scalars.ts';
import type { RolledLoop } from '../plan/loop.ts';
import type { Carried } from '../plan/origins.ts';
import { LoopPart } from './loop-part.ts';
import type { ModuleText } from './module-text.ts';

/** A loop as functions: those that share a period, and statements that run it. */
export interface LoopText {
  /** The functions, as declarations. */
  readonly functions: readonly string[];
  /** What runs the loop. */
  readonly run: readonly string[];
}

/** Writes a loop; `tables` gets the slots of operands that do not lie at even distances. */
export const writeLoop = (text: ModuleText, loop: RolledLoop, name: string, tables: number[]): LoopText =>
  loop.isWhole ? inOneFunction(text, loop, name, tables) : inFunctions(text, loop, name, tables);

const overRounds = ({ repeat }: RolledLoop, body: readonly string[]): string[] => [
  `for (let r = 0; r < ${repeat.times}; r++) {`,
  ...body,
  '}',
];

/** Puts entries of arrays that the loop reads at varying places into slots. */
function loads(text: ModuleText, { origins }: RolledLoop): string[] {
  const { scalars } = text.lowered;
  const refs = origins.flatMap((origin) => (origin?.kind === 'varying' ? origin.refs : []));
  const entries = [...new Set(refs)].filter((ref) => scalars.leaf(ref)?.kind === 'array');
  return entries.map((ref) => `s[${text.slots.of(ref)}] = ${text.outer(ref)};`);
}

/** The loop as one function, in which numbers go from round to round in local variables. */
function inOneFunction(text: ModuleText, loop: RolledLoop, name: string, tables: number[]): LoopText {
  const before = loads(text, loop);
  const sames = new Map<Ref, string>();
  const carried = new Map<Carried, string>();
  const part = new LoopPart(text, loop, 0, {
    tables,
    same(ref) {
      const read = text.outer(ref);
      if (!read.endsWith(']')) return read;
      const known = sames.get(ref) ?? `i${sames.size}`;
      if (!sames.has(ref)) before.push(`const ${known} = ${read};`);
      sames.set(ref, known);
      return known;
    },
    carried(origin) {
      const known = carried.get(origin) ?? `c${carried.size}`;
      if (!carried.has(origin)) before.push(`let ${known} = ${text.outer(origin.first)};`);
      carried.set(origin, known);
      return known;
    },
  });
  const body = part.statements(loop.repeat.period);
  const handed = [...carried].map(([{ step }, local]) => `${local} = v${step};`);
  const lines = [...before, ...overRounds(loop, [...body, ...handed])];
  return { functions: [`function ${name}() {\n${lines.join('\n')}\n}`], run: [`${name}();`] };
}

/** The loop as functions that share a period, between which numbers stay in slots. */
function inFunctions(text: ModuleText, loop: RolledLoop, name: string, tables: number[]): LoopText {
  const { bounds, carriedSlots } = loop;
  const before = loads(text, loop);
  const functions = bounds.slice(1).map((end, k) => {
    const part = new LoopPart(text, loop, bounds[k], {
      tables,
      same: (ref) => text.outer(ref),
      carried: (origin) => `s[${carriedSlots.get(origin)}]`,
    });
    return `function ${name}_${k}(r) {\n${part.statements(end).join('\n')}\n}`;
  });
  const firsts = [...carriedSlots].map(([{ first }, slot]) => `s[${slot}] = ${text.outer(first)};`);
  const calls = functions.map((_, k) => `${name}_${k}(r);`);
  return { functions, run: [...before, ...firsts, ...overRounds(loop, calls)] };
}
