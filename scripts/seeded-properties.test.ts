import fc from 'fast-check';
import { expect, test } from 'vitest';

test('properties try the examples of one seed', () => {
  const { CHAINRULE_SEED: seed = 1 } = process.env;
  expect(fc.readConfigureGlobal().seed).toBe(Number(seed));
  const examples = [0, 1].map(() => {
    const seen: number[] = [];
    fc.assert(fc.property(fc.nat(), (n) => void seen.push(n)));
    return seen;
  });
  expect(examples[0]).toEqual(examples[1]);
});
