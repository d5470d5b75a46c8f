import { axisLengths, besselFactors, factorMistakes, likelyFactors } from '../factors.ts';
import { altered, type Family, type Hypothesis } from '../hypothesis.ts';
import { type Piece, paths, pathText, scaled, terms, termsOf, termText, userOf } from '../pieces.ts';
import type { Study } from '../study.ts';

/** Of the paths that come back to a node, one left out. */
export const pathLeftOut: Family = function* (study) {
  for (const link of study.links) {
    const { level, to } = link;
    if (level.route.consumers(to).length < 2) continue;
    yield altered(
      level,
      'path-left-out',
      [link],
      () => {
        const name = study.speaker.node(to);
        return `you left out ${pathText(study, link)}: ${name} feeds ${fed(link)}, and what comes back is added up`;
      },
      (place) => () => level.pass(place).nothing(to),
    );
  }

  function fed({ level, to }: (typeof study.links)[number]): string {
    return level.route
      .consumers(to)
      .map((from) => study.speaker.node(userOf(study, { level, from, to })))
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
        return `you counted only ${pathText(study, link)}, which feeds ${consumers.length} nodes: what comes back is added up`;
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

export const scaledTerm: Family = (study) => scaledPieces(study, terms(study));

/** One of several paths counted with the wrong sign or another factor. */
export const scaledPath: Family = (study) => scaledPieces(study, paths(study));

function* scaledPieces(study: Study, pieces: readonly Piece[]): Generator<Hypothesis> {
  const lengths = axisLengths(study.root);
  const factors = [
    ...likelyFactors(study.root).filter((c) => c !== 1 && (c > 0 || c === -1)),
    ...besselFactors(lengths),
  ];
  for (const piece of pieces)
    for (const c of factors) {
      const [{ kind, message }] = factorMistakes(c, lengths);
      yield {
        kind,
        links: piece.links,
        message: () => `in ${piece.name()} ${message}`,
        at: scaled(piece, () => c),
      };
    }
}

/** Levels with more links than this that come together with others are not searched for two paths that are missing. */
const MOST_LINKS = 16;

/** Of the paths that come back to some nodes, two left out: a recurrent network without what comes back from later steps. */
export const severalPathsLeftOut: Family = function* (study) {
  for (const level of [study.named, study.smallest]) {
    const links = level.links().filter(({ to }) => level.route.consumers(to).length > 1);
    if (links.length > MOST_LINKS) continue;
    for (const [k, one] of links.entries())
      for (const other of links.slice(k + 1))
        yield altered(
          level,
          'path-left-out',
          [one, other],
          () =>
            `you left out ${pathText(study, one)} and ${pathText(study, other)}: what comes back is added up`,
          (place) =>
            ({ to }) =>
              level.pass(place).nothing(to),
        );
  }
};
