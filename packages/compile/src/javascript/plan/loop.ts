import { type Ref, ROOM, type Scalars } from '../lower/scalars.ts';
import type { Repeat } from './roll.ts';
import type { Slots } from './slots.ts';

/** Where an operand of a repeated operation comes from, all times. */
export type Source =
  /** An operation of the same time, by its place in the period. */
  | { readonly kind: 'local'; readonly step: number }
  /** An operation of the time before, and something else the first time. */
  | { readonly kind: 'carried'; readonly step: number; readonly first: Ref }
  /** The same number every time. */
  | { readonly kind: 'same'; readonly ref: Ref }
  /** Another number every time: `refs[time]`. */
  | { readonly kind: 'varying'; readonly refs: readonly Ref[] };

/**
 * The most operations in one function. More take the engine long to optimise, far more it leaves as they are; with fewer
 * the numbers go by way of slots more often: 125,000 operations take 12 ms in functions of 100, 5 ms in those of 800.
 */
export const MOST_IN_FUNCTION = 800;

/** Operations that are done over and over, as one loop. */
export class RolledLoop {
  readonly kind = 'loop';
  readonly repeat: Repeat;
  readonly from: number;
  readonly to: number;
  /** The sources of the operands, `ROOM` for each operation of the period; undefined where an operation has none. */
  readonly sources: readonly (Source | undefined)[];
  /** Where the functions begin that share a period, and its end. */
  readonly bounds: readonly number[];
  /** The slot of each carried number by `step:first`, where the functions are more than one. */
  readonly carriedSlots = new Map<string, number>();
  readonly #scalars: Scalars;

  constructor(scalars: Scalars, repeat: Repeat) {
    this.#scalars = scalars;
    this.repeat = repeat;
    const { start, period, times } = repeat;
    this.from = start;
    this.to = start + period * times;
    const functions = Math.ceil(period / MOST_IN_FUNCTION);
    this.bounds = Array.from({ length: functions + 1 }, (_, k) => Math.round((k * period) / functions));
    this.sources = Array.from({ length: period * ROOM }, (_, k) =>
      this.#source(Math.floor(k / ROOM), k % ROOM),
    );
  }

  /** Whether the whole period is one function. */
  get isWhole(): boolean {
    return this.bounds.length === 2;
  }

  /** The index of the function that does a step. */
  partOf(step: number): number {
    let part = 0;
    while (step >= this.bounds[part + 1]) part++;
    return part;
  }

  #source(step: number, k: number): Source | undefined {
    const { start, period, times } = this.repeat;
    const { codes, operands } = this.#scalars;
    if (k >= codes[start + step].arity) return undefined;
    const refs = Array.from(
      { length: times },
      (_, time) => operands[(start + time * period + step) * ROOM + k],
    );
    const [first] = refs;
    const back = (by: number) =>
      refs.every((ref, time) => time < by || ref === refs[by] + (time - by) * period);
    const isInside = (ref: Ref, time: number) => {
      const begin = start + time * period;
      return ref >= begin && ref < begin + period;
    };
    if (isInside(first, 0) && back(0)) return { kind: 'local', step: first - start };
    if (times > 1 && first < start && isInside(refs[1], 0) && back(1)) {
      const from = refs[1] - start;
      // A number that is overwritten before it is read cannot be handed on in one slot.
      if (this.isWhole || step <= from) return { kind: 'carried', step: from, first };
    }
    const isSame = first < start && refs.every((ref) => ref === first);
    return isSame ? { kind: 'same', ref: first } : { kind: 'varying', refs };
  }

  /** Tells which results of this and of other functions are wanted in slots. */
  mark(slots: Slots): void {
    const { start, period, times } = this.repeat;
    const want = (ref: Ref) => {
      if (ref >= 0) slots.wanted[ref] = 1;
    };
    this.sources.forEach((source, k) => {
      if (source?.kind === 'same') want(source.ref);
      if (source?.kind === 'varying') source.refs.forEach(want);
      if (source?.kind === 'carried') want(source.first);
      const step = Math.floor(k / ROOM);
      if (source?.kind === 'local' && this.partOf(step) !== this.partOf(source.step))
        want(start + (times - 1) * period + source.step);
    });
  }

  /**
   * Gives slots to the results of the loop that are wanted: to one of which only the last is, a single slot; to the
   * others a slot for each time, those of one time side by side, so that the place is a multiple of the time.
   */
  allocate(slots: Slots): void {
    const { start, period, times } = this.repeat;
    const { wanted, slot } = slots;
    const each: number[] = [];
    for (let step = 0; step < period; step++) {
      let count = 0;
      for (let time = 0, i = start + step; time < times - 1; time++, i += period) count += wanted[i];
      if (count > 0) each.push(step);
      else if (wanted[start + (times - 1) * period + step]) {
        const shared = slots.take(1);
        for (let time = 0; time < times; time++) slot[start + time * period + step] = shared;
      }
    }
    const base = slots.take(each.length * times);
    each.forEach((step, k) => {
      for (let time = 0; time < times; time++)
        slot[start + time * period + step] = base + time * each.length + k;
    });
    if (!this.isWhole) this.#allocateCarried(slots);
    this.#allocateConstants(slots);
  }

  #allocateCarried(slots: Slots): void {
    for (const source of this.sources) {
      if (source?.kind !== 'carried') continue;
      const key = `${source.step}:${source.first}`;
      if (!this.carriedSlots.has(key)) this.carriedSlots.set(key, slots.take(1));
    }
  }

  /** The slots that an operand has at each time, where they vary. */
  readonly slotsOf = new Map<Source, readonly number[]>();

  /** Constants that differ from time to time get slots like results: those of one time side by side. */
  #allocateConstants(slots: Slots): void {
    const isConstant = (ref: Ref) => this.#scalars.leaf(ref)?.kind === 'constant';
    const varying = this.sources.filter((source) => source?.kind === 'varying');
    const constant = varying.filter(({ refs }) => refs.every(isConstant));
    const base = slots.take(constant.length * this.repeat.times);
    constant.forEach((source, k) => {
      const places = source.refs.map((ref, time) => {
        const leaf = this.#scalars.leaf(ref);
        const place = base + time * constant.length + k;
        if (leaf?.kind === 'constant') slots.initial.push([place, leaf.value]);
        return place;
      });
      this.slotsOf.set(source, places);
    });
  }
}
