import { ONE, plus, power, times } from '../../expression/rational.ts';
import { sumFactor } from './atoms.ts';
import { raisedTerm } from './powers.ts';
import { LAWS, type Law, sameAt } from './rules.ts';
import { opened, tensor } from './sums.ts';
import {
  exactly,
  type Factor,
  factor,
  type Index,
  isOne,
  isWhole,
  isZero,
  moved,
  over,
  renewed,
  type SumAtom,
  sizeSymbol,
  summed,
  type Tensor,
  type Term,
  TooLarge,
} from './tensor.ts';

/** No term that people write takes more. */
const MOST_STEPS = 500;

/** A term with its factors as simple as the laws make them. */
export function normalized(axes: readonly Index[], term: Term, laws: readonly Law[] = LAWS): Tensor {
  let current = term;
  for (let steps = 0; ; steps++) {
    const next = step(axes, current, laws);
    if (!next) break;
    if (steps === MOST_STEPS) throw new TooLarge();
    current = next;
  }
  if (isZero(current.coefficient)) return { axes, terms: [] };
  return tensor(axes, opened(current, axes));
}

function step(axes: readonly Index[], term: Term, laws: readonly Law[]): Term | undefined {
  const { coefficient, factors } = term;
  if (isZero(coefficient) && factors.length > 0) return { coefficient, factors: [] };
  return (
    withoutDelta(axes, term) ??
    kept(axes, term, unwrapped(axes, term)) ??
    merged(term) ??
    lawful(axes, term, laws) ??
    closed(axes, term)
  );
}

/** δᵢⱼ with one index put in the place of the other. */
function withoutDelta(axes: readonly Index[], { coefficient, factors }: Term): Term | undefined {
  for (const [k, each] of factors.entries()) {
    if (each.atom.kind !== 'delta') continue;
    const [i, j] = each.at;
    const rest = factors.toSpliced(k, 1);
    if (i === j) {
      if (axes.includes(i) || rest.some((each) => each.at.includes(i))) return { coefficient, factors: rest };
      // Σᵢ δᵢᵢ is the size of the axis.
      return sizeTerm({ coefficient, factors: rest }, i.size);
    }
    const [from, to] = axes.includes(j) ? [i, j] : [j, i];
    if (!axes.includes(from)) return moved({ coefficient, factors: rest }, new Map([[from, to]]));
    // Both are axes: the other factors stand at the first of them.
    const [first, second] = axes.indexOf(i) < axes.indexOf(j) ? [i, j] : [j, i];
    if (rest.some((each) => each.at.includes(second))) {
      const { factors: placed } = moved({ coefficient, factors: rest }, new Map([[second, first]]));
      return { coefficient, factors: [...placed, each] };
    }
  }
  return undefined;
}

/** A term times the size of an axis, which is a number, a letter or a product of letters. */
export function sizeTerm(term: Term, size: string): Term {
  if (/^\d+$/.test(size))
    return {
      ...term,
      coefficient: exactly(times(term.coefficient, { numerator: Number(size), denominator: 1 })),
    };
  const sizes = size.split('·').map((letter) => factor(sizeSymbol(letter)));
  return { ...term, factors: [...term.factors, ...sizes] };
}

/** A term in which each summed index of another counts: where nothing stands at one any more, the sum is its size. */
export function kept(axes: readonly Index[], before: Term, after: Term | undefined): Term | undefined {
  if (!after) return undefined;
  const left = new Set(after.factors.flatMap(({ at }) => at));
  return summed(before, axes)
    .filter((index) => !left.has(index))
    .reduce((term, index) => sizeTerm(term, index.size), after);
}

