import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engine } from '../src/wasm/engine.ts';
import { mismatch, sessions } from './fuzz/check.ts';

/* A short run of `npm run fuzz:compile`; every fourth session has guard bytes around its buffers. */

let count = 0;

test('random programs give compiled what they give at once, derivatives and states carried along included', () => {
  fc.assert(
    fc.property(sessions(), (session) => {
      engine().guard = count++ % 4 === 0 ? { bytes: 256 } : undefined;
      expect(mismatch(session)).toBeUndefined();
    }),
    { numRuns: 100, seed: 7 },
  );
});
