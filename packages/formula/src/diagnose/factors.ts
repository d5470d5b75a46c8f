import type { Value } from '@chainrule/core';
import { shownGraph } from '../graph/shown.ts';
import { formatNumber, smallFraction } from '../write/numbers.ts';
import type { ReasonKind } from './diagnosis.ts';

/** Factors that people lose or add, whatever the graph. */
const USUAL = [2, 3, 4, 5, 10, 100];

/** Bases of powers and logarithms. */
const BASES = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The lengths of the axes of a graph: what sums and means are taken over. */
export function axisLengths(root: Value): ReadonlySet<number> {
  const lengths = new Set<number>();
  for (const { shape, size } of shownGraph(root).nodes)
    for (const n of [...shape, size]) if (n > 1) lengths.add(n);
  return lengths;
}

/** The constant factors that are likely beside another mistake, or in a single number. */
export function likelyFactors(root: Value): readonly number[] {
  const whole = [...new Set([...axisLengths(root), ...USUAL])];
  const above = [1, ...whole, ...whole.map((n) => 1 / n)];
  return above.flatMap((c) => [c, -c]);
}

/** The kinds of mistake that a factor alone can be, with a sentence for each. */
export function factorMistakes(
  c: number,
  lengths: ReadonlySet<number>,
): readonly { readonly kind: ReasonKind; readonly message: string }[] {
  const magnitude = Math.abs(c);
  if (c === -1) return [{ kind: 'sign', message: 'the sign is wrong' }];
  const wrongSign = c < 0 ? ', and the sign is wrong' : '';
  const factor = {
    kind: 'factor',
    message: `${logarithmText(magnitude) ?? `it is ${factorText(magnitude)} times what it should be`}${wrongSign}`,
  } as const;
  const bessel = besselText(magnitude, lengths);
  if (bessel) return [{ kind: 'factor', message: `${bessel}${wrongSign}` }];
  // Two is first of all the derivative of a square.
  const n = [...lengths].find((each) => each > 2 && (magnitude === each || magnitude === 1 / each));
  if (n === undefined) return [factor];
  const [kind, taken, meant] =
    magnitude === n ? (['summed', 'sum', 'mean'] as const) : (['averaged', 'mean', 'sum'] as const);
  return [
    { kind, message: `the ${taken} over ${n} entries was taken where it is the ${meant}${wrongSign}` },
    factor,
  ];
}

/** The factors of a variance that was divided by n − 1 where it is n, or the reverse. */
export const besselFactors = (lengths: ReadonlySet<number>): readonly number[] =>
  [...lengths].filter((n) => n > 2).flatMap((n) => [n / (n - 1), (n - 1) / n]);

function besselText(c: number, lengths: ReadonlySet<number>): string | undefined {
  for (const n of lengths) {
    if (n > 2 && Math.abs(c - n / (n - 1)) < 1e-12) return `it was divided by ${n - 1} where it is ${n}`;
    if (n > 2 && Math.abs(c - (n - 1) / n) < 1e-12) return `it was divided by ${n} where it is ${n - 1}`;
  }
  return undefined;
}

/** Of a factor that is what a missing logarithm of a base leaves: 2^x for 2^x · ln 2. */
function logarithmText(c: number): string | undefined {
  const is = (x: number) => Math.abs(c / x - 1) < 1e-9;
  for (const base of BASES) {
    if (is(1 / Math.log(base))) return `the factor ln ${base} is missing`;
    if (is(Math.log(base))) return `it was not divided by ln ${base}`;
  }
  return undefined;
}

/** A factor as a person says it: 2, 1/2, 0.37. */
export function factorText(c: number): string {
  const inverse = Math.round(1 / c);
  if (inverse > 1 && Math.abs(c * inverse - 1) < 1e-12) return `1/${inverse}`;
  const fraction = smallFraction(c);
  return fraction ? fraction.join('/') : formatNumber(c);
}

/** What is said of a factor beside a mistake. */
export const besideText = (c: number): string =>
  c === -1
    ? 'and the sign is wrong'
    : `and it is ${c < 0 ? 'minus ' : ''}${factorText(Math.abs(c))} times that`;
