import type { Landmark } from '../../graph/landmarks.ts';
import { agree } from '../agreement.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Level, Link } from '../level.ts';
import type { Study } from '../study.ts';
import { withShapeOf } from './links.ts';

/** Levels with more links that make a difference are not searched for two of them. */
const MOST_LINKS = 24;

/** Links in a row that are left out at most. */
const LONGEST = 4;

/** Two links of the chain left out, or some in a row: the error of the output taken for that of a hidden layer. */
export const leftOutSeveral: Family = function* (study) {
  for (const level of [study.named, study.smallest]) {
    yield* inRow(study, level);
    yield* twoApart(study, level);
  }
};

const told = ({ speaker }: Study, links: readonly Link[]) =>
  `you left out ${links.map((link) => speaker.rateInFull(link)).join(' and ')}`;

function* twoApart(study: Study, level: Level) {
  const links = telling(study, level);
  if (links.length > MOST_LINKS) return;
  for (const [k, one] of links.entries())
    for (const other of links.slice(k + 1))
      yield altered(
        level,
        'left-out',
        [one, other],
        () => told(study, [one, other]),
        () =>
          ({ g, to }) =>
            withShapeOf(to.node, g),
      );
}

/** The links of which it makes more of a difference than a sign that they are left out. */
function telling({ given }: Study, level: Level): Link[] {
  const pass = level.pass(given);
  return level.links().filter(({ from, to }) => {
    const g = pass.adjointOf(from);
    const left = withShapeOf(to.node, g);
    const truth = pass.handOn(from, to, g);
    return left === undefined || !(agree(left, truth) || agree(left, truth.neg()));
  });
}

/** What comes in to the first node of a row of links handed on as it is to the last: the nodes between may have other shapes. */
function* inRow(study: Study, level: Level) {
  for (const links of rowsOf(level, telling(study, level))) {
    const [first, last] = [links[0], links[links.length - 1]];
    yield altered(
      level,
      'left-out',
      [last],
      () => told(study, links),
      (place) =>
        ({ to }) =>
          withShapeOf(to.node, level.pass(place).adjointOf(first.from)),
    );
  }
}

/** Rows of two of these links and more whose inner nodes have one consumer each. */
function rowsOf(level: Level, links: readonly Link[]): Link[][] {
  const next = (row: Link[]): Link[][] => {
    const { to } = row[row.length - 1];
    if (row.length === LONGEST || !isPassed(level, to)) return [];
    return links
      .filter(({ from }) => from === to)
      .flatMap((link) => [[...row, link], ...next([...row, link])]);
  };
  return links.flatMap((link) => next([link]));
}

const isPassed = ({ route }: Level, node: Landmark) => route.consumers(node).length === 1;
