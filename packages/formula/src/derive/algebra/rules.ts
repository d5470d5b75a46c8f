import { ONE } from '../../expression/rational.ts';
import { powerAtom } from './atoms.ts';
import { tensorKey } from './keys.ts';
import { raisedTerm } from './powers.ts';
import { add, asNumber, number, scale, single } from './sums.ts';
import {
  type CallAtom,
  DELTA,
  E,
  type Factor,
  factor,
  Index,
  isOne,
  isWhole,
  over,
  type PowerAtom,
  type Tensor,
  type Term,
} from './tensor.ts';

/*
 * Laws of factors as data: each looks at the factors of one term, and gives others in their place, with the number before them.
 * `normal.ts` applies them until none applies. A law must hold wherever both sides are defined.
 */

/** What a law makes of one or two factors; undefined where it does not apply. */
export interface Law {
  readonly name: string;
  /** Whether it carries out a sum over an index; otherwise an index at which nothing is left counts its size. */
  readonly contracts?: boolean;
  readonly one?: (factor: Factor, axes: readonly Index[], term: Term) => Term | undefined;
  /** Of two factors that stand at the same or neighbouring indices, in either order. */
  readonly two?: (a: Factor, b: Factor, term: Term, axes: readonly Index[]) => Term | undefined;
}

export const plain = (...factors: readonly Factor[]): Term => ({ coefficient: ONE, factors });

/** The operand of a call over the indices at which it stands. */
export const operandOf = ({ atom, at }: Factor, k = 0): Tensor => over((atom as CallAtom).operands[k], at);

export const isCallOf = ({ atom }: Factor, ...names: readonly string[]): boolean =>
  atom.kind === 'call' && names.includes(atom.name);

export const baseOf = ({ atom, at }: Factor): Tensor => over((atom as PowerAtom).base, at);
export const exponentOf = ({ atom, at }: Factor): Tensor => over((atom as PowerAtom).exponent, at);

const isPower = ({ atom }: Factor): boolean => atom.kind === 'power';

/** Whether a factor is a power of e. */
export const isExponential = (each: Factor): boolean =>
  isPower(each) && isSymbolE((each.atom as PowerAtom).base);

const isSymbolE = ({ terms }: Tensor) =>
  terms.length === 1 &&
  terms[0].factors.length === 1 &&
  terms[0].factors[0].atom.key === E.key &&
  isOne(terms[0].coefficient);

export const sameAt = (a: readonly Index[], b: readonly Index[]): boolean =>
  a.length === b.length && a.every((index, k) => index === b[k]);

/** A power taken together; its exponent may have become a number. */
function powerTerm(base: Tensor, exponent: Tensor): Term {
  const count = asNumber(exponent);
  return count ? raisedTerm(base, count) : plain(powerAtom(base, exponent));
}

