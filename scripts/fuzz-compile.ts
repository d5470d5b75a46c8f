// Random programs, compiled and compared with eager results: npm run fuzz:compile [-- PROGRAMS [SEED]] [--code]. Shows
// progress while it runs. At the end it lists the parts of the engine and of the JavaScript target that no program has
// reached, and with --code also the blocks of the sources that did not run. The first programs that differ are minimised and
// printed, and end the run with an error. Each batch has its own seed, from which a run can continue; Ctrl-C ends the run
// with the report.
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';

const BATCH = 250;

/** Every fourth session has guard bytes around the buffers of its programs. */
const GUARD = { bytes: 256 };

const [count = 10_000, first = Date.now() % 2 ** 31] = process.argv
  .slice(2)
  .flatMap((x) => (/^\d+$/.test(x) ? [+x] : []));
const code = process.argv.includes('--code')
  ? await (await import('../packages/compile/test/fuzz/reach/code.ts')).watchCode()
  : undefined;
// Loaded only now, so that coverage counts them.
const { engine } = await import('../packages/compile/src/wasm/engine.ts');
const { mismatch, sessions } = await import('../packages/compile/test/fuzz/check.ts');
const { watchAll } = await import('../packages/compile/test/fuzz/reach/report.ts');
await engine().ready(2);
const coverage = watchAll();

const began = performance.now();
let [done, begun, failing, stopped, seed] = [0, 0, false, false, first];
process.once('SIGINT', () => {
  stopped = true;
});

function progress(): void {
  const seconds = (performance.now() - began) / 1000;
  const megabytes = Math.round(process.memoryUsage.rss() / 2 ** 20);
  process.stdout.write(
    `\r${done} of ${count} programs, seed ${seed}, ${Math.round(seconds)} s, ${(done / seconds).toFixed(1)} a second, ${megabytes} MB `,
  );
}

const property = fc.asyncProperty(sessions(), async (session) => {
  if (stopped) return;
  // Memory of dropped programs is freed by the event loop.
  await setImmediate();
  engine().guard = begun++ % 4 === 0 ? GUARD : undefined;
  const found = mismatch(session);
  if (found) {
    failing = true;
    throw new Error(found);
  }
  if (!failing) done += session.length;
});

for (; done < count && !failing && !stopped; seed++) {
  const result = await fc.check(property, { numRuns: BATCH, seed });
  progress();
  if (!result.failed) continue;
  console.log(`\nSession ${result.numRuns} of seed ${seed}, after ${result.numShrinks} shrinks:\n`);
  console.log((result.errorInstance as Error | null)?.message ?? 'interrupted');
  process.exitCode = 1;
}
if (!failing) console.log(`\n${done} programs of seeds ${first} to ${seed - 1} without a mismatch`);
console.log(coverage());
if (code) console.log(await code());
