import { ONE, plus, type Rational, times } from '../../expression/rational.ts';
import { powerAtom, sumFactor } from './atoms.ts';
import { baseOf, exponentOf } from './rules.ts';
import { exactly, type Factor, type Index, sameRational, type Term } from './tensor.ts';

/*
 * A term as a monomial: kernels, which are factors to the power of one, with their exponents. In e^(2x) the kernel is e^x.
 */

export interface Kernel {
  /** The same for equal factors at equal indices. */
  readonly key: string;
  readonly unit: Factor;
}

export interface Monomial {
  readonly coefficient: Rational;
  /** Exponents of kernels, by their keys. */
  readonly exponents: ReadonlyMap<string, Rational>;
  /** What hangs together by summed indices, and is no kernel. */
  readonly others: readonly Factor[];
}

/** Terms as monomials in kernels, which are all that stand at axes alone. */
export class Kernels {
  readonly all = new Map<string, Kernel>();
  readonly #axes: readonly Index[];

  constructor(axes: readonly Index[]) {
    this.#axes = axes;
  }

  monomial({ coefficient, factors }: Term): Monomial {
    const exponents = new Map<string, Rational>();
    const others: Factor[] = [];
    for (const each of factors) {
      if (each.at.some((index) => !this.#axes.includes(index))) {
        others.push(each);
        continue;
      }
      const [unit, exponent] = unitOf(each);
      const key = `${unit.atom.key}[${unit.at.map((index) => this.#axes.indexOf(index)).join(',')}]`;
      if (!this.all.has(key)) this.all.set(key, { key, unit });
      const before = exponents.get(key);
      exponents.set(key, before ? exactly(plus(before, exponent)) : exponent);
    }
    return { coefficient, exponents, others };
  }

  /** A monomial as a term again. */
  term({ coefficient, exponents, others }: Monomial): Term {
    const factors = [...exponents].flatMap(([key, exponent]): Factor[] => {
      if (exponent.numerator === 0) return [];
      const { unit } = this.all.get(key)!;
      return [{ ...unit, exponent }];
    });
    return { coefficient, factors: [...factors, ...others] };
  }
}

/** A factor as a power of another: e^(−2x) is that of e^x to the power of −2. */
function unitOf(each: Factor): readonly [Factor, Rational] {
  if (each.atom.kind !== 'power') return [{ ...each, exponent: ONE }, each.exponent];
  const exponent = exponentOf(each);
  const [first] = exponent.terms;
  const content = exponent.terms.length === 1 ? first.coefficient : sumFactor(exponent).coefficient;
  if (sameRational(content, ONE)) return [{ ...each, exponent: ONE }, each.exponent];
  const terms = exponent.terms.map((term) => ({
    ...term,
    coefficient: exactly(times(term.coefficient, exactly(reciprocal(content)))),
  }));
  const unit = powerAtom(baseOf(each), { axes: exponent.axes, terms });
  return [unit, exactly(times(each.exponent, content))];
}

const reciprocal = ({ numerator, denominator }: Rational): Rational =>
  numerator < 0
    ? { numerator: -denominator, denominator: -numerator }
    : { numerator: denominator, denominator: numerator };
