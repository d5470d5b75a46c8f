import type { Variable } from '../../program/program.ts';
import { isWhole, type Place } from './place.ts';
import type { ChainInput, ChainType, ChainUnit, Link, Operand, Reduction, Unit } from './units.ts';

/** A chain with more operations than this does not stay in cache. */
const MOST_LINKS = 48;

/** The elements of a chain as a reduction sees them: [outer, reduced, inner]. */
export type Geometry = Pick<Reduction, 'outer' | 'reduced' | 'inner'>;

/** The elements that a chunk of a chain must not divide: a row of results of one reduction. */
export const rowOf = ({ outer, reduced, inner }: Geometry): number => (outer === 1 ? inner : reduced * inner);

/** The smallest number of elements that is a whole number of rows of all reductions of a chain. */
export function rowOfAll(reductions: readonly Geometry[]): number {
  return reductions.map(rowOf).reduce((a, b) => (a / greatestCommonDivisor(a, b)) * b, 1);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Whether a chain can take another reduction and still be cut into chunks. */
function goesWith({ reductions, count }: ChainUnit, reduction: Geometry | undefined): boolean {
  if (reduction === undefined || reductions.length === 0) return true;
  return (
    rowOfAll([...reductions, reduction]) <= Math.max(count / 16, rowOf(reduction), ...reductions.map(rowOf))
  );
}

/** Where the numbers of a variable are computed, if it is in a chain. */
interface Linked {
  readonly unit: number;
  readonly chain: ChainUnit;
  readonly link: Link;
}

/**
 * The chains among the units. An operation joins the first chain in which all its inputs are available: results of the same chain
 * from there, everything else from memory, so the chain must come after the units that write it.
 */
export class Chains {
  readonly #units: Unit[];
  /** The first unit from which on the numbers at a place are in memory. */
  readonly #availableFrom: (place: Place) => number;
  readonly #linked = new Map<Variable, Linked>();
  readonly #indices = new Map<string, number[]>();

  constructor(units: Unit[], availableFrom: (place: Place) => number) {
    this.#units = units;
    this.#availableFrom = availableFrom;
  }

  /** The chain for an operation on `count` elements, and its operands there. */
  join(
    count: number,
    types: readonly ChainType[],
    inputs: readonly ChainInput[],
    reduction?: Geometry,
  ): { unit: number; chain: ChainUnit; operands: Operand[] } {
    const earliest = Math.max(
      0,
      ...inputs.map((x) => (typeof x === 'number' ? 0 : this.#earliest(x, count))),
    );
    const unit = this.#find(count, types, inputs, earliest, reduction) ?? this.#begin(count, types[0]);
    const chain = this.#units[unit] as ChainUnit;
    return { unit, chain, operands: inputs.map((x) => this.#operand(x, unit, count)) };
  }

  /** Notes that a variable is the result of a link. */
  made(result: Variable, unit: number, link: Link): void {
    this.#linked.set(result, { unit, chain: this.#units[unit] as ChainUnit, link });
  }

  /** Gives a variable that is computed in a chain a buffer, since it is read outside the chain. */
  store(root: Variable): void {
    this.#linked.get(root)?.chain.stores.add(root);
  }

  /** The link that computes the numbers at a place, if they are a whole variable of a chain of `count` elements. */
  #link(place: Place, count: number): Linked | undefined {
    const linked = this.#linked.get(place.root);
    return linked?.chain.count === count && isWhole(place) ? linked : undefined;
  }

  #earliest(place: Place, count: number): number {
    return this.#link(place, count)?.unit ?? this.#availableFrom(place);
  }

  #find(
    count: number,
    types: readonly ChainType[],
    inputs: readonly ChainInput[],
    earliest: number,
    reduction: Geometry | undefined,
  ): number | undefined {
    const fits = types.flatMap((type) => this.#indices.get(`${type} ${count}`) ?? []).sort((a, b) => a - b);
    return fits.find((unit) => {
      const chain = this.#units[unit] as ChainUnit;
      if (unit < earliest || chain.links.length >= MOST_LINKS || !goesWith(chain, reduction)) return false;
      return inputs.some((x) => this.#shares(x, unit, count));
    });
  }

  /** Whether a chain computes or reads the numbers at a place. */
  #shares(input: ChainInput, unit: number, count: number): boolean {
    if (typeof input === 'number') return false;
    if (this.#link(input, count)?.unit === unit) return true;
    const { links } = this.#units[unit] as ChainUnit;
    return links.some(({ operands }) =>
      operands.some((x) => x.kind === 'place' && x.place.root === input.root),
    );
  }

  #begin(count: number, type: ChainType): number {
    const unit =
      this.#units.push({ kind: 'chain', type, count, links: [], reductions: [], stores: new Set() }) - 1;
    const key = `${type} ${count}`;
    this.#indices.set(key, [...(this.#indices.get(key) ?? []), unit]);
    return unit;
  }

  #operand(input: ChainInput, unit: number, count: number): Operand {
    if (typeof input === 'number') return { kind: 'number', value: input };
    const linked = this.#link(input, count);
    if (linked?.unit === unit) return { kind: 'link', link: linked.link };
    this.store(input.root);
    return { kind: 'place', place: input };
  }
}
