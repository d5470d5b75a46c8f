import type { Expression } from '../../expression/expression.ts';
import { ONE, type Rational } from '../../expression/rational.ts';

/*
 * Formulas of scalars, vectors and matrices in index notation: Σⱼ Aᵢⱼ xⱼ is a term with two factors, whose index j is none of
 * the axes and so is summed over. Transposes, traces, outer products, broadcasting and axes of size 1 are only a matter of which
 * index stands where, so terms that are equal look equal. `matrix-form.ts` writes them in the notation of matrices again.
 */

/** An index of factors; each object is one index. Its size is a letter, a number or a product of them, as text. */
export class Index {
  readonly size: string;
  constructor(size: string) {
    this.size = size;
  }
}

/** A sum of terms, whose free indices are the axes in their order. */
export interface Tensor {
  readonly axes: readonly Index[];
  readonly terms: readonly Term[];
}

/** coefficient · factors, summed over each index of the factors that is none of the axes. */
export interface Term {
  readonly coefficient: Rational;
  readonly factors: readonly Factor[];
}

/** The entry of an atom at these indices, to a power. */
export interface Factor {
  readonly atom: Atom;
  readonly exponent: Rational;
  readonly at: readonly Index[];
}

interface AtomBase {
  /** The same for atoms that are equal. */
  readonly key: string;
  readonly rank: number;
  /** Whether its two indices can be exchanged. */
  readonly symmetric: boolean;
}

/** A variable, a size, or a constant such as e. */
export interface SymbolAtom extends AtomBase {
  readonly kind: 'symbol';
  readonly name: string;
  /** Whether its entries are known to be above zero. */
  readonly positive: boolean;
  /** Whether its entries along the last axis add up to 1. */
  readonly sumsToOne: boolean;
}

/** A number to a power that is not a rational number; its coefficient could not hold it. */
export interface NumberAtom extends AtomBase {
  readonly kind: 'number';
  readonly value: number;
}

/** δ: 1 where its two indices are equal, otherwise 0. */
export interface DeltaAtom extends AtomBase {
  readonly kind: 'delta';
}

/** 1 where the first index counts through the other two, row by row, otherwise 0: it makes one axis of two. */
export interface PairAtom extends AtomBase {
  readonly kind: 'pair';
}

/** A tensor as a factor, which is not multiplied out. */
export interface SumAtom extends AtomBase {
  readonly kind: 'sum';
  readonly of: Tensor;
}

/** base ^ exponent, entry by entry; both have the axes of the atom. */
export interface PowerAtom extends AtomBase {
  readonly kind: 'power';
  readonly base: Tensor;
  readonly exponent: Tensor;
}

/** A function of operands: entry by entry, whose operands then have the axes of the atom, or of whole arrays. */
export interface CallAtom extends AtomBase {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly Tensor[];
  readonly elementwise: boolean;
  readonly write: (operands: readonly Expression[]) => Expression;
}

export type Atom = SymbolAtom | NumberAtom | DeltaAtom | PairAtom | SumAtom | PowerAtom | CallAtom;

/** What index notation, or that of matrices, has no way to say. */
export class Unsaid extends Error {}

/** A number that a formula cannot be simplified with: too many digits. */
export class TooLarge extends Error {}

export const exactly = (rational: Rational | undefined): Rational => {
  if (rational === undefined) throw new TooLarge();
  return rational;
};

export const ZERO: Rational = { numerator: 0, denominator: 1 };
export const MINUS_ONE: Rational = { numerator: -1, denominator: 1 };
export const isOne = ({ numerator, denominator }: Rational) => numerator === 1 && denominator === 1;
export const isWhole = ({ denominator }: Rational) => denominator === 1;
export const isZero = ({ numerator }: Rational) => numerator === 0;
export const sameRational = (a: Rational, b: Rational) =>
  a.numerator === b.numerator && a.denominator === b.denominator;

export const symbol = (name: string, rank: number, traits: Partial<SymbolAtom> = {}): SymbolAtom => ({
  kind: 'symbol',
  name,
  rank,
  symmetric: traits.symmetric ?? false,
  positive: traits.positive ?? false,
  sumsToOne: traits.sumsToOne ?? false,
  key: traits.key ?? JSON.stringify(name),
});

/** The size of an axis, which may have the letter of a variable. */
export const sizeSymbol = (letter: string): SymbolAtom =>
  symbol(letter, 0, { positive: true, key: `size ${letter}` });

export const numberAtom = (value: number): NumberAtom => ({
  kind: 'number',
  value,
  rank: 0,
  symmetric: false,
  key: `#${value}`,
});

export const DELTA: DeltaAtom = { kind: 'delta', rank: 2, symmetric: true, key: 'δ' };

export const PAIR: PairAtom = { kind: 'pair', rank: 3, symmetric: false, key: 'pair' };

/** The constant e, of which exponentials are powers. */
export const E: SymbolAtom = { ...symbol('e', 0, { positive: true }), key: 'e' };

export const factor = (atom: Atom, at: readonly Index[] = [], exponent: Rational = ONE): Factor => ({
  atom,
  exponent,
  at,
});

/** The indices of a term that are summed over. */
export function summed(term: Term, axes: readonly Index[]): Index[] {
  const found = new Set<Index>();
  for (const { at } of term.factors) for (const index of at) if (!axes.includes(index)) found.add(index);
  return [...found];
}

/** The axes that some term depends on. */
export const usedAxes = ({ axes, terms }: Tensor): Index[] =>
  axes.filter((axis) => terms.some(({ factors }) => factors.some(({ at }) => at.includes(axis))));

/** A term with other indices. */
export const moved = (term: Term, to: ReadonlyMap<Index, Index>): Term => ({
  coefficient: term.coefficient,
  factors: term.factors.map((each) => ({ ...each, at: each.at.map((index) => to.get(index) ?? index) })),
});

/** A term whose summed indices are in no other term. */
export function renewed(term: Term, axes: readonly Index[]): Term {
  const own = summed(term, axes);
  return own.length === 0 ? term : moved(term, new Map(own.map((index) => [index, new Index(index.size)])));
}

/** A tensor over other axes. */
export function over(tensor: Tensor, axes: readonly Index[]): Tensor {
  const to = new Map(tensor.axes.map((axis, k) => [axis, axes[k]]));
  return { axes, terms: tensor.terms.map((term) => moved(renewed(term, tensor.axes), to)) };
}

/** The same tensor over new indices. */
export const fresh = (tensor: Tensor): Tensor =>
  over(
    tensor,
    tensor.axes.map(({ size }) => new Index(size)),
  );
