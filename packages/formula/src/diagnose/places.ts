import { ChainruleError, graph, Random, replay, Value } from '@chainrule/core';
import { hasOrigin, outcomesAt } from '../read/outcomes.ts';
import { flat, isFinite } from './agreement.ts';
import { derivationOf, isLiteral } from './constants.ts';
import {
  isPositive,
  type Keeping,
  keepable,
  type Movement,
  movedEntries,
  type Reach,
  reachBeyond,
  reachesOf,
} from './moves.ts';
import { Place } from './place.ts';
import { Sides } from './sides.ts';

/** What is differentiated, and the graph that it is part of. */
export interface Subject {
  readonly root: Value;
  /** The end of the graph: all that stands before it has numbers at every place. */
  readonly whole: Value;
}

/** The graph where it stands, in double precision. */
export function givenPlace(subject: Subject): Place {
  const { leaves } = leavesOf(subject.whole);
  const doubles = new Map(leaves.map((leaf) => [leaf, like(leaf, Float64Array.from(flat(leaf)))]));
  return placed(subject, doubles) ?? new Place(subject.root, new Map());
}

/** How places are sought. */
export interface Search {
  readonly movement: Movement;
  readonly count: number;
  /** Leaves that move and keep something. */
  readonly kept?: ReadonlyMap<Value, Keeping>;
  /** Whether a place will do. */
  readonly fits?: (place: Place) => boolean;
  /** Whether one will do that lies beyond a kink; such places are sought besides where this is given. */
  readonly fitsBeyond?: (place: Place) => boolean;
}

/** Places beyond kinks, and how many are tried. */
const MOST_BEYOND = 6;
const TRIALS = 40;

/** Random places at which all is defined; fewer, or none, where the graph is not to be had at other numbers. */
export function otherPlaces(subject: Subject, search: Search): Place[] {
  const { count, movement, fits = () => true } = search;
  const draw = new Draw(subject, search);
  const found: Place[] = [];
  for (let k = 0; k < count; k++) {
    const place = draw.somewhere(reachesOf(movement, k), fits);
    if (place === undefined) break;
    found.push(place);
  }
  return found.length > 0 && movement !== 'near'
    ? [...found, ...beyond(subject, search, draw, found)]
    : found;
}

/** Places on the sides of kinks that others do not lie on. */
function beyond(subject: Subject, { fitsBeyond }: Search, draw: Draw, others: readonly Place[]): Place[] {
  const found: Place[] = [];
  if (!fitsBeyond) return found;
  const sides = new Sides(subject.root);
  for (const place of others) sides.see(place);
  for (let k = 0; k < TRIALS && found.length < MOST_BEYOND && !sides.complete; k++) {
    const place = draw.somewhere([reachBeyond(k)], (each) => sides.isNew(each) && fitsBeyond(each));
    if (place === undefined) continue;
    sides.see(place);
    found.push(place);
  }
  return found;
}

/** Draws places at random. */
class Draw {
  readonly #subject: Subject;
  readonly #search: Search;
  readonly #leaves: Leaves;
  readonly #random = new Random(20_15);

  constructor(subject: Subject, search: Search) {
    this.#subject = subject;
    this.#search = search;
    this.#leaves = leavesOf(subject.whole);
  }

