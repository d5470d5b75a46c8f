import { coreName, type Value } from '@chainrule/core';
import type { Landmark } from '../graph/landmarks.ts';
import { altered, type Hypothesis } from './hypothesis.ts';
import type { Link } from './level.ts';
import type { Place } from './place.ts';
import type { Study } from './study.ts';

/** A part of a gradient that is added to the others: what comes over one term of a sum, or over one of several paths. */
export interface Piece {
  readonly links: Hypothesis['links'];
  readonly name: () => string;
  /** What it adds to the gradient at a place. */
  contribution(place: Place, target: Value): Value | undefined;
}

function pieceOf(link: Link, name: () => string): Piece {
  const { level, to } = link;
  const without = altered(
    level,
    'path-left-out',
    [link],
    name,
    (place) => () => level.pass(place).nothing(to),
  );
  const known = new Map<Place, Map<Value, Value | undefined>>();
  return {
    links: without.links,
    name,
    contribution(place, target) {
      const here = known.get(place) ?? new Map<Value, Value | undefined>();
      known.set(place, here);
      if (!here.has(target)) {
        const rest = without.at(place, target);
        here.set(target, rest && place.gradientOf(target).sub(rest));
      }
      return here.get(target);
    },
  };
}

const made = new WeakMap<Study, Record<'terms' | 'paths', readonly Piece[]>>();

/** The pieces of the gradients of a study, made once: what they add is known at the places where it was asked for. */
function piecesOf(study: Study) {
  const known = made.get(study);
  if (known) return known;
  const found = {
    terms: termsOf(study).map((link) => pieceOf(link, () => termText(study, link))),
    paths: study.links.filter(isOneOfSeveral).map((link) => pieceOf(link, () => pathText(study, link))),
  };
  made.set(study, found);
  return found;
}

export const terms = (study: Study): readonly Piece[] => piecesOf(study).terms;

export const paths = (study: Study): readonly Piece[] => piecesOf(study).paths;

/** Whether what comes back over a link is added to what comes back over others. */
const isOneOfSeveral = ({ level, to }: Link) => level.route.consumers(to).length > 1;

export const termText = ({ speaker }: Study, { from, to }: Link) =>
  `the term ${speaker.node(to)} of ${speaker.node(from)}`;

export const pathText = (study: Study, link: Link) =>
  `the path from ${study.speaker.node(userOf(study, link))} back to ${study.speaker.node(link.to)}`;

/** What a node serves over a link, past what only arranges its entries. */
export function userOf({ speaker }: Study, { level, from }: Link): Landmark {
  let user = from;
  while (speaker.isArranged(user)) {
    const [next] = level.route.consumers(user);
    if (!next) break;
    user = next;
  }
  return user;
}

/** The links from a sum to its terms, where more than one of them leads to what is asked for. */
export function termsOf({ smallest }: Study): Link[] {
  const onRoute = new Set(smallest.route.landmarks.map(({ node }) => node));
  return smallest.links().filter(({ from: { node } }) => {
    const [a, b] = node.inputs;
    const name = coreName(node.primitive);
    const adds = name === 'add' || name === 'sub';
    return adds && a !== b && onRoute.has(a) && onRoute.has(b);
  });
}

/** What one gets where a piece is another number of times what it should be. */
export const scaled =
  (piece: Piece, factor: (place: Place) => Value | number): Hypothesis['at'] =>
  (place, target) => {
    const contribution = piece.contribution(place, target);
    if (contribution === undefined) return undefined;
    const by = factor(place);
    const more = typeof by === 'number' ? by - 1 : by.sub(1);
    return place.gradientOf(target).add(contribution.mul(more));
  };
