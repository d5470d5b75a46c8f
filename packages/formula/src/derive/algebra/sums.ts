import { ONE, plus, type Rational, times } from '../../expression/rational.ts';
import { sumFactor } from './atoms.ts';
import { termKey } from './keys.ts';
import {
  exactly,
  type Factor,
  type Index,
  isOne,
  isZero,
  MINUS_ONE,
  moved,
  over,
  renewed,
  type Tensor,
  type Term,
  ZERO,
} from './tensor.ts';

/** A number in all entries. */
export const number = (coefficient: Rational, axes: readonly Index[] = []): Tensor => ({
  axes,
  terms: isZero(coefficient) ? [] : [{ coefficient, factors: [] }],
});

export const single = (axes: readonly Index[], each: Factor): Tensor => ({
  axes,
  terms: [{ coefficient: ONE, factors: [each] }],
});

export const tensor = (axes: readonly Index[], terms: readonly Term[]): Tensor => ({
  axes,
  terms: collected(axes, terms),
});

/** Equal terms together, those that are zero left out. */
export function collected(axes: readonly Index[], terms: readonly Term[]): Term[] {
  const found = new Map<string, Term>();
  for (const term of terms) {
    const key = termKey(term, axes);
    const before = found.get(key);
    const coefficient = before ? exactly(plus(before.coefficient, term.coefficient)) : term.coefficient;
    found.set(key, { coefficient, factors: (before ?? term).factors });
  }
  return [...found.values()].filter(({ coefficient }) => !isZero(coefficient));
}

/** The sum of tensors over the same axes. */
export function add(...tensors: readonly Tensor[]): Tensor {
  const [{ axes }] = tensors;
  const terms = tensors.flatMap((each) => over(each, axes).terms.flatMap((term) => opened(term, axes)));
  return tensor(axes, terms);
}

/** The terms of a term that is a number times a sum. */
export function opened(term: Term, axes: readonly Index[]): readonly Term[] {
  const [only, more] = term.factors;
  if (more || only?.atom.kind !== 'sum' || only.atom.of.terms.length < 2 || !isOne(only.exponent))
    return [term];
  const to = new Map(only.atom.of.axes.map((axis, k) => [axis, only.at[k]]));
  if (only.at.some((index) => !axes.includes(index))) return [term];
  return only.atom.of.terms.flatMap((each) =>
    opened(
      scaled(moved(renewed(each, only.atom.kind === 'sum' ? only.atom.of.axes : []), to), term.coefficient),
      axes,
    ),
  );
}

export const scaled = (term: Term, by: Rational): Term => ({
  coefficient: exactly(times(term.coefficient, by)),
  factors: term.factors,
});

export const scale = ({ axes, terms }: Tensor, by: Rational): Tensor => ({
  axes,
  terms: isZero(by) ? [] : terms.map((term) => scaled(term, by)),
});

export const negative = (x: Tensor): Tensor => scale(x, MINUS_ONE);

/** A tensor as one term: a sum of several becomes a factor. */
export function asTerm(x: Tensor): Term {
  if (x.terms.length === 1) return x.terms[0];
  if (x.terms.length === 0) return { coefficient: ZERO, factors: [] };
  return sumFactor(x);
}

/** A tensor that is one number in all entries. */
export function asNumber({ terms }: Tensor): Rational | undefined {
  if (terms.length === 0) return { numerator: 0, denominator: 1 };
  return terms.length === 1 && terms[0].factors.length === 0 ? terms[0].coefficient : undefined;
}
