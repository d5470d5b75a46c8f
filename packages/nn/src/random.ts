import { checkCount, Random, remember } from '@chainrule/core';

const shared = { random: new Random(0) };

/**
 * Begins the numbers that layers are initialised from anew. A program gives the same numbers on every run without it;
 * with another seed it gives others.
 */
export function manualSeed(seed: number): void {
  checkCount('manualSeed', 1, arguments);
  const random = new Random(seed);
  remember(shared);
  shared.random = random;
}

/** The generator that a layer's `random` option asks for; one split from the shared generator where it is absent. */
export function generatorFrom(random: Random | number | undefined): Random {
  if (random === undefined) return shared.random.split();
  return typeof random === 'number' ? new Random(random) : random;
}
