import { call as callExpression, type Expression } from '../../expression/expression.ts';
import { greatestCommonDivisor, negated, ONE, type Rational, ratio } from '../../expression/rational.ts';
import { tensorKey, termKey } from './keys.ts';
import {
  type CallAtom,
  type Factor,
  Index,
  isOne,
  over,
  type SumAtom,
  type Tensor,
  type Term,
  usedAxes,
} from './tensor.ts';

/*
 * How factors are made of tensors. Each has axes of its own, of those that it depends on.
 */

/** Tensors over the same axes, without those that none depends on. */
function local(tensors: readonly Tensor[]): {
  readonly at: readonly Index[];
  readonly own: readonly Tensor[];
} {
  const [{ axes }] = tensors;
  const used = new Set(tensors.flatMap((each) => usedAxes(over(each, axes))));
  const at = axes.filter((axis) => used.has(axis));
  const to = new Map(at.map((axis) => [axis, new Index(axis.size)]));
  const own = tensors.map((each) => {
    const { terms } = over(
      each,
      axes.map((axis) => to.get(axis) ?? axis),
    );
    return { axes: [...to.values()], terms };
  });
  return { at, own };
}

/** A denominator from here on is that of a decimal. */
export const DECIMAL = 10;

/** The number that all coefficients are multiples of, with the sign of the term whose key comes first. */
export function content({ axes, terms }: Tensor): Rational {
  const [first] = [...terms].sort((a, b) => (termKey(a, axes) < termKey(b, axes) ? -1 : 1));
  const numerator = terms
    .map(({ coefficient }) => Math.abs(coefficient.numerator))
    .reduce(greatestCommonDivisor);
  const denominator = terms
    .map(({ coefficient }) => coefficient.denominator)
    .reduce((a, b) => (a * b) / greatestCommonDivisor(a, b));
  // Decimals stay as they are: 1 + 1.7x is not (10 + 17x)/10.
  const found = denominator < DECIMAL ? (ratio(numerator, denominator) ?? ONE) : ONE;
  return first.coefficient.numerator < 0 ? negated(found) : found;
}

/** A sum as a number times a factor; `whole` leaves the number inside. */
export function sumFactor(x: Tensor, whole = false): Term {
  const coefficient = whole ? ONE : content(x);
  const divided: Tensor = {
    axes: x.axes,
    terms: isOne(coefficient)
      ? x.terms
      : x.terms.map((term) => ({
          ...term,
          coefficient: ratio(
            term.coefficient.numerator * coefficient.denominator,
            term.coefficient.denominator * coefficient.numerator,
          )!,
        })),
  };
  const { at, own } = local([divided]);
  const key = tensorKey(own[0]);
  const symmetric =
    at.length === 2 && key === tensorKey({ axes: [...own[0].axes].reverse(), terms: own[0].terms });
  const atom: SumAtom = { kind: 'sum', of: own[0], key: `(${key})`, rank: at.length, symmetric };
  return { coefficient, factors: [{ atom, exponent: ONE, at }] };
}

export function powerAtom(base: Tensor, exponent: Tensor): Factor {
  const { at, own } = local([base, exponent]);
  const [b, e] = own;
  const key = `(${tensorKey(b)})^(${tensorKey(e)})`;
  return {
    atom: { kind: 'power', base: b, exponent: e, key, rank: at.length, symmetric: false },
    exponent: ONE,
    at,
  };
}

/** A function entry by entry, of operands over the same axes. */
export function callAtom(name: string, operands: readonly Tensor[], write?: CallAtom['write']): Factor {
  const { at, own } = local(operands);
  const key = `${name}(${own.map(tensorKey).join(';')})`;
  return {
    atom: {
      kind: 'call',
      name,
      operands: own,
      elementwise: true,
      key,
      rank: at.length,
      symmetric: false,
      write: write ?? ((parts: readonly Expression[]) => callExpression(name, parts)),
    },
    exponent: ONE,
    at,
  };
}

/** A function of whole arrays. */
export function arrayCall(
  name: string,
  operands: readonly Tensor[],
  at: readonly Index[],
  {
    symmetric = false,
    attributes = '',
    write,
  }: { symmetric?: boolean; attributes?: string; write?: CallAtom['write'] } = {},
): Factor {
  const key = `${name}${attributes}{${operands.map(tensorKey).join(';')}}`;
  return {
    atom: {
      kind: 'call',
      name,
      operands,
      elementwise: false,
      key,
      rank: at.length,
      symmetric,
      write: write ?? ((parts: readonly Expression[]) => callExpression(name, parts)),
    },
    exponent: ONE,
    at,
  };
}
