import {
  greatestCommonDivisor,
  negated,
  plus,
  power,
  type Rational,
  times,
} from '../../expression/rational.ts';
import { exactly, isWhole, isZero, ZERO } from './tensor.ts';

/*
 * Polynomials in several kernels with rational coefficients: monomials by the exponents of the kernels, in a fixed order.
 */

export interface PolynomialTerm {
  readonly coefficient: Rational;
  readonly exponents: readonly Rational[];
}

export type Polynomial = readonly PolynomialTerm[];

const compare = (a: Rational, b: Rational) => a.numerator * b.denominator - b.numerator * a.denominator;

const byExponents = (a: PolynomialTerm, b: PolynomialTerm): number => {
  for (const [k, exponent] of a.exponents.entries()) {
    const order = compare(b.exponents[k], exponent);
    if (order !== 0) return order;
  }
  return 0;
};

/** Sorted by the exponents, the greatest first, with equal terms together. */
export function polynomial(terms: readonly PolynomialTerm[]): Polynomial {
  const found: PolynomialTerm[] = [];
  for (const term of [...terms].sort(byExponents)) {
    const last = found.at(-1);
    if (last && byExponents(last, term) === 0)
      found[found.length - 1] = { ...last, coefficient: exactly(plus(last.coefficient, term.coefficient)) };
    else found.push(term);
  }
  return found.filter(({ coefficient }) => !isZero(coefficient));
}

const multiplied = (a: PolynomialTerm, b: PolynomialTerm): PolynomialTerm => ({
  coefficient: exactly(times(a.coefficient, b.coefficient)),
  exponents: a.exponents.map((exponent, k) => exactly(plus(exponent, b.exponents[k]))),
});

/** a/b where that is a polynomial; undefined where a rest is left. */
export function quotient(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const [lead] = b;
  const found: PolynomialTerm[] = [];
  let rest = a;
  for (let steps = 0; rest.length > 0; steps++) {
    if (steps > 60) return undefined;
    const exponents = rest[0].exponents.map((exponent, k) =>
      exactly(plus(exponent, negated(lead.exponents[k]))),
    );
    if (exponents.some(({ numerator }) => numerator < 0)) return undefined;
    const coefficient = exactly(times(rest[0].coefficient, exactly(power(lead.coefficient, -1))));
    const term = { coefficient, exponents };
    found.push(term);
    const taken = b.map((each) => multiplied(each, { ...term, coefficient: negated(coefficient) }));
    rest = polynomial([...rest, ...taken]);
  }
  return found;
}

/** Factors of a polynomial whose product it is, found by its roots and by what its coefficients have in common. */
export function factored(a: Polynomial): readonly Polynomial[] {
  const factor = properFactor(a);
  const rest = factor && quotient(a, factor);
  if (!factor || !rest) return [a];
  return [...factored(factor), ...factored(rest)];
}

function properFactor(a: Polynomial): Polynomial | undefined {
  if (a.length < 2) return undefined;
  const count = a[0].exponents.length;
  for (let k = 0; k < count; k++) {
    const found = linearFactor(a, k) ?? coefficientFactor(a, k);
    if (found) return found;
  }
  return undefined;
}

/** q k − p where p/q is a root of a polynomial in one kernel. */
function linearFactor(a: Polynomial, k: number): Polynomial | undefined {
  const others = a.some(({ exponents }) => exponents.some((each, j) => j !== k && !isZero(each)));
  if (others || !a.every(({ exponents }) => isWhole(exponents[k]))) return undefined;
  const degree = a[0].exponents[k].numerator;
  const step = a.map(({ exponents }) => exponents[k].numerator).reduce(greatestCommonDivisor);
  if (degree / step < 2 || degree / step > 8) return undefined;
  const scale = a
    .map(({ coefficient }) => coefficient.denominator)
    .reduce((x, y) => (x * y) / greatestCommonDivisor(x, y));
  const whole = (term: PolynomialTerm) => (term.coefficient.numerator * scale) / term.coefficient.denominator;
  const last = a[a.length - 1];
  if (!isZero(last.exponents[k])) return undefined;
  for (const q of divisors(whole(a[0])))
    for (const size of divisors(whole(last)))
      for (const p of [size, -size]) {
        if (greatestCommonDivisor(p, q) > 1) continue;
        const at = a.reduce((sum, term) => {
          const n = term.exponents[k].numerator / step;
          return sum + whole(term) * p ** n * q ** (degree / step - n);
        }, 0);
        if (at === 0)
          return [
            { coefficient: { numerator: q, denominator: 1 }, exponents: unit(a, k, step) },
            { coefficient: { numerator: -p, denominator: 1 }, exponents: unit(a, k, 0) },
          ];
      }
  return undefined;
}

const unit = ([{ exponents }]: Polynomial, k: number, exponent: number) =>
  exponents.map((_, j) => (j === k ? { numerator: exponent, denominator: 1 } : ZERO));

/** A coefficient of the powers of one kernel that divides all of it. */
function coefficientFactor(a: Polynomial, k: number): Polynomial | undefined {
  const byPower = new Map<string, PolynomialTerm[]>();
  for (const { coefficient, exponents } of a) {
    const { numerator, denominator } = exponents[k];
    const key = `${numerator}/${denominator}`;
    const own = { coefficient, exponents: exponents.map((each, j) => (j === k ? ZERO : each)) };
    byPower.set(key, [...(byPower.get(key) ?? []), own]);
  }
  if (byPower.size < 2) return undefined;
  const [least] = [...byPower.values()].sort((x, y) => x.length - y.length);
  if (least.length < 2) return undefined;
  const candidate = polynomial(least);
  return quotient(a, candidate) ? candidate : undefined;
}

function divisors(n: number): number[] {
  const size = Math.abs(n);
  if (size === 0 || size > 10_000) return [];
  return Array.from({ length: size }, (_, k) => k + 1).filter((k) => size % k === 0);
}
