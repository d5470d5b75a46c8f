// Random programs, compiled and compared with the same at once: npm run fuzz:compile [-- PROGRAMS [SEED]]. Progress shows while
// it runs; the first program that differs is made as small as it goes, printed, and ends the run with an error.
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { engine } from '../packages/compile/src/wasm/engine.ts';
import { mismatch } from '../packages/compile/test/fuzz/check.ts';
import { listing, programs, type RandomProgram } from '../packages/compile/test/fuzz/program.ts';

const [count, seed] = [process.argv[2] ?? '10000', process.argv[3] ?? `${Date.now() % 2 ** 31}`].map(Number);

/** Every fourth program has guard bytes around its buffers. */
const GUARD = { bytes: 256 };

/** What is said of a program: also an error that only one of the two ways of running it gives. */
function fault(program: RandomProgram): string | undefined {
  try {
    return mismatch(program);
  } catch (error) {
    return `${(error as Error).stack}\n${listing(program)}`;
  }
}

await engine().ready(2);
const began = performance.now();
let [done, failing] = [0, false];
const result = await fc.check(
  fc.asyncProperty(programs(), async (program) => {
    // Memory of programs that are gone is given back in a turn of the loop.
    await setImmediate();
    engine().guard = done % 4 === 0 ? GUARD : undefined;
    const found = fault(program);
    failing ||= found !== undefined;
    if (!failing && ++done % 100 === 0)
      process.stdout.write(
        `\r${done} of ${count} programs, ${Math.round((performance.now() - began) / 1000)} s`,
      );
    if (found) throw new Error(found);
  }),
  { numRuns: count, seed },
);
if (result.failed) {
  console.log(`\nProgram ${result.numRuns} of seed ${seed}, after ${result.numShrinks} shrinks:\n`);
  console.log((result.errorInstance as Error | null)?.message ?? 'interrupted');
  process.exitCode = 1;
} else {
  console.log(`\n${count} programs of seed ${seed} without a mismatch`);
}
