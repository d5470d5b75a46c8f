import { type Ref, ROOM, type Scalars } from '../lower/scalars.ts';
import { type Carried, type Origin, originsOf, type Varying } from './origins.ts';
import type { Repeat } from './roll.ts';
import type { Slots } from './slots.ts';

/**
 * The most operations in one function. More take the engine long to optimise, and many more are not optimised at all; with
 * fewer, numbers go by way of slots more often: 125,000 operations take 12 ms in functions of 100, 5 ms in those of 800.
 */
export const MOST_IN_FUNCTION = 800;

/** Operations that are repeated, as one loop. */
export class RolledLoop {
  readonly kind = 'loop';
  readonly repeat: Repeat;
  readonly from: number;
  readonly to: number;
  /** The origins of the operands, `ROOM` for each operation of the period; undefined if an operation has none. */
  readonly origins: readonly (Origin | undefined)[];
  /** Where the functions begin that share a period, and its end. */
  readonly bounds: readonly number[];
  /** The slots of carried numbers, if there is more than one function. */
  readonly carriedSlots = new Map<Carried, number>();
  /** The slots of a varying operand in each round, if it has its own. */
  readonly varyingSlots = new Map<Varying, readonly number[]>();
  readonly #scalars: Scalars;

  constructor(scalars: Scalars, repeat: Repeat) {
    this.#scalars = scalars;
    this.repeat = repeat;
    const { start, period, times } = repeat;
    this.from = start;
    this.to = start + period * times;
    const functions = Math.ceil(period / MOST_IN_FUNCTION);
    this.bounds = Array.from({ length: functions + 1 }, (_, k) => Math.round((k * period) / functions));
    this.origins = originsOf(scalars, repeat, !this.isWhole);
  }

  /** Whether the whole period is one function. */
  get isWhole(): boolean {
    return this.bounds.length === 2;
  }

  /** What is carried from one round to the next. */
  carried(): Carried[] {
    return [...new Set(this.origins.filter((origin) => origin?.kind === 'carried'))];
  }

  /** The index of the function that does a step. */
  partOf(step: number): number {
    let part = 0;
    while (step >= this.bounds[part + 1]) part++;
    return part;
  }

  /** Marks the results of this and of other functions that have to be in slots. */
  mark(slots: Slots): void {
    const { start, period, times } = this.repeat;
    const want = (ref: Ref) => {
      if (ref >= 0) slots.wanted[ref] = 1;
    };
    this.origins.forEach((origin, k) => {
      if (origin?.kind === 'same') want(origin.ref);
      if (origin?.kind === 'varying') origin.refs.forEach(want);
      if (origin?.kind === 'carried') want(origin.first);
      const step = Math.floor(k / ROOM);
      if (origin?.kind === 'local' && this.partOf(step) !== this.partOf(origin.step))
        want(start + (times - 1) * period + origin.step);
    });
  }

  /** Gives slots to the results that are wanted, and to operands that need their own. */
  allocate(slots: Slots): void {
    this.#allocateResults(slots);
    if (!this.isWhole) for (const each of this.carried()) this.carriedSlots.set(each, slots.take(1));
    this.#allocateConstants(slots);
  }

  /**
   * A result of which only the last round's is wanted gets one slot. The others get a slot for each round, those of one round
   * side by side, so that the place is a multiple of the round.
   */
  #allocateResults(slots: Slots): void {
    const { wanted, slot } = slots;
    const { start, period, times } = this.repeat;
    const each: number[] = [];
    for (let step = 0; step < period; step++) {
      let count = 0;
      for (let round = 0, i = start + step; round < times - 1; round++, i += period) count += wanted[i];
      if (count > 0) each.push(step);
      else if (wanted[start + (times - 1) * period + step]) {
        const shared = slots.take(1);
        for (let round = 0; round < times; round++) slot[start + round * period + step] = shared;
      }
    }
    const base = slots.take(each.length * times);
    each.forEach((step, k) => {
      for (let round = 0; round < times; round++)
        slot[start + round * period + step] = base + round * each.length + k;
    });
  }

  /** Constants that differ from round to round get slots like results: those of one round side by side. */
  #allocateConstants(slots: Slots): void {
    const isConstant = (ref: Ref) => this.#scalars.leaf(ref)?.kind === 'constant';
    const varying = this.origins.filter((origin) => origin?.kind === 'varying');
    const constant = varying.filter(({ refs }) => refs.every(isConstant));
    const base = slots.take(constant.length * this.repeat.times);
    constant.forEach((origin, k) => {
      const places = origin.refs.map((ref, round) => {
        const leaf = this.#scalars.leaf(ref);
        const place = base + round * constant.length + k;
        if (leaf?.kind === 'constant') slots.initial.push([place, leaf.value]);
        return place;
      });
      this.varyingSlots.set(origin, places);
    });
  }
}
