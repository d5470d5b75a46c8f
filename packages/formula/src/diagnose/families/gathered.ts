import { replay, Value } from '@chainrule/core';
import { flat } from '../agreement.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Link } from '../level.ts';
import type { Place } from '../place.ts';
import { ifPossible } from '../possible.ts';

/** Larger arrays are not followed entry by entry. */
const MOST_ENTRIES = 256;

/** How the gradients of entries that were read more than once come together. */
const WAYS: readonly (readonly [string, (parts: readonly number[]) => number])[] = [
  ['what comes back was assigned, not added up: only the last was kept', (parts) => parts[parts.length - 1]],
  ['what comes back was assigned, not added up: only the first was kept', (parts) => parts[0]],
];

const AVERAGED = 'the mean of what comes back was taken where it is the sum';

/** Entries that were read more than once, as rows of an embedding are: what comes back was assigned, or averaged, not added up. */
export const assigned: Family = function* (study) {
  const { smallest, speaker } = study;
  for (const link of smallest.links()) {
    const { from, to } = link;
    if (from.node.primitive!.onNumbers || from.node.size > MOST_ENTRIES || to.node.size > MOST_ENTRIES)
      continue;
    const places = readPlaces(link);
    if (places === undefined || new Set(places).size === places.length) continue;
    const told = (said: string) => () =>
      `${said}: some entries of ${speaker.node(to)} are read more than once by ${speaker.node(from)}`;
    const gathered = (joined: (parts: readonly number[]) => number) => (_: Place) => {
      return ({ g }: { readonly g: Value }) => scattered(g, places, to.node, joined);
    };
    for (const [said, joined] of WAYS)
      yield altered(smallest, 'path-left-out', [link], told(said), gathered(joined));
    const mean = (parts: readonly number[]) => parts.reduce((a, b) => a + b) / parts.length;
    yield altered(smallest, 'averaged', [link], told(AVERAGED), gathered(mean));
  }
};

/** For each entry of a step the entry of its input that it copies; undefined if it does anything else. */
function readPlaces({ from, to }: Link): number[] | undefined {
  const counted = Float64Array.from({ length: to.node.size }, (_, i) => i);
  const [copied, doubled] = [counted, counted.map((i) => 2 * i + 1)].map((data) =>
    computed(from.node, to.node, data),
  );
  if (!copied || !doubled) return undefined;
  const places = Array.from(flat(copied));
  const isCopy = places.every(
    (i, k) => Number.isInteger(i) && i >= 0 && i < counted.length && flat(doubled)[k] === 2 * i + 1,
  );
  return isCopy ? places : undefined;
}

const computed = (node: Value, input: Value, data: Float64Array): Value | undefined =>
  ifPossible(() =>
    replay(node, new Map([[input, Value.of({ data, shape: input.shape, dtype: 'float64' })]])).get(node),
  );

function scattered(
  g: Value,
  places: readonly number[],
  { shape, size }: Value,
  joined: (parts: readonly number[]) => number,
): Value {
  const parts: number[][] = Array.from({ length: size }, () => []);
  for (const [k, place] of places.entries()) parts[place].push(flat(g)[k]);
  const data = Float64Array.from(parts, (each) => (each.length === 0 ? 0 : joined(each)));
  return Value.of({ data, shape, dtype: 'float64' });
}
