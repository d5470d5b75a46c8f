import { coreName, type Value } from '@chainrule/core';
import type { Landmark } from '../graph/landmarks.ts';
import { hasOrigin } from '../read/outcomes.ts';
import { flat } from './agreement.ts';
import type { Keeping } from './moves.ts';
import { keepableLeaves, type Place } from './places.ts';
import { Sides } from './sides.ts';
import type { Study } from './study.ts';

/** Leaves of which each is tried alone. */
const MOST_ALONE = 4;

/** Nodes that a sentence names. */
const MOST_NAMED = 3;

/** What leaves keep while they move, and how that is said. */
interface Kept {
  readonly kept: ReadonlyMap<Value, Keeping>;
  readonly note: string;
}

/** What the inputs keep that look like probabilities, or like zeros and ones: as little as may do comes first. */
export function keepings(study: Study, target: Value): Kept[] {
  const leaves = keepableLeaves(study).filter(([leaf]) => leaf !== target);
  const some = leaves.length > MOST_ALONE ? [] : leaves;
  const alone = (keeping: Keeping) =>
    some.flatMap(([leaf, can]) => (can.includes(keeping) ? [new Map([[leaf, keeping]])] : []));
  const together = (choose: (can: readonly Keeping[]) => Keeping) =>
    leaves.length === 0 || (leaves.length === 1 && some.length === 1)
      ? []
      : [new Map(leaves.map(([leaf, can]) => [leaf, choose(can)]))];
  return [
    ...alone('sum'),
    ...alone('binary'),
    ...together((can) => can[0]),
    ...together((can) => can[can.length - 1]),
  ].map((kept) => ({ kept, note: `this holds where ${keptText(study, kept)}` }));
}

function keptText({ speaker }: Study, kept: ReadonlyMap<Value, Keeping>): string {
  const said = (keeping: Keeping, what: string) => {
    const names = [...kept].filter(([, each]) => each === keeping).map(([leaf]) => speaker.nodeText(leaf));
    return names.length === 0 ? [] : [`the entries of ${names.join(' and ')} ${what} here`];
  };
  return [
    ...said('sum', 'add up to 1, as they do'),
    ...said('binary', 'are zeros and ones, as they are'),
  ].join(' and ');
}

const COMPARED = 'it is right only where comparisons come out as they do at the given point';

/** That a claim is right on this side of the kinks which the places where it fails lie beyond; undefined where there are none. */
export function sideText(study: Study, failing: readonly Place[]): string | undefined {
  if (failing.length === 0) return undefined;
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
    return `it is right only where ${units.join(' and ')}, as at the given point${elsewhere}`;
  }
  const names = landmarks.map((each) => speaker.formula(each)).join(' and ');
  return `it is right only on the side of the kink of ${names} on which the given point lies`;
}

/** `w·x > 0`, where a unit is on at the given point, or off in all its entries. */
function unitText({ given, speaker }: Study, { node, inputs: [net] }: Landmark): string | undefined {
  if (coreName(node.primitive) !== 'relu') return undefined;
  const entries = Array.from(flat(given.at(net.node)));
  const name = speaker.node(net);
  if (entries.every((x) => x > 0)) return `${name} > 0`;
  return entries.every((x) => x <= 0) ? `${name} ≤ 0` : undefined;
}
