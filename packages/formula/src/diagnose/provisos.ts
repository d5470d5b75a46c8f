import { coreName, type Value } from '@chainrule/core';
import type { Landmark } from '../graph/landmarks.ts';
import { hasOrigin } from '../read/outcomes.ts';
import { flat } from './agreement.ts';
import type { Proviso } from './diagnosis.ts';
import { KEEPINGS, type Keeping } from './moves.ts';
import type { Place } from './place.ts';
import { keepableLeaves } from './places.ts';
import { Sides } from './sides.ts';
import type { Study } from './study.ts';

/** Leaves of which each is tried alone. */
const MOST_ALONE = 4;

/** Nodes that a sentence names. */
const MOST_NAMED = 3;

/** What leaves keep while they move, and how that is said. */
interface Kept {
  readonly kept: ReadonlyMap<Value, Keeping>;
  readonly proviso: Proviso;
}

/** What the inputs keep of what they have at the given point, such as a sum of 1: as little as may do comes first. */
export function keepings(study: Study, target: Value): Kept[] {
  // What was differentiated by moves freely; by a symmetric matrix people differentiate as if it were not.
  const leaves = keepableLeaves(study)
    .map(([leaf, can]) => [leaf, leaf === target ? can.filter(isOfMatrix) : can] as const)
    .filter(([, can]) => can.length > 0);
  const some = leaves.length > MOST_ALONE ? [] : leaves;
  const alone = (keeping: Keeping) =>
    some.flatMap(([leaf, can]) => (can.includes(keeping) ? [new Map([[leaf, keeping]])] : []));
  const together = (choose: (can: readonly Keeping[]) => Keeping) =>
    leaves.length === 0 || (leaves.length === 1 && some.length === 1)
      ? []
      : [new Map(leaves.map(([leaf, can]) => [leaf, choose(can)]))];
  return [
    ...KEEPINGS.flatMap(alone),
    ...together((can) => can[0]),
    ...together((can) => can[can.length - 1]),
  ].map((kept) => ({ kept, proviso: keptProviso(study, kept) }));
}

const isOfMatrix = (each: Keeping) => each === 'symmetric' || each === 'positive-definite';

function keptProviso({ speaker }: Study, kept: ReadonlyMap<Value, Keeping>): Proviso {
  const names = (keeping: Keeping) =>
    [...kept].filter(([, each]) => each === keeping).map(([leaf]) => speaker.nodeText(leaf));
  const said = KEEPINGS.filter((keeping) => names(keeping).length > 0);
  const text = said.map((keeping) => KEPT[keeping](names(keeping))).join(' and ');
  return { kind: said[said.length - 1], text: `this holds where ${text}` };
}

const and = (names: readonly string[]) => names.join(' and ');

const has = (names: readonly string[]) => (names.length === 1 ? 'has' : 'have');

const are = (names: readonly string[], what: string) =>
  names.length === 1 ? `is ${what}, as it is here` : `are ${what}, as they are here`;

/** That a claim is right where these leaves are positive. */
export function positiveProviso({ speaker }: Study, leaves: readonly Value[]): Proviso {
  const names = leaves.map((leaf) => speaker.nodeText(leaf));
  return { kind: 'positive', text: `this holds where ${and(names)} ${are(names, 'positive')}` };
}

const KEPT: Readonly<Record<(typeof KEEPINGS)[number], (names: readonly string[]) => string>> = {
  sum: (names) => `the entries of ${and(names)} add up to 1, as they do here`,
  binary: (names) => `the entries of ${and(names)} are zeros and ones, as they are here`,
  'one-hot': (names) => `${and(names)} ${has(names)} a single one in each row, and zeros, as here`,
  symmetric: (names) => `${and(names)} ${are(names, 'symmetric')}`,
  'positive-definite': (names) => `${and(names)} ${are(names, 'symmetric and positive definite')}`,
  unit: (names) => `the norm of ${and(names)} is 1, as it is here`,
};

const COMPARED = 'it is right where comparisons come out as they do at the given point';

/** That a claim is right on this side of the kinks which the places where it fails lie beyond; undefined where there are none. */
export function sideProviso(study: Study, failing: readonly Place[]): Proviso | undefined {
  const text = sideText(study, failing);
  return text === undefined ? undefined : { kind: 'side', text };
}

function sideText(study: Study, failing: readonly Place[]): string | undefined {
  const crossed = new Sides(study.root).crossed(study.given, failing);
  if (crossed.length === 0) return undefined;
  const { smallest, speaker } = study;
  if (crossed.some(hasOrigin)) return COMPARED;
  const landmarks = crossed.slice(0, MOST_NAMED).map((node) => smallest.landmarkOf(node)!);
  const units = landmarks.flatMap((each) => unitText(study, each) ?? []);
  if (units.length === landmarks.length) {
    const elsewhere = units.every((unit) => unit.endsWith('> 0'))
      ? ': elsewhere the derivative of relu is 0'
      : '';
    return `it is right where ${units.join(' and ')}, as at the given point${elsewhere}`;
  }
  const names = landmarks.map((each) => speaker.formula(each)).join(' and ');
  return `it is right on the side of the kink of ${names} on which the given point lies`;
}

/** `w·x > 0`, where a unit is on at the given point, or off in all its entries. */
function unitText({ given, speaker }: Study, { node, inputs: [net] }: Landmark): string | undefined {
  if (coreName(node.primitive) !== 'relu') return undefined;
  const entries = Array.from(flat(given.at(net.node)));
  const name = speaker.node(net);
  if (entries.every((x) => x > 0)) return `${name} > 0`;
  return entries.every((x) => x <= 0) ? `${name} ≤ 0` : undefined;
}
