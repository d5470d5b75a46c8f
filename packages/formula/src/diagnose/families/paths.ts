import { coreName } from '@chainrule/core';
import { axisLengths, factorMistakes, likelyFactors } from '../factors.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Link, Study } from '../study.ts';

/** Of the paths that come back to a node, one left out. */
export const pathLeftOut: Family = function* (study) {
  for (const link of study.links) {
    const { level, from, to } = link;
    if (level.route.consumers(to).length < 2) continue;
    yield altered(
      level,
      'path-left-out',
      [link],
      () => {
        const [name, through] = [to, from].map((each) => study.speaker.node(each));
        return `you left out the path from ${through} back to ${name}: ${name} feeds ${fed(link)}, and what comes back is added up`;
      },
      (place) => () => level.pass(place).nothing(to),
    );
  }

  function fed({ level, to }: (typeof study.links)[number]): string {
    return level.route
      .consumers(to)
      .map((each) => study.speaker.node(each))
      .join(' and ');
  }
};

/** Of several paths one counted alone. */
export const pathAlone: Family = function* (study) {
  for (const link of study.links) {
    const { level, from, to } = link;
    const consumers = level.route.consumers(to);
    // Of two paths one is left out where the other is counted alone: that was said already.
    if (consumers.length < 3) continue;
    const others = consumers.filter((each) => each !== from).map((each) => ({ from: each, to }));
    yield altered(
      level,
      'path-alone',
      others,
      () => {
        const [name, through] = [to, from].map((each) => study.speaker.node(each));
        return `you counted only the path from ${through} back to ${name}, which feeds ${consumers.length} nodes: what comes back is added up`;
      },
      (place) => () => level.pass(place).nothing(to),
    );
  }
};

/** A term of a sum, with all that depends on it, dropped, or counted with the wrong sign or another factor. */
export const droppedTerm: Family = function* (study) {
  for (const link of termsOf(study))
    yield altered(
      study.smallest,
      'dropped-term',
      [link],
      () => `you dropped ${termText(study, link)}`,
      (place) => () => study.smallest.pass(place).nothing(link.to),
    );
};

export const scaledTerm: Family = function* (study) {
  const lengths = axisLengths(study.root);
  for (const link of termsOf(study))
    for (const c of likelyFactors(study.root)) {
      if (c === 1 || (c < 0 && c !== -1)) continue;
      const [{ kind, message }] = factorMistakes(c, lengths);
      yield altered(
        study.smallest,
        kind,
        [link],
        () => `in ${termText(study, link)} ${message}`,
        () =>
          ({ truth }) =>
            truth.mul(c),
      );
    }
};

const termText = ({ speaker }: Study, { from, to }: Link) =>
  `the term ${speaker.node(to)} of ${speaker.node(from)}`;

/** The links from a sum to its terms, where more than one of them leads to what is asked for. */
function termsOf({ smallest }: Study): Link[] {
  const onRoute = new Set(smallest.route.landmarks.map(({ node }) => node));
  return smallest.links().filter(({ from: { node } }) => {
    const [a, b] = node.inputs;
    const name = coreName(node.primitive);
    const adds = name === 'add' || name === 'sub';
    return adds && a !== b && onRoute.has(a) && onRoute.has(b);
  });
}
