import { backward, coreName, type Value } from '@chainrule/core';
import type { Landmark } from '../../graph/landmarks.ts';
import { stepOf } from '../../graph/links.ts';
import { sameSizes } from '../../graph/same-sizes.ts';
import { altered, type Family, type Hypothesis, isUnnamed } from '../hypothesis.ts';
import type { Place } from '../place.ts';
import type { Study } from '../study.ts';

/** The landmarks of the smallest steps that depend on a target and are computed entry by entry in its shape. */
function stepsOver({ smallest }: Study, target: Value): Landmark[] {
  const onRoute = new Set(smallest.route.landmarks.map(({ node }) => node));
  return smallest.route.landmarks.filter(
    ({ node }) =>
      node.primitive?.onNumbers &&
      sameSizes(node, target) &&
      node.inputs.some((input) => onRoute.has(input) && sameSizes(input, target)),
  );
}

/** A product or a quotient of two that both depend on what is asked for. */
interface Combined {
  readonly from: Landmark;
  readonly isProduct: boolean;
  readonly links: readonly { readonly from: Landmark; readonly to: Landmark }[];
}

function combinedIn({ smallest }: Study): Combined[] {
  const onRoute = new Set(smallest.route.landmarks);
  return smallest.route.landmarks.flatMap((from) => {
    const name = coreName(from.node.primitive);
    const [a, b] = from.node.inputs.map((input) => smallest.landmarkOf(input));
    if ((name !== 'mul' && name !== 'div') || !a || !b || a === b || !onRoute.has(a) || !onRoute.has(b))
      return [];
    return [{ from, isProduct: name === 'mul', links: [a, b].map((to) => ({ from, to })) }];
  });
}

/** The derivative of a product or a quotient of two functions, taken for that of the one times that of the other. */
export const productRule: Family = function* (study) {
  const { smallest, speaker, targets } = study;
  for (const { from, isProduct, links } of combinedIn(study)) {
    const [{ to: a }, { to: b }] = links;
    const rule = isProduct
      ? 'the derivative of a product f·g is f′·g + f·g′'
      : 'the derivative of a quotient f/g is (f′·g − f·g′)/g²';
    const told = (said: string) => () => `${said} for ${speaker.formula(from)}: ${rule}`;
    const alteration = (said: string, hand: (place: Place, to: Landmark, truth: Value) => Value) =>
      altered(
        smallest,
        'wrong-rule',
        links,
        told(said),
        (place) =>
          ({ to, truth }) =>
            hand(place, to, truth),
      );
    yield* targets.map((target) => factorwise(study, target, { from, isProduct, links }, told));
    yield alteration('the sign between the two terms is wrong', (_, to, truth) =>
      to === b ? truth.neg() : truth,
    );
    if (isProduct || !sameSizes(a.node, b.node)) continue;
    yield alteration('the denominator was not squared', (place, _, truth) => truth.mul(place.at(b.node)));
  }
};

/** f′·g′ or f′/g′ of what depends on a target, entry by entry. */
function factorwise(
  { smallest }: Study,
  target: Value,
  { from, isProduct, links }: Combined,
  told: (said: string) => () => string,
): Hypothesis {
  const [a, b] = links.map(({ to }) => to.node);
  const rest = altered(
    smallest,
    'wrong-rule',
    links,
    () => '',
    (place) =>
      ({ to }) =>
        smallest.pass(place).nothing(to),
  );
  const taken = (place: Place) => {
    const [f, g] = [a, b].map((node) => place.rateOf(node, target));
    return isProduct ? f.mul(g) : f.div(g);
  };
  return {
    kind: 'wrong-rule',
    links: rest.links,
    unnamed: rest.unnamed,
    message: told(isProduct ? 'f′·g′ was taken' : 'f′/g′ was taken'),
    at(place, asked) {
      if (asked !== target) return undefined;
      const seed = smallest.pass(place).adjointOf(from);
      const others = rest.at(place, target);
      const fits = from.node.rank === 0 || sameSizes(from.node, target);
      return others && fits ? others.add(taken(place).mul(seed)) : undefined;
    },
  };
}

/** f′(g′) for the derivative of f(g). */
export const insideDerived: Family = function* (study) {
  const { smallest, speaker, targets } = study;
  for (const target of targets)
    for (const from of stepsOver(study, target)) {
      const [to, ...others] = from.inputs.filter(({ node }) =>
        smallest.route.landmarks.some((each) => each.node === node),
      );
      if (!to || others.length > 0 || to.node === target || !to.node.primitive) continue;
      yield {
        kind: 'wrong-rule',
        unnamed: isUnnamed(from) || isUnnamed(to),
        links: [{ from: from.symbol.name, to: to.symbol.name }],
        message: () =>
          `the derivative was taken at the derivative of ${speaker.node(to)}: that of f(g) is f′(g)·g′, not f′(g′)`,
        at(place, asked) {
          if (asked !== target) return undefined;
          const pass = smallest.pass(place);
          const g = pass.adjointOf(from);
          const rate = place.rateOf(to.node, target);
          const truth = pass.handOn(from, to, g).mul(rate);
          const step = stepOf(from, (input) => (input === to ? rate : place.at(input.node)), place.outcomes);
          const taken = backward(step.result, { seed: g }).of(step.variables.get(to)!);
          return place.gradientOf(target).sub(truth).add(taken);
        },
      };
    }
};
