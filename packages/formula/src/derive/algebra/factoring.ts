import { ONE } from '../../expression/rational.ts';
import { product } from './arithmetic.ts';
import { sumFactor } from './atoms.ts';
import { type Form, formOf } from './cost.ts';
import { normalized } from './normal.ts';
import { tensor } from './sums.ts';
import { type Factor, type Index, moved, sameRational, type Tensor, type Term } from './tensor.ts';

/*
 * A x + B x as (A + B) x: terms that share a factor at matching indices become that factor times a sum, which the cost decides.
 */

/** The cheapest form that taking out common factors comes to. */
export function factoredOut(start: Form): Form {
  let best = start;
  for (;;) {
    const cheaper = candidates(best.tensor).find(({ cost }) => cost < best.cost);
    if (!cheaper) return best;
    best = cheaper;
  }
}

function candidates({ axes, terms }: Tensor): Form[] {
  const seen = new Set<string>();
  const forms: Form[] = [];
  for (const [k, term] of terms.entries())
    for (const factor of term.factors) {
      const key = `${factor.atom.key}^${factor.exponent.numerator}/${factor.exponent.denominator}`;
      if (seen.has(key) || factor.atom.kind === 'delta') continue;
      seen.add(key);
      const rests = terms.map((other, j) => (j < k ? undefined : without(other, factor, axes)));
      const shared = rests.flatMap((rest, j) => (rest ? [j] : []));
      if (shared.length < 2) continue;
      const sum = asSum(
        rests.filter((rest) => rest !== undefined),
        factor,
        axes,
      );
      if (!sum) continue;
      const whole = normalized(axes, product([{ coefficient: ONE, factors: [factor] }, sum]));
      const others = terms.filter((_, j) => !shared.includes(j));
      forms.push(formOf(tensor(axes, [...whole.terms, ...others])));
    }
  return forms.sort((a, b) => a.cost - b.cost);
}

/** A term without a factor, its other factors at the indices at which that one stands; undefined where it lacks it. */
function without(term: Term, factor: Factor, axes: readonly Index[]): Term | undefined {
  for (const [k, each] of term.factors.entries()) {
    if (each.atom.key !== factor.atom.key || !sameRational(each.exponent, factor.exponent)) continue;
    const orders =
      each.atom.symmetric && each.at.length === 2 ? [each.at, [each.at[1], each.at[0]]] : [each.at];
    for (const at of orders) {
      const to = new Map<Index, Index>();
      const fits = at.every((index, j) => {
        const target = factor.at[j];
        if (axes.includes(index) || axes.includes(target)) return index === target;
        const before = to.get(index);
        to.set(index, target);
        return before === undefined || before === target;
      });
      if (!fits || new Set(to.values()).size !== to.size) continue;
      return moved({ coefficient: term.coefficient, factors: term.factors.toSpliced(k, 1) }, to);
    }
  }
  return undefined;
}

/** The sum of what is left, over the axes and the indices of the factor; itself with common factors taken out. */
function asSum(rests: readonly Term[], factor: Factor, axes: readonly Index[]): Term | undefined {
  const inner = [...new Set([...axes, ...factor.at])].filter((index) =>
    rests.some(({ factors }) => factors.some(({ at }) => at.includes(index))),
  );
  if (inner.length > 2) return undefined;
  // A vector is not added to a matrix; a scalar is, to each entry.
  const reach = rests.map(
    ({ factors }) => inner.filter((index) => factors.some(({ at }) => at.includes(index))).length,
  );
  if (!reach.includes(inner.length) || reach.some((count) => count !== 0 && count !== inner.length))
    return undefined;
  const sum = factoredOut(formOf(tensor(inner, rests))).tensor;
  if (sum.terms.length === 0) return undefined;
  return sum.terms.length === 1 ? sum.terms[0] : sumFactor(sum);
}
