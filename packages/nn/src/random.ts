import { checkCount, Random } from '@chainrule/core';

let shared = new Random(0);

/**
 * Begins the numbers that layers are initialised from anew. A program gives the same numbers on every run without it;
 * with another seed it gives others.
 */
export function manualSeed(seed: number): void {
  checkCount('manualSeed', 1, arguments);
  shared = new Random(seed);
}

/** The generator that a layer's `random` option asks for; one split from the shared generator where it is absent. */
export function generatorFrom(random: Random | number | undefined): Random {
  if (random === undefined) return shared.split();
  return typeof random === 'number' ? new Random(random) : random;
}
