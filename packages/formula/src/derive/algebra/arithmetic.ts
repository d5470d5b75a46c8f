import { ONE, type Rational, times } from '../../expression/rational.ts';
import { powerAtom } from './atoms.ts';
import { normalized, sizeTerm } from './normal.ts';
import { raisedTerm } from './powers.ts';
import { asNumber, asTerm, number, scale, single, tensor } from './sums.ts';
import {
  E,
  exactly,
  factor,
  type Index,
  isOne,
  moved,
  over,
  renewed,
  type Tensor,
  type Term,
} from './tensor.ts';

/** The product entry by entry, of tensors over the same axes. A sum stays a factor; a number is multiplied in. */
export function multiply(...tensors: readonly Tensor[]): Tensor {
  const [{ axes }] = tensors;
  if (tensors.some(({ terms }) => terms.length === 0)) return { axes, terms: [] };
  const plain = tensors.map((each) => asNumber(each));
  const rest = tensors.filter((_, k) => plain[k] === undefined);
  const coefficient = plain.reduce<Rational>((a, b) => (b ? exactly(times(a, b)) : a), ONE);
  if (rest.length === 0) return number(coefficient, axes);
  if (rest.length === 1) return scale(over(rest[0], axes), coefficient);
  return normalized(
    axes,
    product(
      rest.map((each) => renewed(asTerm(over(each, axes)), axes)),
      coefficient,
    ),
  );
}

export const product = (terms: readonly Term[], coefficient: Rational = ONE): Term => ({
  coefficient: terms.reduce((a, b) => exactly(times(a, b.coefficient)), coefficient),
  factors: terms.flatMap(({ factors }) => factors),
});

/** The sum over an axis. */
export function contract(x: Tensor, axis: Index): Tensor {
  const axes = x.axes.filter((each) => each !== axis);
  const terms = x.terms.flatMap((term) => {
    const used = term.factors.some(({ at }) => at.includes(axis));
    return normalized(axes, used ? term : sizeTerm(term, axis.size)).terms;
  });
  return tensor(axes, terms);
}

/** The axis of a tensor renamed, which makes two of them one. */
export function identified(x: Tensor, from: Index, to: Index): Tensor {
  const axes = x.axes.filter((each) => each !== from);
  const terms = x.terms.flatMap((term) => normalized(axes, moved(term, new Map([[from, to]]))).terms);
  return tensor(axes, terms);
}

/** x ^ exponent entry by entry. */
export const raised = (x: Tensor, exponent: Rational): Tensor =>
  isOne(exponent) || x.terms.length === 0 ? x : normalized(x.axes, raisedTerm(x, exponent));

/** base ^ exponent for any exponent. */
export function power(base: Tensor, exponent: Tensor): Tensor {
  const plain = asNumber(exponent);
  if (plain) return raised(base, plain);
  if (asNumber(base) && isOne(asNumber(base)!)) return base;
  const axes = base.axes;
  return normalized(axes, { coefficient: ONE, factors: [powerAtom(base, over(exponent, axes))] });
}

export const exponential = (x: Tensor): Tensor => power(single(x.axes, factor(E)), x);

/** A tensor broadcast to these axes. */
export function onto(x: Tensor, axes: readonly Index[]): Tensor {
  const own = axes.slice(axes.length - x.axes.length);
  // An axis of size 1 is one that nothing depends on.
  const placed = over(x, own);
  return { axes, terms: placed.terms };
}
