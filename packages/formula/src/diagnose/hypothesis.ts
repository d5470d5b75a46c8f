import type { Value } from '@chainrule/core';
import type { Landmark } from '../graph/landmarks.ts';
import type { ReasonKind } from './diagnosis.ts';
import type { Level } from './level.ts';
import type { Alteration } from './pass.ts';
import type { Place } from './place.ts';
import type { Study } from './study.ts';

/** A mistake that somebody could have made, with what one gets by making it. */
export interface Hypothesis {
  readonly kind: ReasonKind;
  /** What went wrong, without a full stop; `you left out …`. */
  message(): string;
  readonly links?: readonly { readonly from: string; readonly to: string }[];
  /** Whether it is about a step inside a formula, to which the user gave no name. */
  readonly unnamed?: boolean;
  /** The gradient that one gets at a place by this mistake; undefined where the mistake cannot be made there. */
  at(place: Place, target: Value): Value | undefined;
}

/** The mistakes of one family that can be made in a graph, the more likely first. */
export type Family = (study: Study) => Iterable<Hypothesis>;

/** A mistake in what certain links hand on. */
export function altered(
  level: Level,
  kind: ReasonKind,
  links: readonly { readonly from: Landmark; readonly to: Landmark }[],
  message: () => string,
  change: (place: Place) => Alteration,
): Hypothesis {
  const known = new Map<Place, ReadonlyMap<Landmark, Value> | undefined>();
  const walk = (place: Place) => {
    const alter = change(place);
    let possible = true;
    const adjoints = level.pass(place).adjoints((crossing) => {
      if (!links.some(({ from, to }) => from === crossing.from && to === crossing.to)) return undefined;
      const value = alter(crossing);
      if (value === undefined) possible = false;
      return value;
    });
    return possible ? adjoints : undefined;
  };
  return {
    kind,
    message,
    links: links.map(({ from, to }) => ({ from: from.symbol.name, to: to.symbol.name })),
    unnamed: level.isSmallest && links.some(({ from, to }) => isUnnamed(from) || isUnnamed(to)),
    at(place, target) {
      if (!known.has(place)) known.set(place, walk(place));
      return known.get(place)?.get(level.landmarkOf(target)!);
    },
  };
}

/** Whether a node is computed, and has no name of the user's. */
export const isUnnamed = ({ node, named }: Landmark) => node.primitive !== undefined && !named;
