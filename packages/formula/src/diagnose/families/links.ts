import type { Value } from '@chainrule/core';
import { shownInputs } from '@chainrule/core/extend';
import { operationName } from '../../graph/operation-name.ts';
import { sameShape } from '../agreement.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Link } from '../level.ts';
import type { Study } from '../study.ts';

/** A link of the chain left out: what comes in is handed on as it is. */
export const leftOut: Family = function* (study) {
  for (const link of study.links) {
    yield altered(
      link.level,
      'left-out',
      [link],
      () => `you left out ${study.speaker.rateInFull(link)}`,
      () =>
        ({ g, to }) =>
          withShapeOf(to.node, g),
    );
  }
};

/** The beginning of the chain left out: the derivative of a node on the way in place of that of the root. */
export const startedLate: Family = function* (study) {
  const { speaker } = study;
  const { route, root } = study.named;
  for (const start of [...route.landmarks].reverse()) {
    if (start === root || study.targets.includes(start.node)) continue;
    const found = new Map<unknown, ReadonlyMap<unknown, Value>>();
    yield {
      kind: 'left-out',
      message: () =>
        `this is the derivative of ${speaker.node(start)}: you left out ${speaker.rate({ from: root, to: start })}`,
      links: [{ from: root.symbol.name, to: start.symbol.name }],
      at: (place, target) => {
        const pass = study.named.pass(place);
        if (!found.has(place)) found.set(place, pass.adjointsFrom(start));
        return found.get(place)!.get(study.named.landmarkOf(target)!);
      },
    };
  }
};

/** A link multiplied in twice. */
export const twice: Family = function* (study) {
  for (const link of study.links) {
    yield altered(
      link.level,
      'twice',
      [link],
      () => `${study.speaker.rateInFull(link)} was multiplied in twice`,
      (place) =>
        ({ from, to, truth }) => {
          const again = withShapeOf(from.node, truth);
          return again && link.level.pass(place).handOn(from, to, again);
        },
    );
  }
};

/** The derivative of one operation left out wherever it stands. */
export const leftOutEverywhere: Family = function* (study) {
  for (const [name, links] of linksByOperation(study))
    yield altered(
      study.smallest,
      'left-out',
      links,
      () =>
        `you left out the derivative of ${name} everywhere: ${links.map((link) => study.speaker.rate(link)).join(', ')}`,
      () =>
        ({ g, to }) =>
          withShapeOf(to.node, g),
    );
};

/** Links of the smallest steps by the operation, where it stands more than once on the route and has one input. */
export function linksByOperation(study: Study): Map<string, Link[]> {
  const found = new Map<string, Link[]>();
  for (const link of study.smallest.links()) {
    if (shownInputs(link.from.node).length !== 1) continue;
    const name = operationName(link.from.node.primitive!);
    found.set(name, [...(found.get(name) ?? []), link]);
  }
  return new Map([...found].filter(([, links]) => links.length > 1));
}

/** What comes in, where it can stand for something of the shape of a node; a scalar stands for every entry. */
export function withShapeOf(node: Value, g: Value): Value | undefined {
  if (sameShape(g, node)) return g.rank === node.rank ? g : g.reshape(node.shape);
  return g.rank === 0 ? g.broadcastTo(node.shape) : undefined;
}
