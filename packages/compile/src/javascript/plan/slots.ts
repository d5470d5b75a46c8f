import type { Ref, Scalars } from '../lower/scalars.ts';

/** Where numbers stay that one function leaves to another: places in one array of doubles. */
export class Slots {
  readonly #scalars: Scalars;
  /** Which results are read by another function than the one that computes them. */
  readonly wanted: Uint8Array;
  /** The slot of each result; −1 where it has none. */
  readonly slot: Int32Array;
  /** Numbers that are in their slots from the beginning. */
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

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** The first of so many new ones. */
  take(count: number): number {
    this.#count += count;
    return this.#count - count;
  }

  /** The slot of a number; a constant is put into one. */
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

  /** Gives slots to the results that are wanted and have none. */
  allocate(): void {
    for (let i = 0; i < this.slot.length; i++)
      if (this.wanted[i] === 1 && this.slot[i] < 0) this.slot[i] = this.take(1);
  }
}
