// Runs the benchmarks, prints a table of each and writes bench/results.
//   npx tsx bench/main.ts            all suites, some twenty minutes
//   npx tsx bench/main.ts tensors    those with this in their name
//   npx tsx bench/main.ts gpt        or those parts of a suite that have
//   npx tsx bench/main.ts --quick    a quick look: some minutes, and writes nothing
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
  // A short run does not change the published figures.
  if (values.quick) continue;
  save(results, SUITES.find(({ name }) => name === suite.name)!, measured);
  writeFileSync(join(results, 'README.md'), readme(results, SUITES));
}

/** The suites with one of these in their names; or parts of them, by the names of their modes. */
function chosen(filters: readonly string[]): readonly Suite[] {
  const holds = (name: string) => filters.length === 0 || filters.some((filter) => name.includes(filter));
  const suites = SUITES.flatMap((suite) => {
    if (holds(suite.name)) return [suite];
    const modes = suite.modes.filter(({ name }) => holds(name));
    return modes.length > 0 ? [{ ...suite, modes }] : [];
  });
  if (suites.length > 0) return suites;
  throw new Error(`no suite has ${filters.join(' or ')} in its name: ${SUITES.map(({ name }) => name)}`);
}

/** The sources, bundled but not minified, in a plain Node: a compiler in the process would be measured, too. */
async function run<Row>({ name, program, modes }: Suite<Row>): Promise<ModeResult<Row>[]> {
  const bundle = join(out, `${name}.mjs`);
  await build({
    entryPoints: [join(folder, program)],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    external: ['benchmark', 'esbuild'],
  });
  return modes.map((mode) => {
    console.log(mode.name);
    const file = join(out, `${name}.json`);
    const args = [...mode.flags, bundle, file, String(values.quick), ...(mode.args ?? [])];
    const { status } = spawnSync(process.execPath, ['--expose-gc', ...args], { stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
    return { name: mode.name, measurements: JSON.parse(readFileSync(file, 'utf8')) as Row[] };
  });
}
