import { coreName, type Value } from '@chainrule/core';
import type { Landmark } from '../../graph/landmarks.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Place } from '../place.ts';
import type { Study } from '../study.ts';

const isSquare = ({ shape, rank }: Value) => rank === 2 && shape[0] === shape[1];

/** The whole transposed, or a factor of a matrix product where the shapes allow it. */
export const transposed: Family = function* (study) {
  yield {
    kind: 'transposed',
    message: () => 'this is the transpose of the gradient',
    at: (place, target) => (target.rank === 2 ? place.gradientOf(target).transpose() : undefined),
  };
  const { smallest, speaker } = study;
  for (const link of smallest.links()) {
    if (coreName(link.from.node.primitive) !== 'matmul') continue;
    for (const factor of link.from.inputs) {
      if (factor === link.to || !isSquare(factor.node)) continue;
      yield altered(
        smallest,
        'transposed',
        [link],
        () => `the transpose of ${speaker.node(factor)} is missing in ${speaker.rateInFull(link)}`,
        (place) =>
          ({ from, to, g }) =>
            smallest
              .pass(place)
              .handOnReading(from, to, g, { inputs: new Map([[factor, place.at(factor.node).transpose()]]) }),
      );
    }
    if (isSquare(link.from.node))
      yield altered(
        smallest,
        'transposed',
        [link],
        () => `what comes back to ${speaker.node(link.from)} is transposed in ${speaker.rateInFull(link)}`,
        (place) =>
          ({ from, to, g }) =>
            smallest.pass(place).handOn(from, to, g.transpose()),
      );
    if (isSquare(link.to.node))
      yield altered(
        smallest,
        'transposed',
        [link],
        () =>
          `what is handed on to ${speaker.node(link.to)} is transposed: it is ${speaker.rateInFull(link)}`,
        () =>
          ({ truth }) =>
            truth.transpose(),
      );
  }
};

/** What comes back to a variable that was broadcast, before it is added up. */
function unsummed(study: Study, place: Place, from: Landmark, to: Landmark): Value | undefined {
  const y = place.at(from.node);
  const k = y.inputs.indexOf(place.at(to.node));
  const g = study.smallest.pass(place).adjointOf(from);
  const raw = y.primitive!.vjp(g, y, y.inputs, k, y.attributes);
  return raw.size > to.node.size ? raw : undefined;
}

/** A variable that was broadcast, whose gradient was not added up, or averaged, or added up along another axis. */
export const notSummed: Family = function* (study) {
  const { smallest, speaker } = study;
  for (const target of study.targets) {
    const to = smallest.landmarkOf(target)!;
    const [from, ...others] = smallest.route.consumers(to);
    if (others.length > 0 || !from || from.node.size <= target.size) continue;
    const raw = (place: Place) => unsummed(study, place, from, to);
    const name = speaker.node(to);
    const only = (value: (place: Place) => Value | undefined) => (place: Place, asked: Value) =>
      asked === target ? value(place) : undefined;
    yield {
      kind: 'not-summed',
      message: () =>
        `it was not summed: ${name} is broadcast over [${from.node.shape.join(', ')}], so its gradient is the sum over what it served`,
      at: only(raw),
    };
    for (const [row, k] of [
      ['first', 0],
      ['last', -1],
    ] as const)
      yield {
        kind: 'not-summed',
        message: () => `only the ${row} row was taken where the gradient of ${name} is the sum over all`,
        at: only((place) => {
          const each = raw(place);
          return each && each.rank === target.rank + 1 ? each.select(k) : undefined;
        }),
      };
    yield {
      kind: 'not-summed',
      message: () => `it was summed along the wrong axis: ${name} is broadcast along axis 0`,
      at: only((place) => {
        const each = raw(place);
        return each && isSquare(each) && target.rank === 1 ? each.sum({ axis: 1 }) : undefined;
      }),
    };
  }
};

/** The mean in place of a sum over the batch, or the reverse, in one link. */
export const averaged: Family = function* (study) {
  const { smallest, speaker } = study;
  for (const link of smallest.links()) {
    const { from, to } = link;
    for (const n of summedOver(from, to)) {
      yield altered(
        smallest,
        'averaged',
        [link],
        () => `the mean over ${n} entries was taken where what comes back to ${speaker.node(to)} is the sum`,
        () =>
          ({ truth }) =>
            truth.div(n),
      );
    }
  }
};

/** How many entries are added up where a gradient is handed on: the batch of a matrix product, or a broadcast. */
function summedOver({ node }: Landmark, to: Landmark): number[] {
  if (coreName(node.primitive) === 'matmul' && node.rank === 2) {
    const batch = node.shape[0];
    return to.node === node.inputs[1] && batch > 1 ? [batch] : [];
  }
  const ratio = node.size / to.node.size;
  return node.primitive!.onNumbers && Number.isInteger(ratio) && ratio > 1 ? [ratio] : [];
}
