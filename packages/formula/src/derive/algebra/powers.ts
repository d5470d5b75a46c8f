import { negated, ONE, type Rational, power as rationalPower, times } from '../../expression/rational.ts';
import { callAtom, sumFactor } from './atoms.ts';
import { asTerm, number, single } from './sums.ts';
import {
  exactly,
  type Factor,
  factor,
  isOne,
  isWhole,
  isZero,
  numberAtom,
  summed,
  type Tensor,
  type Term,
} from './tensor.ts';

/** x ^ exponent entry by entry, as far as it can be taken apart for every x at which it is defined. */
export function raisedTerm(x: Tensor, exponent: Rational): Term {
  const { axes } = x;
  if (isZero(exponent)) return number(ONE).terms[0];
  const term = asTerm(x);
  if (isOne(exponent) || isZero(term.coefficient)) return term;
  if (summed(term, axes).length > 0) return wrapped(x, exponent);
  if (!isWhole(exponent)) return rooted(x, term, exponent);
  return {
    coefficient: exactly(rationalPower(term.coefficient, exponent.numerator)),
    factors: term.factors.map((each) => ({ ...each, exponent: exactly(times(each.exponent, exponent)) })),
  };
}

/** A tensor as one factor, to a power. */
export function wrapped(x: Tensor, exponent: Rational): Term {
  const { coefficient, factors } = sumFactor(x);
  const [only] = factors;
  if (!isWhole(exponent)) {
    const root = rootOf(coefficient, exponent);
    if (root === undefined)
      return { coefficient: ONE, factors: [{ ...sumFactor(x, true).factors[0], exponent }] };
    return { coefficient: root.coefficient, factors: [...root.factors, { ...only, exponent }] };
  }
  return {
    coefficient: exactly(rationalPower(coefficient, exponent.numerator)),
    factors: [{ ...only, exponent }],
  };
}

/** A positive number to a power: what is rational of it, and the rest as a factor. Undefined for one below zero. */
function rootOf(base: Rational, exponent: Rational): Term | undefined {
  if (base.numerator < 0) return undefined;
  const factors: Factor[] = [];
  const part = (n: number, exponent: Rational): Rational => {
    const root = Math.round(n ** (1 / exponent.denominator));
    if (root ** exponent.denominator === n)
      return exactly(rationalPower({ numerator: root, denominator: 1 }, exponent.numerator));
    factors.push(factor(numberAtom(n), [], exponent));
    return ONE;
  };
  const above = part(base.numerator, exponent);
  const below = part(base.denominator, negated(exponent));
  return { coefficient: exactly(times(above, below)), factors };
}

const isEven = ({ numerator, denominator }: Rational) => denominator === 1 && numerator % 2 === 0;

/** Whether a factor is above zero wherever it is defined. */
export function isPositive({ atom, exponent }: Factor): boolean {
  if (atom.kind === 'number') return atom.value > 0;
  if (atom.kind === 'symbol') return atom.positive;
  if (atom.kind === 'power') {
    const term = asTerm(atom.base);
    return term.coefficient.numerator > 0 && term.factors.every(isPositive);
  }
  if (atom.kind === 'call' && POSITIVE.has(atom.name)) return true;
  if (atom.kind === 'sum')
    return (
      atom.of.terms.every(
        ({ coefficient, factors }) =>
          coefficient.numerator > 0 && factors.every((each) => isPositive(each) || isEven(each.exponent)),
      ) && atom.of.terms.some(({ factors }) => factors.every(isPositive))
    );
  return exponent.denominator % 2 === 0;
}

const POSITIVE: ReadonlySet<string> = new Set(['cosh', 'sigmoid', 'logistic', 'softmax', 'softplus']);

/** A product to a power that is no whole number: (x² y)^½ is |x| y^½, since y is not below zero where it is defined. */
function rooted(x: Tensor, term: Term, exponent: Rational): Term {
  const root = rootOf(term.coefficient, exponent);
  const unsigned = term.factors.filter((each) => !isPositive(each) && !isEven(each.exponent));
  if (root === undefined || unsigned.length > 1) return wrapped(x, exponent);
  const factors = term.factors.map((each): Factor => {
    const result = exactly(times(each.exponent, exponent));
    if (isPositive(each) || !isEven(each.exponent) || isEven(result)) return { ...each, exponent: result };
    return { ...absolute(each), exponent: result };
  });
  return { coefficient: root.coefficient, factors: [...root.factors, ...factors] };
}

function absolute({ atom, at }: Factor): Factor {
  const base = single(at, { atom, at, exponent: ONE });
  return callAtom('abs', [base]);
}
