import { ones, type Value } from '@chainrule/core';
import { isFloat } from '@chainrule/core/extend';
import type { Landmark } from '../../graph/landmarks.ts';
import { sameSizes } from '../../graph/same-sizes.ts';
import { agree } from '../agreement.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Link } from '../level.ts';
import type { Place } from '../place.ts';
import type { Study } from '../study.ts';

/** A term that is added to a gradient, as it is at a place. */
export interface Term {
  readonly message: () => string;
  at(place: Place): Value;
}

/** What may have been added to the gradient of a node: another gradient, the value of a node, something handed on. */
export function* termsFor(study: Study, target: Value): Generator<Term> {
  const { named, speaker } = study;
  const landmarks = named.landmarks.filter((each) => each !== named.root && sameSizes(each.node, target));
  for (const each of landmarks)
    yield { message: () => speaker.node(each), at: (place) => place.at(each.node) };
  yield { message: () => 'a constant', at: () => ones(target.shape) };
  const root = named.root.symbol.name;
  for (const each of landmarks)
    if (each.node !== target && each.node.wantsGradient)
      yield { message: () => `∂${root}/∂${speaker.node(each)}`, at: (place) => place.gradientOf(each.node) };
}

/** Products of two nodes, in the shape of a target: so many that only a formula tells which of them was added. */
export function* productsFor(study: Study, target: Value): Generator<Term> {
  const { named, speaker } = study;
  const factors = named.landmarks.filter(
    (each) => each !== named.root && isFloat(each.node.dtype) && fitsInto(each.node, target),
  );
  for (const [k, one] of factors.entries())
    for (const other of factors.slice(k)) {
      if (!sameSizes(one.node, target) && !sameSizes(other.node, target)) continue;
      yield {
        message: () =>
          one === other ? `${speaker.node(one)}²` : `${speaker.node(one)}·${speaker.node(other)}`,
        at: (place) => place.at(one.node).mul(place.at(other.node)),
      };
    }
}

/** One path of several counted twice. */
export const pathTwice: Family = function* (study) {
  for (const link of study.links) {
    const { level, from, to } = link;
    if (level.route.consumers(to).length < 2) continue;
    yield altered(
      level,
      'added-term',
      [link],
      () => `the path from ${study.speaker.node(from)} back to ${study.speaker.node(to)} was counted twice`,
      () =>
        ({ truth }) =>
          truth.mul(2),
    );
  }
};

/** A term that is constant for a link left standing in its derivative: x + b for the x of w·x + b. */
export const keptConstant: Family = function* (study) {
  const { speaker } = study;
  for (const link of study.named.links()) {
    const { level, from, to } = link;
    for (const other of from.inputs) {
      if (other === to || !fitsInto(other.node, from.node) || !isTerm(study, link, other)) continue;
      yield altered(
        level,
        'added-term',
        [link],
        () => `${speaker.node(other)} was left standing in the derivative: ${speaker.rateInFull(link)}`,
        (place) =>
          ({ g, truth }) =>
            fitsInto(to.node, from.node) && fitsInto(g, to.node)
              ? truth.add(g.mul(place.at(other.node)))
              : undefined,
      );
    }
  }
};

/** Whether a step adds another of its inputs, as it is, to what it makes of the one that a link leads to. */
function isTerm({ given }: Study, { level, from }: Link, other: Landmark): boolean {
  if (!isFloat(other.node.dtype)) return false;
  const one = ones(from.node.shape);
  return agree(level.pass(given).handOn(from, other, one), one.sumTo(other.node.shape));
}

/** Whether a product with something of the other's shape keeps that shape. */
const fitsInto = (a: Value, b: Value) =>
  a.rank === 0 || (a.rank === b.rank && a.shape.every((n, k) => n === b.shape[k]));
