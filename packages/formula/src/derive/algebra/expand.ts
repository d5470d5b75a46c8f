import { ONE } from '../../expression/rational.ts';
import { product } from './arithmetic.ts';
import { kept, normalized } from './normal.ts';
import { tensor } from './sums.ts';
import {
  type Factor,
  type Index,
  isWhole,
  moved,
  renewed,
  type SumAtom,
  type Tensor,
  type Term,
} from './tensor.ts';

/** More terms than these are not multiplied out. */
const MOST_TERMS = 60;

/** A sum with the sums in its products multiplied out; undefined where that makes too many terms. */
export function expanded(x: Tensor): Tensor | undefined {
  let terms: readonly Term[] = x.terms;
  for (;;) {
    const next: Term[] = [];
    let changed = false;
    for (const term of terms) {
      const opened = { ...term, factors: term.factors.map(inside) };
      const k = opened.factors.findIndex(isSumToExpand);
      if (k < 0) next.push(term);
      else {
        changed = true;
        next.push(...distributed(opened, k, x.axes));
      }
      if (next.length > MOST_TERMS) return undefined;
    }
    if (!changed) return tensor(x.axes, next);
    terms = next;
  }
}

/** Σᵢ (xᵢ − m) as Σᵢ xᵢ − n m, a sum to multiply out. */
function inside(each: Factor): Factor {
  const { atom } = each;
  if (atom.kind !== 'sum' || atom.of.terms.length !== 1) return each;
  const open = expanded(atom.of);
  return open && open.terms.length !== 1 ? { ...each, atom: { ...atom, of: open } } : each;
}

const isSumToExpand = ({ atom, exponent }: Factor) =>
  atom.kind === 'sum' &&
  atom.of.terms.length !== 1 &&
  isWhole(exponent) &&
  exponent.numerator > 0 &&
  exponent.numerator < 7;

function distributed(term: Term, k: number, axes: readonly Index[]): readonly Term[] {
  const { atom, exponent, at } = term.factors[k] as Factor & { atom: SumAtom };
  const less = { ...exponent, numerator: exponent.numerator - 1 };
  const rest: Term = {
    coefficient: term.coefficient,
    factors: [...term.factors.toSpliced(k, 1), ...(less.numerator > 0 ? [{ atom, at, exponent: less }] : [])],
  };
  const to = new Map(atom.of.axes.map((axis, j) => [axis, at[j]]));
  return atom.of.terms.flatMap((each) => {
    const made = product([rest, moved(renewed(each, atom.of.axes), to)], ONE);
    return normalized(axes, kept(axes, term, made)!).terms;
  });
}
