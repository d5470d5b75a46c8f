import { Random } from '@chainrule/core';
import type { Case } from './case.ts';
import { cancellingFormulas, coincidences, nearMisses, rightFormulas, wrongFormulas } from './formulas.ts';
import { rightNetworks, wrongNetworks } from './networks.ts';

/** How large the set is. */
export interface SetSize {
  readonly rightFormulas: number;
  readonly cancelling: number;
  readonly coincidences: number;
  readonly nearMisses: number;
  /** Of each kind of mistake. */
  readonly wrongFormulas: number;
  readonly rightNetworks: number;
  /** Of each sort of bug. */
  readonly wrongNetworks: number;
}

const SIZE: SetSize = {
  rightFormulas: 140,
  cancelling: 20,
  coincidences: 15,
  nearMisses: 15,
  wrongFormulas: 16,
  rightNetworks: 40,
  wrongNetworks: 9,
};

/** Claims about random formulas and networks, right ones and wrong ones: the same for the same seed. */
export function diagnosisSet(seed: number, size: SetSize = SIZE): Case[] {
  const random = new Random(seed);
  return [
    ...rightFormulas(random.split(), size.rightFormulas),
    ...cancellingFormulas(random.split(), size.cancelling),
    ...coincidences(random.split(), size.coincidences),
    ...nearMisses(random.split(), size.nearMisses),
    ...wrongFormulas(random.split(), size.wrongFormulas),
    ...rightNetworks(random.split(), size.rightNetworks),
    ...wrongNetworks(random.split(), size.wrongNetworks),
  ];
}
