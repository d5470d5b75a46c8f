import { negated, ONE, plus } from '../../expression/rational.ts';
import { arrayCall, callAtom, powerAtom, sumFactor } from './atoms.ts';
import { tensorKey } from './keys.ts';
import { normalized } from './normal.ts';
import { exponentOf, isCallOf, isExponential, LAWS, type Law, operandOf, plain, sameAt } from './rules.ts';
import { negative, scale, tensor } from './sums.ts';
import { type CallAtom, exactly, type Factor, isOne, over, summed, type Tensor } from './tensor.ts';

/*
 * Laws by which what core computes step by step is said by the name that it has: softmax, logSumExp, the sigmoid function.
 */

/** The exponent of Σⱼ e^(Tᵢⱼ), with the summed index as its last axis; undefined where a factor is something else. */
function summedExponent({ atom, at }: Factor): Tensor | undefined {
  if (atom.kind !== 'sum' || atom.of.terms.length !== 1) return undefined;
  const [{ factors, coefficient }] = atom.of.terms;
  const [only, more] = factors;
  if (more || !only || !isOne(coefficient) || !isExponential(only) || only.at.length !== at.length + 1)
    return undefined;
  const last = only.at[only.at.length - 1];
  if (atom.of.axes.includes(last)) return undefined;
  const placed = only.at.map((index) => (index === last ? last : at[atom.of.axes.indexOf(index)]));
  return over(exponentOf(only), placed);
}

/** T of 1 + e^T. */
function ofOnePlus({ atom, at }: Factor): Tensor | undefined {
  if (atom.kind !== 'sum' || atom.of.terms.length !== 2 || at.length === 0) return undefined;
  const { terms } = over(atom.of, at);
  const one = terms.find(({ factors }) => factors.length === 0);
  const other = terms.find(({ factors }) => factors.length === 1 && isExponential(factors[0]));
  if (!one || !other || !isOne(one.coefficient) || !isOne(other.coefficient)) return undefined;
  const exponent = exponentOf(other.factors[0]);
  return { axes: at, terms: over(exponent, other.factors[0].at).terms };
}

const sigmoid = (x: Tensor) => callAtom('sigmoid', [x]);

export const CLOSED: readonly Law[] = [
  {
    name: 'e^z / Σ e^z = softmax z',
    two: (x, y) => {
      if (!isExponential(x) || !isOne(x.exponent) || y.exponent.numerator >= 0) return undefined;
      const exponent = summedExponent(y);
      if (!exponent || !sameAt(y.at, x.at.slice(0, -1)) || exponent.axes.length !== x.at.length)
        return undefined;
      if (tensorKey(over(exponent, x.at)) !== tensorKey(exponentOf(x))) return undefined;
      const rest = { ...y, exponent: exactly(plus(y.exponent, ONE)) };
      return plain(arrayCall('softmax', [exponent], x.at), rest);
    },
  },
  {
    name: 'Σ v e^z / Σ e^z = Σ v softmax z',
    two: ({ atom, at, exponent }, y) => {
      if (atom.kind !== 'sum' || at.length > 0 || atom.of.terms.length !== 1 || !isOne(exponent))
        return undefined;
      const within = y.exponent.numerator < 0 ? summedExponent(y) : undefined;
      if (!within || y.at.length > 0) return undefined;
      const [term] = atom.of.terms;
      const k = term.factors.findIndex(
        (each) =>
          isExponential(each) &&
          isOne(each.exponent) &&
          each.at.length === 1 &&
          tensorKey(over(within, each.at)) === tensorKey(exponentOf(each)),
      );
      if (k < 0 || term.factors.length === 1) return undefined;
      const factors = term.factors.with(k, arrayCall('softmax', [within], term.factors[k].at));
      return {
        coefficient: term.coefficient,
        factors: [...factors, { ...y, exponent: exactly(plus(y.exponent, ONE)) }],
      };
    },
  },
  {
    name: 'ln Σ e^z = logSumExp z',
    one: (x) => {
      if (!isCallOf(x, 'log') || x.at.length > 0) return undefined;
      const { terms } = operandOf(x);
      const [only, more] = terms[0]?.factors ?? [];
      if (terms.length !== 1 || more || !only || !isOne(terms[0].coefficient)) return undefined;
      const exponent = summedExponent(only);
      return exponent && plain({ ...arrayCall('logSumExp', [exponent], []), exponent: x.exponent });
    },
  },
  {
    name: 'e^z / (1 + e^z) = σ(z)',
    two: (x, y) => {
      if (!isExponential(x) || !isOne(x.exponent) || y.exponent.numerator >= 0) return undefined;
      const exponent = ofOnePlus(y);
      if (!exponent || !sameAt(x.at, y.at)) return undefined;
      // e^(2z) / (1 + e^z)² is σ(z)².
      for (let times = 1; times <= -y.exponent.numerator / y.exponent.denominator; times++) {
        const count = { numerator: times, denominator: 1 };
        if (tensorKey(scale(over(exponent, x.at), count)) !== tensorKey(exponentOf(x))) continue;
        return plain(
          { ...sigmoid(exponent), exponent: count },
          { ...y, exponent: exactly(plus(y.exponent, count)) },
        );
      }
      return undefined;
    },
  },
  {
    name: '1 / (1 + e^z) = σ(−z)',
    one: (x) => {
      const exponent = x.exponent.numerator < 0 ? ofOnePlus(x) : undefined;
      return exponent && plain({ ...sigmoid(negative(exponent)), exponent: negated(x.exponent) });
    },
  },
  {
    name: 'Σ x / n = mean x',
    two: ({ atom, at, exponent }, y) => {
      if (atom.kind !== 'sum' || at.length > 0 || atom.of.terms.length !== 1 || !isOne(exponent))
        return undefined;
      const [term] = atom.of.terms;
      const [index, more] = summed(term, []);
      if (more || y.atom.kind !== 'symbol' || y.atom.name !== index.size || y.exponent.numerator >= 0)
        return undefined;
      const mean = arrayCall('mean', [{ axes: [index], terms: [term] }], []);
      return plain(mean, { ...y, exponent: exactly(plus(y.exponent, ONE)) });
    },
  },
];

const ALL = [...LAWS, ...CLOSED];

/** A tensor in which functions are called by their names. */
export function closedForm({ axes, terms }: Tensor): Tensor {
  return tensor(
    axes,
    terms.flatMap(
      (term) => normalized(axes, { ...term, factors: term.factors.map(closedFactor) }, ALL).terms,
    ),
  );
}

function closedFactor(each: Factor): Factor {
  const { atom, at } = each;
  switch (atom.kind) {
    case 'power': {
      const [base, exponent] = [atom.base, atom.exponent].map((part) => over(closedForm(part), at));
      return { ...powerAtom(base, exponent), exponent: each.exponent };
    }
    case 'call':
      return closedCall(atom, each);
    case 'sum': {
      const inner = closedForm(over(atom.of, at));
      return inner.terms.length > 1 ? { ...wholeSum(inner), exponent: each.exponent } : each;
    }
    default:
      return each;
  }
}

const wholeSum = (inner: Tensor) => sumFactor(inner, true).factors[0];

function closedCall(atom: CallAtom, { at, exponent }: Factor): Factor {
  const operands = atom.operands.map(closedForm);
  if (!atom.elementwise) return { atom: { ...atom, operands }, at, exponent };
  return {
    ...callAtom(
      atom.name,
      operands.map((each) => over(each, at)),
      atom.write,
    ),
    exponent,
  };
}
