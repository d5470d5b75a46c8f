// Checks the flowcharts of toMermaid with Mermaid's own parser, which is installed only here: those of the graphs in
// packages/formula/test/draw/flowcharts.ts, which become the fixtures of the tests, and those of random graphs.
//   npm run oracle:mermaid
import { deepStrictEqual } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Flowchart, readFlowchart } from '../../../packages/formula/test/draw/flowchart.ts';
import { anyFlowchart, FLOWCHARTS } from '../../../packages/formula/test/draw/flowcharts.ts';
import { loadParser } from './parser.ts';

const FIXTURES = join(import.meta.dirname, '../../../packages/formula/test/fixtures/mermaid');
const RANDOM_GRAPHS = 2000;

const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
  cwd: import.meta.dirname,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (status !== 0) process.exit(status ?? 1);
const parse = await loadParser();

/** Mermaid trims what it reads, and lists the contents of a frame in its own order. */
function comparable({ boxes, arrows, frames }: Flowchart): unknown {
  return {
    boxes: [...boxes].map(([id, text]) => [id, text.trim()]).sort(),
    arrows,
    frames: frames.map(({ title, nodes }) => ({ title: title.trim(), nodes: [...nodes].sort() })),
  };
}

/** Throws if Mermaid refuses a flowchart, or reads it differently from the reader of the tests. */
async function check(source: string): Promise<void> {
  deepStrictEqual(comparable(await parse(source)), comparable(readFlowchart(source)));
}

const flowcharts = Object.entries(FLOWCHARTS).map(([name, write]) => [name, write()] as const);
for (const [, source] of flowcharts) await check(source);
await fc.assert(fc.asyncProperty(anyFlowchart, check), { numRuns: RANDOM_GRAPHS, endOnFailure: true });

mkdirSync(FIXTURES, { recursive: true });
for (const file of readdirSync(FIXTURES)) rmSync(join(FIXTURES, file));
for (const [name, source] of flowcharts) writeFileSync(join(FIXTURES, `${name}.mmd`), source);
console.log(
  `Mermaid reads ${flowcharts.length} fixtures and ${RANDOM_GRAPHS} random graphs as the tests do.`,
);
