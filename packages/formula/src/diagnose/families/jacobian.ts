import { backward, ones, Value } from '@chainrule/core';
import type { Landmark } from '../../graph/landmarks.ts';
import { sameSizes } from '../../graph/same-sizes.ts';
import { agree, flat } from '../agreement.ts';
import { type Family, isUnnamed } from '../hypothesis.ts';
import type { Level, Link } from '../level.ts';
import type { Place } from '../place.ts';

/** Larger arrays are not taken entry by entry. */
const MOST_ENTRIES = 64;

/** Only the diagonal of a Jacobian: oᵢ(1 − oᵢ) for softmax, where every output depends on every input. */
export const diagonalOnly: Family = function* (study) {
  const { speaker, smallest } = study;
  for (const from of smallest.route.landmarks) {
    const to = meetingPoint(smallest, from);
    if (!to || to.node.size < 2 || to.node.size > MOST_ENTRIES || !sameSizes(from.node, to.node)) continue;
    const [y, x] = [from, to].map((each) => speaker.node(each));
    yield {
      kind: 'path-left-out',
      links: [{ from: from.symbol.name, to: to.symbol.name }],
      message: () =>
        `only the diagonal of the Jacobian ${speaker.rate({ from, to })} was taken: an entry of ${y} depends on the other entries of ${x} too, and these terms are missing`,
      at(place, target) {
        const g = place.gradientOf(from.node);
        const handed = (seed: Value) => between(place, from.node, to.node, seed);
        const rest = g.mul(diagonalOf(from.node, handed)).sub(handed(g));
        return place.gradientOf(target).add(between(place, to.node, target, rest));
      },
    };
  }
};

/** gᵀ ∂of/∂node over all paths. */
const between = (place: Place, of: Value, node: Value, g: Value): Value =>
  of === node ? g : backward(place.at(of), { seed: g }).of(place.at(node));

/** Where all paths from a landmark that depends on several meet again, and from there on down to what has a name. */
function meetingPoint({ route }: Level, from: Landmark): Landmark | undefined {
  const onRoute = new Set(route.landmarks);
  const inputsOf = ({ inputs }: Landmark) => inputs.filter((each) => onRoute.has(each));
  const open = new Set(inputsOf(from));
  if (open.size < 2) return undefined;
  while (open.size > 1) {
    const [last] = [...open].sort((a, b) => route.landmarks.indexOf(b) - route.landmarks.indexOf(a));
    open.delete(last);
    const inputs = inputsOf(last);
    if (inputs.length === 0) return undefined;
    for (const input of inputs) open.add(input);
  }
  let [to] = open;
  for (let [next, more] = inputsOf(to); isPassedOn(to, next) && !more; [next, more] = inputsOf(to)) to = next;
  return to;
}

/** Whether a landmark without a name is computed entry by entry from the next. */
const isPassedOn = (to: Landmark, next: Landmark | undefined): next is Landmark =>
  isUnnamed(to) &&
  next !== undefined &&
  to.node.primitive!.onNumbers !== undefined &&
  sameSizes(to.node, next.node);

const known = new WeakMap<Link, boolean>();

/** Whether each entry of a step depends on the entry at its own place alone; of large arrays that is taken for granted. */
export function isEntrywise(place: Place, link: Link): boolean {
  const { level, from, to } = link;
  const { primitive, shape, size } = from.node;
  if (size === 1 || size > MOST_ENTRIES || (primitive?.onNumbers && isOneOperation(from))) return true;
  let entrywise = known.get(link);
  if (entrywise === undefined) {
    const handed = (g: Value) => level.pass(place).handOn(from, to, g);
    entrywise = agree(diagonalOf(from.node, handed), handed(ones(shape)));
    known.set(link, entrywise);
  }
  return entrywise;
}

const isOneOperation = ({ node, inputs }: Landmark) =>
  node.inputs.every((operand) => inputs.some((each) => each.node === operand));

/** The diagonal of the Jacobian of something, given what it hands on to an input of the same shape. */
function diagonalOf({ shape, size }: Value, handed: (g: Value) => Value): Value {
  const diagonal = new Float64Array(size);
  for (let i = 0; i < size; i++) diagonal[i] = flat(handed(unit(shape, size, i)))[i];
  return Value.of({ data: diagonal, shape, dtype: 'float64' });
}

/** Zeros with a one at one entry. */
function unit(shape: readonly number[], size: number, i: number): Value {
  const data = new Float64Array(size);
  data[i] = 1;
  return Value.of({ data, shape, dtype: 'float64' });
}
