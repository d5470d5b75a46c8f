// Runs the benchmarks, prints a table and writes bench/results.
//   npx tsx bench/main.ts            about four minutes
//   npx tsx bench/main.ts --quick    under a minute; writes nothing
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { FULL, type Measurement, QUICK } from './measure.ts';
import { type ModeResult, save, table } from './report.ts';

const folder = import.meta.dirname;
const out = join(folder, 'out');
const bundle = join(out, 'eager-scalar.mjs');
const quick = process.argv.includes('--quick');
const effort = quick ? QUICK : FULL;

// The sources, bundled but not minified, run in a plain Node: a compiler in the process would be timed as well.
await build({
  entryPoints: [join(folder, 'eager-scalar.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  external: ['benchmark'],
});

// V8 guesses which objects will live long and puts them straight into the old generation. Where it guesses that of the
// nodes of a graph, dead nodes there keep young ones alive, and a program gets up to four times slower, at moments that
// depend on what ran before. So every version is timed as Node runs it, and once more without the guess.
const MODES = [
  { name: 'as Node runs it', flags: [] },
  { name: 'without pretenuring', flags: ['--no-allocation-site-pretenuring'] },
];

const results: ModeResult[] = MODES.map(({ name, flags }) => {
  console.log(`\n${name}`);
  const file = join(out, 'measurements.json');
  const args = ['--expose-gc', ...flags, bundle, file, String(quick)];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
  return { name, measurements: JSON.parse(readFileSync(file, 'utf8')) as Measurement[] };
});

console.table(table(results));
// A short run is for a look, and leaves the published figures alone.
if (!quick) save(join(folder, 'results'), results, effort);
