import { coreName, replay, Value } from '@chainrule/core';
import { flat, largest } from '../agreement.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Link } from '../level.ts';
import type { Place } from '../place.ts';

/** Larger arrays are not tried entry by entry. */
const MOST_ENTRIES = 64;

/** What takes the largest or the smallest of several entries, and which way an entry has to go to be that. */
const EXTREMES: ReadonlyMap<string | undefined, 1 | -1> = new Map([
  ['max', 1],
  ['maxPool', 1],
  ['min', -1],
]);

/** The gradient of a maximum shared out among all entries, where only the one that is the largest gets it. */
export const sharedOut: Family = function* (study) {
  const { speaker } = study;
  for (const link of study.smallest.links()) {
    const sign = EXTREMES.get(coreName(link.from.node.primitive));
    const { to } = link;
    if (sign === undefined || to.node.size > MOST_ENTRIES || to.node.size < 2) continue;
    const windows = (place: Place) => windowsOf(place, link, sign);
    const only = `only the entry of ${speaker.node(to)} that is the ${sign > 0 ? 'largest' : 'smallest'} gets what comes back`;
    yield altered(
      study.smallest,
      'averaged',
      [link],
      () => `it was shared out evenly, as for a mean: ${only}`,
      (place) =>
        ({ g }) =>
          spread(g, windows(place), to.node, (window) => 1 / window.length),
    );
    yield altered(
      study.smallest,
      'wrong-rule',
      [link],
      () => `every entry got it, as for a sum: ${only}`,
      (place) =>
        ({ g }) =>
          spread(g, windows(place), to.node, () => 1),
    );
  }
};

/** For each entry of the result the entries that it is the largest of. */
const windowsOf = (place: Place, link: Link, sign: 1 | -1): number[][] | undefined =>
  coreName(link.from.node.primitive) === 'maxPool' ? tiles(link) : soughtWindows(place, link, sign);

/** The entries that change the result where they become larger still. */
function soughtWindows(place: Place, { from, to }: Link, sign: 1 | -1): number[][] {
  const x = place.at(to.node);
  const extreme = sign * (2 * largest(x) + 1);
  const windows: number[][] = Array.from({ length: from.node.size }, () => []);
  for (let j = 0; j < x.size; j++) {
    const data = Float64Array.from(flat(x));
    data[j] = extreme;
    const moved = Value.of({ data, shape: x.shape, dtype: 'float64' });
    const y = replay(from.node, new Map([[to.node, moved]])).get(from.node) ?? from.node;
    for (const [i, entry] of Array.from(flat(y)).entries()) if (entry === extreme) windows[i].push(j);
  }
  return windows;
}

/** The windows of a pooling that lie side by side; undefined where they may overlap, of which the graph tells nothing. */
function tiles({ from, to }: Link): number[][] | undefined {
  const [whole, part] = [to.node.shape, from.node.shape];
  if (whole.length !== part.length || whole.some((n, axis) => n % part[axis] !== 0)) return undefined;
  const windows: number[][] = Array.from({ length: from.node.size }, () => []);
  for (let j = 0; j < to.node.size; j++) {
    let [rest, size, tile] = [j, 1, 0];
    for (let axis = whole.length - 1; axis >= 0; axis--) {
      tile += Math.floor(((rest % whole[axis]) * part[axis]) / whole[axis]) * size;
      rest = Math.floor(rest / whole[axis]);
      size *= part[axis];
    }
    windows[tile].push(j);
  }
  return windows;
}

function spread(
  g: Value,
  windows: readonly number[][] | undefined,
  { shape, size }: Value,
  share: (window: readonly number[]) => number,
): Value | undefined {
  if (windows === undefined) return undefined;
  const data = new Float64Array(size);
  for (const [i, window] of windows.entries()) for (const j of window) data[j] += flat(g)[i] * share(window);
  return Value.of({ data, shape, dtype: 'float64' });
}