  /** A place at the first of these reaches at which one fits. */
  somewhere(reaches: readonly Reach[], fits: (place: Place) => boolean): Place | undefined {
    for (const reach of reaches) {
      const place = placed(this.#subject, this.#moved(reach));
      if (place && isFinite(place.at(this.#subject.root)) && fits(place)) return place;
    }
    return undefined;
  }

  #moved(reach: Reach): Map<Value, Value> {
    const { movement, kept } = this.#search;
    const { leaves, free } = this.#leaves;
    const moved = new Map<Value, Value>();
    for (const leaf of leaves) {
      const moves = free.has(leaf) && (movement !== 'parameters' || leaf.wantsGradient);
      const entries = Float64Array.from(flat(leaf));
      const other = () => movedEntries(leaf, entries, reach, kept?.get(leaf), this.#random);
      moved.set(leaf, like(leaf, moves ? other() : entries));
    }
    if (movement !== 'parameters') for (const leaf of leaves) follow(leaf, moved, free, movement);
    return moved;
  }
}

/** Moves a constant without a name with the one that it was computed from. */
function follow(leaf: Value, moved: Map<Value, Value>, free: ReadonlySet<Value>, movement: Movement): void {
  if (free.has(leaf) || (movement !== 'derived' && isLiteral(leaf))) return;
  const derived = derivationOf(leaf, namedConstants(free));
  if (derived) moved.set(leaf, like(leaf, Float64Array.from(flat(moved.get(derived.from)!), derived.entry)));
}

const namedConstants = (free: ReadonlySet<Value>) => [...free].filter((leaf) => !leaf.wantsGradient);

/** The constants without a name that can have been computed from one that moves, and may move with it. */
export function derivedConstants({ whole }: Subject): readonly Value[] {
  const { leaves, free } = leavesOf(whole);
  const named = namedConstants(free);
  return leaves.filter((leaf) => !free.has(leaf) && derivationOf(leaf, named));
}

/** A place where some leaves are other numbers; undefined where the graph cannot be computed there. */
export function placeWith(
  subject: Subject,
  place: Place,
  others: ReadonlyMap<Value, Value>,
): Place | undefined {
  const { leaves } = leavesOf(subject.whole);
  return placed(
    subject,
    new Map(
      leaves.map((leaf) => {
        const value = others.get(leaf) ?? place.at(leaf);
        return [leaf, like(leaf, Float64Array.from(flat(value)))];
      }),
    ),
  );
}

/** The leaves that can move and keep something, and what. */
export function keepableLeaves({ whole }: Subject): readonly (readonly [Value, readonly Keeping[]])[] {
  return [...leavesOf(whole).free].flatMap((leaf) => {
    const can = keepable(leaf);
    return can.length > 0 ? [[leaf, can] as const] : [];
  });
}

/** The leaves that can move and are positive in all entries. */
export const positiveLeaves = ({ whole }: Subject): readonly Value[] =>
  [...leavesOf(whole).free].filter(isPositive);

/** Whether a graph holds numbers that may have been computed from its inputs in a way that nobody can tell. */
export function hasUnknownConstants({ whole }: Subject): boolean {
  const { leaves, free } = leavesOf(whole);
  const named = namedConstants(free);
  return leaves.some(
    (leaf) => !free.has(leaf) && !isLiteral(leaf) && !hasOrigin(leaf) && !derivationOf(leaf, named),
  );
}

function placed({ root, whole }: Subject, leaves: ReadonlyMap<Value, Value>): Place | undefined {
  try {
    const outcomes = outcomesAt(whole, leaves);
    const numbers = new Map([...leaves, ...outcomes]);
    return new Place(root, new Map([...numbers, ...replay(whole, numbers)]), outcomes);
  } catch (error) {
    // An operation that found its places in the numbers, as sort does, refuses others.
    if (error instanceof ChainruleError) return undefined;
    throw error;
  }
}

interface Leaves {
  readonly leaves: readonly Value[];
  readonly free: ReadonlySet<Value>;
}

/** The leaves that are numbers, and those of them that have a name or want a gradient: the variables of the formula. */
function leavesOf(root: Value): Leaves {
  const leaves = graph(root).nodes.filter((node) => !node.primitive && node.dtype.startsWith('float'));
  return { leaves, free: new Set(leaves.filter((leaf) => leaf.name !== undefined || leaf.wantsGradient)) };
}

/** Other numbers in the place of a leaf, in double precision. */
function like(leaf: Value, entries: Float64Array): Value {
  const data = leaf.rank === 0 ? entries[0] : entries;
  // Inputs too: their gradient can have been taken for that of a parameter.
  const wants = leaf.wantsGradient || leaf.name !== undefined;
  const made = Value.of({ data, shape: leaf.shape, dtype: 'float64' }, wants);
  made.name = leaf.name;
  return made;
}
