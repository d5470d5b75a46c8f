import { ROOM } from '../lower/scalars.ts';
import type { RolledLoop } from '../plan/loop.ts';
import type { Carried, Origin } from '../plan/origins.ts';
import { BINDS } from '../spelling/spelling.ts';
import { type ModuleText, operandText } from './module-text.ts';

/** How a loop reads what it takes from outside of a round. */
export interface OuterReads {
  same(ref: number): string;
  carried(origin: Carried): string;
  /** The slots of operands that do not lie at even distances. */
  readonly tables: number[];
}

/** The operations of some steps of a period, as the body of a function of the round, `r`. */
export class LoopPart {
  readonly #text: ModuleText;
  readonly #loop: RolledLoop;
  readonly #from: number;
  readonly #outer: OuterReads;
  readonly #lines: string[] = [];
  /** The names of products of the round. */
  readonly #products = new Map<string, string>();
  #bound = 0;

  constructor(text: ModuleText, loop: RolledLoop, from: number, outer: OuterReads) {
    this.#text = text;
    this.#loop = loop;
    this.#from = from;
    this.#outer = outer;
  }

  /** The statements of all steps from the first to `to`, the result of step i being the local v…i. */
  statements(to: number): string[] {
    for (let step = this.#from; step < to; step++) this.#step(step);
    return [...[...this.#products].map(([product, name]) => `const ${name} = ${product};`), ...this.#lines];
  }

  #step(step: number): void {
    const { repeat, origins, carriedSlots } = this.#loop;
    const code = this.#text.lowered.scalars.codes[repeat.start + step];
    const xs = Array.from({ length: code.arity }, (_, k) =>
      operandText(this.#operand(origins[step * ROOM + k]!), code.spelling?.needs[k] ?? BINDS.any, (entry) =>
        this.#bind(entry),
      ),
    );
    this.#lines.push(`const v${step} = ${this.#text.applied(code, xs)};`);
    const slots = this.#slotsOfStep(step);
    if (slots[0] >= 0) this.#lines.push(`${this.#entry(slots)} = v${step};`);
    for (const [origin, slot] of carriedSlots)
      if (origin.step === step) this.#lines.push(`s[${slot}] = v${step};`);
  }

  #bind(entry: string): string {
    const name = `x${this.#bound++}`;
    this.#lines.push(`const ${name} = ${entry};`);
    return name;
  }

  #operand(origin: Origin): string {
    if (origin.kind === 'same') return this.#outer.same(origin.ref);
    if (origin.kind === 'carried') return this.#outer.carried(origin);
    if (origin.kind === 'local')
      return origin.step >= this.#from ? `v${origin.step}` : this.#entry(this.#slotsOfStep(origin.step));
    const known = this.#loop.varyingSlots.get(origin);
    return this.#entry(known ?? origin.refs.map((ref) => this.#text.slots.of(ref)));
  }

  #slotsOfStep(step: number): number[] {
    const { start, period, times } = this.#loop.repeat;
    return Array.from({ length: times }, (_, round) => this.#text.slots.slot[start + round * period + step]);
  }

  /** The entry that has these slots, one in each round: at even distances, or by a table. */
  #entry(slots: readonly number[]): string {
    const [first, second = first] = slots;
    const distance = second - first;
    if (slots.every((slot, round) => slot === first + round * distance)) {
      if (distance === 0) return `s[${first}]`;
      return `s[${this.#named(`r * ${distance}`)} + ${first}]`;
    }
    const at = this.#outer.tables.length;
    for (const slot of slots) this.#outer.tables.push(slot);
    return `s[t[r + ${at}]]`;
  }

  #named(product: string): string {
    const name = this.#products.get(product) ?? `p${this.#products.size}`;
    this.#products.set(product, name);
    return name;
  }
}
