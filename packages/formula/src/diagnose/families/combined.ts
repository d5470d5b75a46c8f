import { backward, coreName, type Value } from '@chainrule/core';
import type { Landmark } from '../../graph/landmarks.ts';
import { stepOf } from '../../graph/links.ts';
import { sameSizes } from '../../graph/same-sizes.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Place } from '../places.ts';
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

/** The derivative of a product or a quotient of two functions, taken for that of the one times that of the other. */
export const productRule: Family = function* (study) {
  const { smallest, speaker, targets } = study;
  for (const target of targets)
    for (const from of stepsOver(study, target)) {
      const name = coreName(from.node.primitive);
      const [a, b] = from.node.inputs.map((input) => smallest.landmarkOf(input));
      if ((name !== 'mul' && name !== 'div') || !a || !b || a === b) continue;
      if (![a, b].every((each) => sameSizes(each.node, target) && smallest.route.landmarks.includes(each)))
        continue;
      const links = [a, b].map((to) => ({ from, to }));
      const rule =
        name === 'mul'
          ? 'the derivative of a product f·g is f′·g + f·g′'
          : 'the derivative of a quotient f/g is (f′·g − f·g′)/g²';
      const alteration = (
        said: string,
        hand: (place: Place, to: Landmark, g: Value, truth: Value) => Value,
      ) =>
        altered(
          smallest,
          'wrong-rule',
          links,
          () => `${said} for ${speaker.formula(from)}: ${rule}`,
          (place) =>
            ({ to, g, truth }) =>
              hand(place, to, g, truth),
        );
      yield alteration(name === 'mul' ? 'f′·g′ was taken' : 'f′/g′ was taken', (place, to, g) => {
        if (to === b) return smallest.pass(place).nothing(to);
        const rate = place.rateOf(b.node, target);
        return name === 'mul' ? g.mul(rate) : g.div(rate);
      });
      yield alteration('the sign between the two terms is wrong', (_, to, __, truth) =>
        to === b ? truth.neg() : truth,
      );
      if (name === 'div')
        yield alteration('the denominator was not squared', (place, _, __, truth) =>
          truth.mul(place.at(b.node)),
        );
    }
};

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
