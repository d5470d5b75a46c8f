import type { Rational } from '../../expression/rational.ts';
import { type Factor, type Index, isOne, type Tensor, type Term } from './tensor.ts';

/*
 * Keys of terms and tensors: equal for those that differ only in the names of summed indices and in the order of factors
 * and terms.
 */

const rationalKey = ({ numerator, denominator }: Rational) =>
  denominator === 1 ? String(numerator) : `${numerator}/${denominator}`;

const ownKey = ({ atom, exponent }: Factor) =>
  isOne(exponent) ? atom.key : `${atom.key}^${rationalKey(exponent)}`;

/** The key of a term without its coefficient. */
export function termKey(term: Term, axes: readonly Index[]): string {
  return labelled(term, labelsOf(term.factors, axes)).join('·');
}

/** The factors of a term as text, sorted. */
function labelled({ factors }: Term, labels: ReadonlyMap<Index, string>): string[] {
  return factors.map((each) => ownKey(each) + placeKey(each, labels)).sort();
}

function placeKey({ atom, at }: Factor, labels: ReadonlyMap<Index, string>): string {
  if (at.length === 0) return '';
  const places = at.map((index) => labels.get(index)!);
  return `[${(atom.symmetric ? places.sort() : places).join(',')}]`;
}

/** Labels of all indices: the axes by their places, the others by how they hang together. */
function labelsOf(factors: readonly Factor[], axes: readonly Index[]): Map<Index, string> {
  const labels = new Map(axes.map((axis, k) => [axis, String(k)]));
  const others = new Set<Index>();
  for (const { at } of factors) for (const index of at) if (!labels.has(index)) others.add(index);
  if (others.size === 0) return labels;
  for (const index of others) labels.set(index, '*');
  const open = [...others];
  for (let next = 0; next < open.length; ) {
    refine(factors, open, labels);
    // Indices that nothing tells apart: any of them may come first.
    const classes = grouped(open, labels);
    const tied = [...classes.values()].find((group) => group.length > 1);
    if (!tied) break;
    labels.set(tied[0], `!${next++}`);
  }
  const order = [...open].sort((a, b) => compare(labels.get(a)!, labels.get(b)!));
  order.forEach((index, k) => {
    labels.set(index, `s${k}`);
  });
  return labels;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function grouped(open: readonly Index[], labels: ReadonlyMap<Index, string>): Map<string, Index[]> {
  const groups = new Map<string, Index[]>();
  for (const index of open) {
    const key = labels.get(index)!;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return groups;
}

/** Labels that tell apart what the neighbours of the indices tell apart. */
function refine(factors: readonly Factor[], open: readonly Index[], labels: Map<Index, string>): void {
  for (let round = 0; round < open.length; round++) {
    const seen = open.map((index) => {
      const places = factors.flatMap((each) =>
        each.at.flatMap((at, k) => {
          if (at !== index) return [];
          const rest = each.at.map((other, j) => (j === k ? '' : labels.get(other)!));
          return [
            `${ownKey(each)}${each.atom.symmetric ? `(${rest.sort().join(',')})` : `${k}(${rest.join(',')})`}`,
          ];
        }),
      );
      return `${labels.get(index)}:${places.sort().join(';')}`;
    });
    const ranks = [...new Set(seen)].sort(compare);
    open.forEach((index, k) => {
      const label = labels.get(index)!;
      labels.set(index, label.startsWith('!') ? label : `r${ranks.indexOf(seen[k])}`);
    });
  }
}

/** The key of a tensor; the axes count by their places. */
export function tensorKey({ axes, terms }: Tensor): string {
  return terms
    .map((term) => `${rationalKey(term.coefficient)}·${termKey(term, axes)}`)
    .sort()
    .join('+');
}