/** Takes out of a sum of one term what it is made of, and of numbers what is rational. */
function unwrapped(axes: readonly Index[], { coefficient, factors }: Term): Term | undefined {
  for (const [k, { atom, exponent, at }] of factors.entries()) {
    const rest = factors.toSpliced(k, 1);
    if (isZero(exponent)) return { coefficient, factors: rest };
    if (atom.kind === 'number' && isWhole(exponent) && Number.isInteger(atom.value))
      return {
        coefficient: exactly(
          times(coefficient, exactly(power({ numerator: atom.value, denominator: 1 }, exponent.numerator))),
        ),
        factors: rest,
      };
    if (
      atom.kind === 'number' &&
      Number.isInteger(atom.value) &&
      Math.abs(exponent.numerator) > exponent.denominator
    ) {
      const whole = Math.trunc(exponent.numerator / exponent.denominator);
      const raisedTo = exactly(power({ numerator: atom.value, denominator: 1 }, whole));
      return {
        coefficient: exactly(times(coefficient, raisedTo)),
        factors: [
          ...rest,
          {
            atom,
            at,
            exponent: {
              numerator: exponent.numerator - whole * exponent.denominator,
              denominator: exponent.denominator,
            },
          },
        ],
      };
    }
    if (atom.kind !== 'sum' || atom.of.terms.length !== 1 || isClosed(atom)) continue;
    const inner = raisedTerm(over(atom.of, at), exponent);
    const isSame =
      inner.factors.length === 1 && inner.factors[0].atom.key === atom.key && isOne(inner.coefficient);
    if (isSame) continue;
    return product([{ coefficient, factors: rest }, renewed(inner, [...axes, ...at])]);
  }
  return undefined;
}

/** Whether a sum is over indices alone that stand nowhere else: a scalar such as xᵀAx. */
const isClosed = ({ rank, of: { axes, terms } }: SumAtom) => rank === 0 && summed(terms[0], axes).length > 0;

/** Takes factors that only hang together among themselves as one: in xᵀAx · y the scalar xᵀAx. */
function closed(axes: readonly Index[], term: Term): Term | undefined {
  for (const index of summed(term, axes)) {
    const indices = new Set([index]);
    let own: readonly Factor[] = [];
    for (let size = 0; size < indices.size; ) {
      size = indices.size;
      own = term.factors.filter(({ at }) => at.some((each) => indices.has(each)));
      for (const { at } of own) for (const each of at) indices.add(each);
    }
    if (axes.some((axis) => indices.has(axis))) continue;
    const rest = {
      coefficient: term.coefficient,
      factors: term.factors.filter((each) => !own.includes(each)),
    };
    const inner = { coefficient: ONE, factors: own };
    return product([rest, sumFactor({ axes: [], terms: [inner] })]);
  }
  return undefined;
}

const product = (terms: readonly Term[]): Term => ({
  coefficient: terms.reduce((a, b) => exactly(times(a, b.coefficient)), ONE),
  factors: terms.flatMap(({ factors }) => factors),
});

/** Equal factors as one power. */
function merged({ coefficient, factors }: Term): Term | undefined {
  for (const [k, a] of factors.entries()) {
    const j = factors.findIndex((b, j) => j > k && isSame(a, b));
    if (j < 0) continue;
    const exponent = exactly(plus(a.exponent, factors[j].exponent));
    return {
      coefficient,
      factors: factors.map((each, i) => (i === k ? { ...a, exponent } : each)).toSpliced(j, 1),
    };
  }
  return undefined;
}

/** The first law that applies. */
function lawful(axes: readonly Index[], term: Term, laws: readonly Law[]): Term | undefined {
  const { factors } = term;
  for (const { one, two, contracts } of laws) {
    for (const [k, each] of factors.entries()) {
      const replaced = (made: Term, ...gone: readonly Factor[]): Term => {
        const rest = { ...term, factors: factors.filter((other) => !gone.includes(other)) };
        const inner = [...axes, ...gone.flatMap(({ at }) => at)];
        const after = product([rest, renewed(made, inner)]);
        return contracts ? after : kept(axes, term, after)!;
      };
      const alone = one?.(each, axes, term);
      if (alone) return replaced(alone, each);
      if (!two) continue;
      for (const [j, other] of factors.entries()) {
        const pair = j === k ? undefined : two(each, other, term, axes);
        if (pair) return replaced(pair, each, other);
      }
    }
  }
  return undefined;
}

const isSame = (a: Factor, b: Factor) =>
  a.atom.key === b.atom.key &&
  a.atom.kind !== 'delta' &&
  (sameAt(a.at, b.at) || (a.atom.symmetric && sameAt(a.at, [b.at[1], b.at[0]])));
