import type { Value } from '@chainrule/core';
import { flat, sameShape, wrongEntries } from './agreement.ts';
import type { Claim } from './claim.ts';
import type { Departure } from './diagnosis.ts';
import type { Study } from './study.ts';

/** Entries that are shown. */
const MOST_ENTRIES = 5;

/** Where a claim and the truth part: by entry, and what the gradients are on the way down the chain. */
export function departureOf(study: Study, target: Value, claimed: Value, claim: Claim): Departure {
  const truth = study.given.gradientOf(target);
  const { route } = study.named;
  const chain = [...route.landmarks].reverse().map(({ symbol, node }) => ({
    name: symbol.name,
    gradient: study.given.gradientOf(node).toArray(),
  }));
  if (!sameShape(claimed, truth)) return { entries: [], wrong: truth.size, size: truth.size, chain };
  const [c, t] = [flat(claimed), flat(truth)];
  const wrong = wrongEntries(claimed, truth, claim.allowance);
  const off = (i: number) => (Number.isFinite(c[i]) ? Math.abs(c[i] - t[i]) : Number.POSITIVE_INFINITY);
  const entries = [...wrong]
    .sort((i, j) => off(j) - off(i))
    .slice(0, MOST_ENTRIES)
    .map((i) => ({ index: indexOf(i, truth.shape), claimed: c[i], expected: t[i] }));
  return { entries, wrong: wrong.length, size: truth.size, chain };
}

/** The place of an entry along each axis. */
function indexOf(entry: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = entry;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}
