import { checkCount, Random, remember } from '@chainrule/core';

const shared = { random: new Random(0) };

/**
 * Seeds the generator that layers are initialised from. Without it a program gives the same numbers on every run; another seed
 * gives other numbers.
 */
export function manualSeed(seed: number): void {
  checkCount('manualSeed', 1, arguments);
  const random = new Random(seed);
  remember(shared);
  shared.random = random;
}

/** The generator for a layer's `random` option. Default: one split from the shared generator. */
export function generatorFrom(random: Random | number | undefined): Random {
  if (random === undefined) return shared.random.split();
  return typeof random === 'number' ? new Random(random) : random;
}
