import type { Ref, Scalars } from '../lower/scalars.ts';

/** The slots for numbers that one function leaves to another: places in one array of doubles. */
export class Slots {
  readonly #scalars: Scalars;
  /** Which results are read by a function other than the one that computes them. */
  readonly wanted: Uint8Array;
  /** The slot of each result; −1 if it has none. */
  readonly slot: Int32Array;
  /** Numbers that are in their slots from the start. */
  readonly initial: (readonly [slot: number, value: number])[] = [];
  readonly #leafSlots = new Map<Ref, number>();
  #count = 0;

  constructor(scalars: Scalars) {
    this.#scalars = scalars;
    this.wanted = new Uint8Array(scalars.codes.length);
    this.slot = new Int32Array(scalars.codes.length).fill(-1);
    scalars.leaves.forEach((leaf, i) => {
      if (leaf.kind === 'input') this.#leafSlots.set(-1 - i, this.take(1));
    });
  }

  /** The number of slots. */
  get count(): number {
    return this.#count;
  }

  /** Adds `count` slots, and returns the first. */
  take(count: number): number {
    this.#count += count;
    return this.#count - count;
  }

  /** The slot of a number; a constant gets one when it is first asked for. */
  of(ref: Ref): number {
    if (ref >= 0) return this.slot[ref];
    const known = this.#leafSlots.get(ref);
    if (known !== undefined) return known;
    const slot = this.take(1);
    this.#leafSlots.set(ref, slot);
    const leaf = this.#scalars.leaf(ref)!;
    if (leaf.kind === 'constant') this.initial.push([slot, leaf.value]);
    return slot;
  }

  /** Adds slots for the results that are wanted and have none. */
  allocate(): void {
    for (let i = 0; i < this.slot.length; i++)
      if (this.wanted[i] === 1 && this.slot[i] < 0) this.slot[i] = this.take(1);
  }
}
