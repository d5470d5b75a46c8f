import { ROOM } from '../lower/scalars.ts';
import type { RolledLoop, Source } from '../plan/loop.ts';
import { BINDS } from '../spelling/spelling.ts';
import { type ModuleText, operandText } from './module-text.ts';

/** A loop as functions: those that share a period, and statements that run it. */
export interface LoopText {
  /** The functions, as declarations. */
  readonly functions: readonly string[];
  /** What runs the loop. */
  readonly run: readonly string[];
}

/** Writes a loop; `tables` gets the slots of operands that lie at no even distances. */
export function writeLoop(text: ModuleText, loop: RolledLoop, name: string, tables: number[]): LoopText {
  return new LoopWriter(text, loop, name, tables).write();
}

class LoopWriter {
  readonly #text: ModuleText;
  readonly #loop: RolledLoop;
  readonly #name: string;
  readonly #tables: number[];
  /** What is done before the loop. */
  readonly #before: string[] = [];
  readonly #sames = new Map<number, string>();
  readonly #carried = new Map<string, { readonly name: string; readonly step: number }>();
  #bound = 0;

  constructor(text: ModuleText, loop: RolledLoop, name: string, tables: number[]) {
    this.#text = text;
    this.#loop = loop;
    this.#name = name;
    this.#tables = tables;
  }

  write(): LoopText {
    const { bounds, isWhole, repeat } = this.#loop;
    this.#loadArrays();
    const loop = (body: readonly string[]) => [`for (let r = 0; r < ${repeat.times}; r++) {`, ...body, '}'];
    if (isWhole) {
      const body = this.#part(0, bounds[1]);
      const hand = [...this.#carried.values()].map(({ name, step }) => `${name} = v${step};`);
      const lines = [...this.#before, ...loop([...body, ...hand])];
      return { functions: [`function ${this.#name}() {\n${lines.join('\n')}\n}`], run: [`${this.#name}();`] };
    }
    const functions = bounds.slice(1).map((end, k) => {
      const body = this.#part(bounds[k], end);
      return `function ${this.#name}_${k}(r) {\n${body.join('\n')}\n}`;
    });
    const firsts = [...this.#loop.carriedSlots].map(([key, slot]) => {
      const ref = Number(key.slice(key.indexOf(':') + 1));
      return `s[${slot}] = ${this.#text.outer(ref)};`;
    });
    const calls = functions.map((_, k) => `${this.#name}_${k}(r);`);
    return { functions, run: [...this.#before, ...firsts, ...loop(calls)] };
  }

  /** Entries of arrays that the loop reads at varying places are put into slots. */
  #loadArrays(): void {
    const { scalars } = this.#text.lowered;
    const refs = this.#loop.sources.flatMap((source) => (source?.kind === 'varying' ? source.refs : []));
    for (const ref of new Set(refs)) {
      if (scalars.leaf(ref)?.kind !== 'array') continue;
      this.#before.push(`s[${this.#text.slots.of(ref)}] = ${this.#text.outer(ref)};`);
    }
  }

  #part(from: number, to: number): string[] {
    const { start } = this.#loop.repeat;
    const { codes } = this.#text.lowered.scalars;
    const lines: string[] = [];
    const steps = new Map<string, string>();
    for (let step = from; step < to; step++) {
      const code = codes[start + step];
      const xs: string[] = [];
      for (let k = 0; k < code.arity; k++) {
        const read = this.#operand(this.#loop.sources[step * ROOM + k]!, from, steps);
        xs.push(operandText(read, code.spelling?.needs[k] ?? BINDS.any, (entry) => this.#bind(entry, lines)));
      }
      lines.push(`const v${step} = ${this.#text.applied(code, xs)};`);
      this.#store(step, steps, lines);
    }
    return [...[...steps].map(([product, name]) => `const ${name} = ${product};`), ...lines];
  }

  #bind(entry: string, lines: string[]): string {
    const name = `x${this.#bound++}`;
    lines.push(`const ${name} = ${entry};`);
    return name;
  }

  #operand(source: Source, from: number, steps: Map<string, string>): string {
    if (source.kind === 'same') return this.#same(source.ref);
    if (source.kind === 'local')
      return source.step >= from ? `v${source.step}` : this.#entry(this.#slotsOfStep(source.step), steps);
    if (source.kind === 'varying') {
      const known = this.#loop.slotsOf.get(source);
      return this.#entry(known ?? source.refs.map((ref) => this.#text.slots.of(ref)), steps);
    }
    const key = `${source.step}:${source.first}`;
    const slot = this.#loop.carriedSlots.get(key);
    return slot === undefined ? this.#carriedLocal(key, source.step, source.first) : `s[${slot}]`;
  }

  #same(ref: number): string {
    const read = this.#text.outer(ref);
    if (!read.endsWith(']') || !this.#loop.isWhole) return read;
    const known = this.#sames.get(ref);
    if (known) return known;
    const name = `i${this.#sames.size}`;
    this.#before.push(`const ${name} = ${read};`);
    this.#sames.set(ref, name);
    return name;
  }

  #carriedLocal(key: string, step: number, first: number): string {
    const known = this.#carried.get(key);
    if (known) return known.name;
    const name = `c${this.#carried.size}`;
    this.#before.push(`let ${name} = ${this.#text.outer(first)};`);
    this.#carried.set(key, { name, step });
    return name;
  }

  #slotsOfStep(step: number): number[] {
    const { start, period, times } = this.#loop.repeat;
    return Array.from({ length: times }, (_, time) => this.#text.slots.slot[start + time * period + step]);
  }

  /** The entry that has these slots, one each time: at even distances, or by a table. */
  #entry(slots: readonly number[], steps: Map<string, string>): string {
    const [first, second = first] = slots;
    const distance = second - first;
    if (slots.every((slot, time) => slot === first + time * distance)) {
      if (distance === 0) return `s[${first}]`;
      return `s[${this.#named(steps, `r * ${distance}`)} + ${first}]`;
    }
    const at = this.#tables.length;
    for (const slot of slots) this.#tables.push(slot);
    return `s[t[r + ${at}]]`;
  }

  #named(steps: Map<string, string>, product: string): string {
    const name = steps.get(product) ?? `p${steps.size}`;
    steps.set(product, name);
    return name;
  }

  #store(step: number, steps: Map<string, string>, lines: string[]): void {
    const slots = this.#slotsOfStep(step);
    if (slots[0] >= 0) lines.push(`${this.#entry(slots, steps)} = v${step};`);
    for (const [key, slot] of this.#loop.carriedSlots)
      if (key.startsWith(`${step}:`)) lines.push(`s[${slot}] = v${step};`);
  }
}
