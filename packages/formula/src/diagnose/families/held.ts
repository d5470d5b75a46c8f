import type { Value } from '@chainrule/core';
import type { Landmark } from '../../graph/landmarks.ts';
import { vanishes } from '../agreement.ts';
import { altered, type Family } from '../hypothesis.ts';
import type { Study } from '../study.ts';

/** A node that depends on what was asked for, treated as a constant: the mean or the variance of a batch. */
export const heldConstant: Family = function* (study) {
  const { named, speaker } = study;
  const { landmarks, consumers } = named.route;
  for (const held of landmarks) {
    if (!held.named || held === named.root || study.targets.includes(held.node)) continue;
    const links = consumers(held).map((from) => ({ from, to: held }));
    const mistake = altered(
      named,
      'path-left-out',
      links,
      () => `you treated ${speaker.node(held)} as a constant: it depends on ${dependents(study, held)}`,
      (place) => () => named.pass(place).nothing(held),
    );
    // Where all comes over the one node, nothing is left.
    yield { ...mistake, unnamed: false, at: (place, target) => unlessZero(mistake.at(place, target)) };
  }
};

const unlessZero = (value: Value | undefined) => (value && vanishes(value) ? undefined : value);

const dependents = ({ named, speaker }: Study, { inputs }: Landmark) =>
  inputs
    .filter((each) => named.route.landmarks.includes(each))
    .map((each) => speaker.node(each))
    .join(' and ');
