import { negated, ONE, plus, type Rational } from '../../expression/rational.ts';
import { multiply } from './arithmetic.ts';
import { expanded } from './expand.ts';
import { Kernels, type Monomial } from './kernels.ts';
import { normalized } from './normal.ts';
import { factored, type Polynomial, polynomial, quotient } from './polynomials.ts';
import { tensor } from './sums.ts';
import { exactly, isZero, type Tensor, type Term, ZERO } from './tensor.ts';

/** What all terms have in common as a factor: common numerators, and the common denominator. */
interface Common {
  readonly factor: Term;
  readonly rest: Tensor;
}

const less = (a: Rational, b: Rational) => a.numerator * b.denominator < b.numerator * a.denominator;

/** The sum as a product of what its terms have in common and a sum without fractions. */
function common(x: Tensor): Common {
  const kernels = new Kernels(x.axes);
  const monomials = x.terms.map((term) => kernels.monomial(term));
  const least = new Map<string, Rational>();
  for (const key of kernels.all.keys()) {
    const exponents = monomials.map((each) => each.exponents.get(key) ?? ZERO);
    const lowest = exponents.reduce((a, b) => (less(b, a) ? b : a));
    if (!isZero(lowest)) least.set(key, lowest);
  }
  const rest = monomials.map((each): Monomial => {
    const exponents = new Map(each.exponents);
    for (const [key, exponent] of least)
      exponents.set(key, exactly(plus(exponents.get(key) ?? ZERO, negated(exponent))));
    return { ...each, exponents };
  });
  return {
    factor: kernels.term({ coefficient: ONE, exponents: least, others: [] }),
    rest: tensor(
      x.axes,
      rest.flatMap((each) => normalized(x.axes, kernels.term(each)).terms),
    ),
  };
}

/** A sum over a common denominator, with what cancels cancelled. */
export function together(x: Tensor): Tensor {
  if (x.terms.length < 2) return x;
  const { factor, rest } = common(x);
  const open = expanded(rest);
  const numerator = open ? factorsOf(open, factor) : [rest];
  return multiply({ axes: x.axes, terms: [factor] }, ...numerator);
}

/** A sum as factors: first those by which it is divided, then what else is found. */
function factorsOf(x: Tensor, divisor: Term): readonly Tensor[] {
  const kernels = new Kernels(x.axes);
  const monomials = x.terms.map((term) => kernels.monomial(term));
  if (x.terms.length < 2 || monomials.some(({ others }) => others.length > 0)) return [x];
  const bases = divisor.factors.flatMap((each) => {
    if (each.atom.kind !== 'sum') return [];
    const base = expanded({
      axes: x.axes,
      terms: [{ coefficient: ONE, factors: [{ ...each, exponent: ONE }] }],
    });
    return base && base.terms.length > 1 ? [base] : [];
  });
  const divisors = bases
    .map((base) => ({ base, monomials: base.terms.map((term) => kernels.monomial(term)) }))
    .filter(({ monomials: own }) => own.every(({ others }) => others.length === 0));
  const keys = [...kernels.all.keys()];
  const asPolynomial = (all: readonly Monomial[]): Polynomial =>
    polynomial(
      all.map(({ coefficient, exponents }) => ({
        coefficient,
        exponents: keys.map((key) => exponents.get(key) ?? ZERO),
      })),
    );
  const asTensor = (terms: Polynomial): Tensor =>
    tensor(
      x.axes,
      terms.flatMap(
        ({ coefficient, exponents }) =>
          normalized(
            x.axes,
            kernels.term({
              coefficient,
              exponents: new Map(keys.map((key, k) => [key, exponents[k]])),
              others: [],
            }),
          ).terms,
      ),
    );
  let rest = asPolynomial(monomials);
  const found: Tensor[] = [];
  for (const { base, monomials: own } of divisors) {
    const divisor = asPolynomial(own);
    if (divisor.length < 2) continue;
    for (let next = quotient(rest, divisor); next; next = quotient(rest, divisor)) {
      found.push(base);
      rest = next;
    }
  }
  return [...found, ...factored(rest).map(asTensor)];
}
