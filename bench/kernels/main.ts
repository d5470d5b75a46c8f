// Times compiled programs side by side with an older checkout of the packages, to see what a change of kernels costs. Both are
// bundled, and run in turns in one process:
//   npm run bench:before -- OLD_CHECKOUT [part of a row's name]
// Prints a table for bench/results/kernels.md; "after / before" is the median of the ratios of neighbours in time.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { measureTurns, turnOf } from '../measure.ts';

type Rows = typeof import('./rows.ts')['ROWS'];

const here = resolve(import.meta.dirname, '../..');
const [old, filter = ''] = process.argv.slice(2);
if (old === undefined) throw new Error('expected the folder of an older checkout');

/** The rows, with the packages of one checkout. */
async function rowsWith(checkout: string, name: string): Promise<Rows> {
  const outfile = join(here, `bench/out/kernels-${name}.mjs`);
  const source = (folder: string) => join(resolve(checkout), `packages/${folder}/src/index.ts`);
  await build({
    entryPoints: [join(import.meta.dirname, 'rows.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2022',
    external: ['benchmark', 'esbuild'],
    alias: Object.fromEntries(['core', 'compile', 'nn'].map((each) => [`@chainrule/${each}`, source(each)])),
  });
  return (await import(pathToFileURL(outfile).href)).ROWS;
}

const [before, after] = [await rowsWith(old, 'before'), await rowsWith(here, 'after')];
const milliseconds = (perSecond: number) => (1000 / perSecond).toPrecision(3);

console.log('| work | before, ms | after, ms | after / before |\n|---|---|---|---|');
for (const name of Object.keys(after).filter((each) => each.includes(filter))) {
  const turns = { before: turnOf(before[name]()), after: turnOf(after[name]()) };
  const effort = { cycles: 31, seconds: 0.05, runs: 1 };
  const { opsPerSecond, speedup } = await measureTurns(name, turns, effort, () => {});
  const [first, second] = [opsPerSecond.before, opsPerSecond.after].map(milliseconds);
  console.log(`| ${name} | ${first} | ${second} | ${speedup.after.toFixed(2)} |`);
}
process.exit(0);
