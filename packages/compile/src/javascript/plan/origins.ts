import { type Ref, ROOM, type Scalars } from '../lower/scalars.ts';
import type { Repeat } from './roll.ts';

/** Where an operand of a repeated operation comes from, in all rounds. */
export type Origin =
  /** An operation of the same round, by its place in the period. */
  | { readonly kind: 'local'; readonly step: number }
  | Carried
  /** The same number in every round. */
  | { readonly kind: 'same'; readonly ref: Ref }
  | Varying;

/** An operation of the round before, and something else in the first round. */
export interface Carried {
  readonly kind: 'carried';
  readonly step: number;
  readonly first: Ref;
}

/** Another number in every round: `refs[round]`. */
export interface Varying {
  readonly kind: 'varying';
  readonly refs: readonly Ref[];
}

/**
 * The origins of the operands of a repeat, `ROOM` for each operation of the period; undefined if an operation has none. What
 * is carried from one step and begins with one number is one object, wherever it is read. `inOrder` says that the numbers of
 * a round are only handed on in slots, so that one that is overwritten before it is read cannot be carried.
 */
export function originsOf(scalars: Scalars, repeat: Repeat, inOrder: boolean): (Origin | undefined)[] {
  const { start, period } = repeat;
  const carried = new Map<number, Carried>();
  return Array.from({ length: period * ROOM }, (_, k) => {
    const step = Math.floor(k / ROOM);
    if (k % ROOM >= scalars.codes[start + step].arity) return undefined;
    const origin = originOf(operandsOf(scalars, repeat, k), repeat);
    if (origin.kind !== 'carried') return origin;
    if (inOrder && step > origin.step) return { kind: 'varying', refs: operandsOf(scalars, repeat, k) };
    const key = origin.first * period + origin.step;
    const known = carried.get(key) ?? origin;
    carried.set(key, known);
    return known;
  });
}

/** What an operand is in each round. */
const operandsOf = ({ operands }: Scalars, { start, period, times }: Repeat, k: number): Ref[] =>
  Array.from({ length: times }, (_, round) => operands[(start + round * period) * ROOM + k]);

function originOf(refs: readonly Ref[], { start, period, times }: Repeat): Origin {
  const [first, second] = refs;
  const isInFirstRound = (ref: Ref) => ref >= start && ref < start + period;
  /** Whether from this round on each is the one of the round before, a period later. */
  const movesFrom = (from: number) =>
    refs.every((ref, round) => round < from || ref === refs[from] + (round - from) * period);
  if (isInFirstRound(first) && movesFrom(0)) return { kind: 'local', step: first - start };
  if (times > 1 && first < start && isInFirstRound(second) && movesFrom(1))
    return { kind: 'carried', step: second - start, first };
  return first < start && refs.every((ref) => ref === first)
    ? { kind: 'same', ref: first }
    : { kind: 'varying', refs };
}
