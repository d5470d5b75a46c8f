// Runs the benchmarks, prints a table of each and writes bench/results.
//   npx tsx bench/main.ts            all suites, some ten minutes
//   npx tsx bench/main.ts tensors    those with this in their name
//   npx tsx bench/main.ts --quick    for a look: a minute or two, and writes nothing
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { readme, save } from './report.ts';
import type { ModeResult, Suite } from './suite.ts';
import { SUITES } from './suites.ts';

const folder = import.meta.dirname;
const out = join(folder, 'out');
const results = join(folder, 'results');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false } },
});

for (const suite of chosen(positionals)) {
  console.log(`\n${suite.name}`);
  const measured = await run(suite);
  console.table(suite.table(measured));
  // A short run leaves the published figures alone.
  if (values.quick) continue;
  save(results, suite, measured);
  writeFileSync(join(results, 'README.md'), readme(results, SUITES));
}

function chosen(filters: readonly string[]): readonly Suite[] {
  const suites = SUITES.filter(
    ({ name }) => filters.length === 0 || filters.some((filter) => name.includes(filter)),
  );
  if (suites.length > 0) return suites;
  throw new Error(`no suite has ${filters.join(' or ')} in its name: ${SUITES.map(({ name }) => name)}`);
}

/** The sources, bundled but not minified, in a plain Node: a compiler in the process would be measured as well. */
async function run<Row>({ name, program, modes }: Suite<Row>): Promise<ModeResult<Row>[]> {
  const bundle = join(out, `${name}.mjs`);
  await build({
    entryPoints: [join(folder, program)],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    external: ['benchmark'],
  });
  return modes.map((mode) => {
    console.log(mode.name);
    const file = join(out, `${name}.json`);
    const args = ['--expose-gc', ...mode.flags, bundle, file, String(values.quick)];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
    return { name: mode.name, measurements: JSON.parse(readFileSync(file, 'utf8')) as Row[] };
  });
}