export const LAWS: readonly Law[] = [
  {
    name: '(a^b)^r = a^(r b)',
    one: (x) =>
      isPower(x) && !isOne(x.exponent) ? powerTerm(baseOf(x), scale(exponentOf(x), x.exponent)) : undefined,
  },
  {
    name: 'a^b with a number b',
    one: (x) => (isPower(x) && asNumber(exponentOf(x)) ? powerTerm(baseOf(x), exponentOf(x)) : undefined),
  },
  {
    name: 'a^b a^c = a^(b + c)',
    two: (x, y) => {
      if (!isPower(x)) return undefined;
      const base = baseOf(x);
      const [own, ...more] = base.terms;
      if (isPower(y)) {
        if (!sameAt(x.at, y.at) || tensorKey(base) !== tensorKey(baseOf(y))) return undefined;
        return powerTerm(base, add(exponentOf(x), exponentOf(y)));
      }
      const [only] = own.factors;
      if (more.length > 0 || own.factors.length !== 1 || !isOne(own.coefficient) || !isOne(only.exponent))
        return undefined;
      if (only.atom.key !== y.atom.key || !sameAt(only.at, y.at)) return undefined;
      return powerTerm(base, add(exponentOf(x), number(y.exponent, x.at)));
    },
  },
  {
    name: 'e^(b ln a) = a^b',
    one: (x) => {
      if (!isExponential(x)) return undefined;
      const exponent = exponentOf(x);
      const k = exponent.terms.findIndex(({ factors }) =>
        factors.some((each) => isCallOf(each, 'log') && isOne(each.exponent)),
      );
      if (k < 0) return undefined;
      const { coefficient, factors } = exponent.terms[k];
      const j = factors.findIndex((each) => isCallOf(each, 'log') && isOne(each.exponent));
      const { axes } = exponent;
      if (factors.some(({ at }) => at.some((index) => !axes.includes(index)))) return undefined;
      const base = { axes, terms: operandOf(factors[j]).terms };
      const power = powerTerm(base, { axes, terms: [{ coefficient, factors: factors.toSpliced(j, 1) }] });
      const rest = { axes, terms: exponent.terms.toSpliced(k, 1) };
      if (rest.terms.length === 0) return power;
      const other = powerTerm(single(axes, factor(E)), rest);
      return { coefficient: power.coefficient, factors: [...power.factors, ...other.factors] };
    },
  },
  {
    name: 'ln e^a = a',
    one: (x) => {
      if (!isCallOf(x, 'log') || !isWhole(x.exponent)) return undefined;
      const operand = operandOf(x);
      const [term, ...more] = operand.terms;
      if (more.length > 0 || !term || term.factors.length !== 1 || !isOne(term.coefficient)) return undefined;
      const [only] = term.factors;
      // The logarithm of a sum over an index is another thing.
      return isExponential(only) && only.at.every((index) => x.at.includes(index))
        ? raisedTerm({ axes: x.at, terms: exponentOf(only).terms }, x.exponent)
        : undefined;
    },
  },
  {
    name: '|a|^2 = a^2',
    one: (x) =>
      isCallOf(x, 'abs') && isWhole(x.exponent) && x.exponent.numerator % 2 === 0
        ? raisedTerm(operandOf(x), x.exponent)
        : undefined,
  },
  {
    name: '|a| sign a = a',
    two: (x, y) => {
      if (!isCallOf(x, 'abs') || !isCallOf(y, 'sign') || !sameAt(x.at, y.at) || !isOne(y.exponent))
        return undefined;
      if (!isWhole(x.exponent) || tensorKey(operandOf(x)) !== tensorKey(operandOf(y))) return undefined;
      return raisedTerm(operandOf(x), x.exponent);
    },
  },
  {
    name: 'sign(a)^2 = 1',
    one: (x) =>
      isCallOf(x, 'sign') && isWhole(x.exponent) && !isOne(x.exponent)
        ? x.exponent.numerator % 2 === 0
          ? plain()
          : plain({ ...x, exponent: ONE })
        : undefined,
  },
  {
    name: 'A A⁻¹ = I',
    contracts: true,
    two: (x, y, term, axes) => {
      if (!isCallOf(x, 'inverse') || !isOne(x.exponent) || !isOne(y.exponent)) return undefined;
      for (const [own, k] of x.at.map((index, k) => [index, k] as const)) {
        if (axes.includes(own) || count(term, own) !== 2) continue;
        const j = y.at.indexOf(own);
        if (j < 0 || y.at.length !== 2 || x.at[0] === x.at[1] || y.at[0] === y.at[1]) continue;
        const [outerX, outerY] = [x.at[1 - k], y.at[1 - j]];
        // A⁻¹ at (p, i) meets A at (i, q): the operand over (row, column) with i where the product has it.
        const [row, column] = [new Index(own.size), new Index(own.size)];
        const operand = over((x.atom as CallAtom).operands[0], [row, column]);
        const met = k === 1 ? [row, column] : [column, row];
        const placed = j === 0 ? met : [...met].reverse();
        const expected = tensorKey(operand);
        const found = tensorKey(single([row, column], { ...y, at: placed }));
        if (expected === found) return plain(factor(DELTA, [outerX, outerY]));
      }
      return undefined;
    },
  },
  {
    name: 'an axis of two, taken apart again',
    contracts: true,
    two: (x, y, term, axes) => {
      if (x.atom.kind !== 'pair' || y.atom.kind !== 'pair') return undefined;
      const isShared = (k: number) =>
        x.at[k] === y.at[k] && !axes.includes(x.at[k]) && count(term, x.at[k]) === 2;
      const deltas = (...places: readonly number[]) =>
        plain(...places.map((k) => factor(DELTA, [x.at[k], y.at[k]])));
      if (isShared(0)) return deltas(1, 2);
      return isShared(1) && isShared(2) ? deltas(0) : undefined;
    },
  },
  {
    name: 'Σ p = 1',
    contracts: true,
    one: ({ atom, at, exponent }, axes, term) => {
      const isShare =
        isCallOf({ atom, at, exponent }, 'softmax') || (atom.kind === 'symbol' && atom.sumsToOne);
      const last = at[at.length - 1];
      return isShare && isOne(exponent) && !axes.includes(last) && count(term, last) === 1
        ? plain()
        : undefined;
    },
  },
];

const count = ({ factors }: Term, index: Index) =>
  factors.reduce((sum, { at }) => sum + at.filter((each) => each === index).length, 0);
