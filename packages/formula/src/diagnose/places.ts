import {
  backward,
  ChainruleError,
  type Gradients,
  graph,
  ones,
  Random,
  replay,
  Value,
} from '@chainrule/core';
import { flat, isFinite, largest } from './agreement.ts';
import { derivationOf, isLiteral } from './constants.ts';

/** A graph at other numbers. */
export class Place {
  /** The node of the graph that is differentiated. */
  readonly root: Value;
  readonly #moved: ReadonlyMap<Value, Value>;
  readonly #gradients = new Map<Value, Gradients>();
  #scale: number | undefined;

  constructor(root: Value, moved: ReadonlyMap<Value, Value>) {
    this.root = root;
    this.#moved = moved;
  }

  /** What stands here in the place of a node of the graph. */
  at(node: Value): Value {
    return this.#moved.get(node) ?? node;
  }

  /** ∂root/∂node here. */
  gradientOf(node: Value): Value {
    return this.rateOf(this.root, node);
  }

  /** ∂of/∂node here, where `of` is an array that of the sum of its entries. */
  rateOf(of: Value, node: Value): Value {
    let gradients = this.#gradients.get(of);
    if (gradients === undefined) {
      const root = this.at(of);
      gradients = backward(root, { seed: ones(root.shape) });
      this.#gradients.set(of, gradients);
    }
    return gradients.of(this.at(node));
  }

  /** The size of the terms that make the gradients here: what rounding leaves of them when they cancel is measured by it. */
  get scale(): number {
    this.#scale ??= graph(this.at(this.root))
      .nodes.filter(({ wantsGradient }) => wantsGradient)
      .reduce((most, node) => Math.max(most, largest(this.gradientOf(node))), 0);
    return this.#scale;
  }
}

/** How far the leaves go from where they are, relative to their size; smaller where a formula is not defined there. */
const REACHES = [1.2, 0.4, 0.1, 0.02, 0.002];

/** In place of a reach: numbers around zero, where no function of the usual ones is saturated. */
const UNIT = 'unit';

/** So little that no comparison changes sides. */
const NEAR = [1e-3, 1e-5];

type Reach = number | typeof UNIT;

/** So that no claim is missed that depends on one sign of a number. */
const SHARE_OF_TYPICAL = 0.3;

/**
 * `'free'`: every leaf moves in every entry. `'kept'`: what looks like probabilities keeps its sum, and what holds only
 * zeros and ones keeps to these. `'near'`: moves so small that no comparison changes sides. `'parameters'`: only
 * what wants a gradient moves. `'derived'`: constants that may be numbers of the formula move too, where they can also have
 * been computed from constants that move.
 */
export type Movement = 'free' | 'derived' | 'kept' | 'near' | 'parameters';

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

/** Random places at which all is defined; fewer, or none, where the graph is not to be had at other numbers. */
export function otherPlaces(
  subject: Subject,
  movement: Movement,
  count: number,
  defined: (place: Place) => boolean,
): Place[] {
  const random = new Random(20_15);
  const { leaves, free } = leavesOf(subject.whole);
  const found: Place[] = [];
  for (let k = 0; k < count; k++) {
    const place = somewhere(
      subject,
      { leaves, free },
      movement,
      k % 2 === 1 ? [UNIT, ...REACHES] : REACHES,
      random,
      defined,
    );
    if (place === undefined) break;
    found.push(place);
  }
  return found;
}

function somewhere(
  subject: Subject,
  { leaves, free }: Leaves,
  movement: Movement,
  reaches: readonly Reach[],
  random: Random,
  defined: (place: Place) => boolean,
): Place | undefined {
  for (const reach of movement === 'near' ? NEAR : reaches) {
    const moved = new Map<Value, Value>();
    for (const leaf of leaves) {
      const moves = free.has(leaf) && (movement !== 'parameters' || leaf.wantsGradient);
      const entries = Float64Array.from(flat(leaf));
      moved.set(leaf, like(leaf, moves ? movedEntries(leaf, entries, reach, movement, random) : entries));
    }
    if (movement !== 'parameters') for (const leaf of leaves) follow(leaf, moved, free, movement);
    const place = placed(subject, moved);
    if (place && isFinite(place.at(subject.root)) && defined(place)) return place;
  }
  return undefined;
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

/** Whether a graph holds numbers that may have been computed from its inputs in a way that nobody can tell. */
export function hasUnknownConstants({ whole }: Subject): boolean {
  const { leaves, free } = leavesOf(whole);
  const named = namedConstants(free);
  return leaves.some((leaf) => !free.has(leaf) && !isLiteral(leaf) && !derivationOf(leaf, named));
}

function placed({ root, whole }: Subject, leaves: ReadonlyMap<Value, Value>): Place | undefined {
  try {
    return new Place(root, new Map([...leaves, ...replay(whole, leaves)]));
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

function movedEntries(
  leaf: Value,
  entries: Float64Array,
  reach: Reach,
  movement: Movement,
  random: Random,
): Float64Array {
  if (movement === 'kept' && !leaf.wantsGradient && leaf.rank > 0) {
    if (isBinary(entries)) return shuffledRows(leaf, entries, random);
    if (areProbabilities(leaf, entries))
      return probabilities(leaf, entries, reach === UNIT ? 1 : reach, random);
  }
  const between = () => 2 * random.next() - 1;
  if (reach === UNIT) return entries.map(() => 1.5 * between());
  const typical = Math.hypot(...entries) / Math.sqrt(entries.length) || 0.5;
  return entries.map((x) => x + reach * (Math.abs(x) + SHARE_OF_TYPICAL * typical) * between());
}

const isBinary = (entries: Float64Array) =>
  entries.every((x) => x === 0 || x === 1) && new Set(entries).size === 2;

const rowLength = ({ shape }: Value) => shape[shape.length - 1];

function areProbabilities(leaf: Value, entries: Float64Array): boolean {
  const n = rowLength(leaf);
  if (n < 2 || entries.some((x) => x < 0)) return false;
  for (let i = 0; i < entries.length; i += n)
    if (Math.abs(entries.subarray(i, i + n).reduce((a, b) => a + b, 0) - 1) > 1e-6) return false;
  return true;
}

/** Zeros and ones in another order within each row: of a row that holds a single one, again a single one. */
function shuffledRows(leaf: Value, entries: Float64Array, random: Random): Float64Array {
  const n = rowLength(leaf);
  const single = areProbabilities(leaf, entries);
  if (!single) return entries.map(() => Number(random.next() < 0.5));
  for (let i = 0; i < entries.length; i += n) {
    const row = entries.slice(i, i + n);
    random.permutation(n).forEach((from, to) => {
      entries[i + to] = row[from];
    });
  }
  return entries;
}

function probabilities(leaf: Value, entries: Float64Array, reach: number, random: Random): Float64Array {
  const n = rowLength(leaf);
  const moved = entries.map(
    (x) => x * Math.exp(reach * (2 * random.next() - 1)) + 0.1 * reach * random.next(),
  );
  for (let i = 0; i < moved.length; i += n) {
    const row = moved.subarray(i, i + n);
    const total = row.reduce((a, b) => a + b, 0);
    row.forEach((x, k) => {
      row[k] = x / total;
    });
  }
  return moved;
}
