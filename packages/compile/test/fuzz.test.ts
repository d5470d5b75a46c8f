import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engine } from '../src/wasm/engine.ts';
import { mismatch } from './fuzz/check.ts';
import { programs } from './fuzz/program.ts';

/* A short run of `npm run fuzz:compile`; every fourth program has guard bytes around its buffers. */

let count = 0;

test('random programs give compiled what they give at once, derivatives and states carried along included', () => {
  fc.assert(
    fc.property(programs(), (program) => {
      engine().guard = count++ % 4 === 0 ? { bytes: 256 } : undefined;
      expect(mismatch(program)).toBeUndefined();
    }),
    { numRuns: 150, seed: 7 },
  );
});
