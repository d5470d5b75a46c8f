import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mismatch } from './fuzz/check.ts';
import { programs } from './fuzz/program.ts';

/* A short run of `npm run fuzz:compile`. */

test('random programs give compiled what they give at once, derivatives and states carried along included', () => {
  fc.assert(
    fc.property(programs(), (program) => {
      expect(mismatch(program)).toBeUndefined();
    }),
    { numRuns: 150, seed: 7 },
  );
});
