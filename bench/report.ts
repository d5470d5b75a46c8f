import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { ModeResult, Saved, Suite } from './suite.ts';

/** Writes the figures of a suite for programs; `readme` is for people. What was not measured now is unchanged. */
export function save<Row>(folder: string, suite: Suite<Row>, results: readonly ModeResult<Row>[]): void {
  mkdirSync(folder, { recursive: true });
  const cores = cpus();
  const machine = { node: process.version, cpu: cores[0]?.model ?? 'unknown', cores: cores.length };
  const saved: Saved<Row> = { ...machine, ...suite.effort, results: [...results] };
  const before = read<Row>(folder, suite);
  // Figures of two machines, or of two lengths of turns, are not mixed in one table.
  const comparable = before !== undefined && sameBut('results', before, saved);
  const all = suite.modes.flatMap(({ name }) => {
    const found = [...results, ...(comparable ? before.results : [])].find((each) => each.name === name);
    return found ? [found] : [];
  });
  writeFileSync(fileOf(folder, suite), `${JSON.stringify({ ...saved, results: all }, null, 2)}\n`);
}

/** The README of the results: a section for each suite that has a file, whenever that was written; and its pictures. */
export function readme(folder: string, suites: readonly Suite[]): string {
  const sections = suites.flatMap((suite) => {
    const saved = read(folder, suite);
    if (saved === undefined) return [];
    for (const [file, svg] of Object.entries(suite.pictures?.(saved) ?? {}))
      writeFileSync(join(folder, file), svg);
    return [suite.section(saved)];
  });
  return ['# Results', 'Written by `npm run bench`.', ...sections].join('\n\n').concat('\n');
}

const fileOf = (folder: string, { name }: { readonly name: string }) => join(folder, `${name}.json`);

function read<Row>(folder: string, suite: Suite<Row>): Saved<Row> | undefined {
  const file = fileOf(folder, suite);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function sameBut<T extends object>(left: keyof T, a: T, b: T): boolean {
  const rest = (x: T) => JSON.stringify({ ...x, [left]: undefined });
  return rest(a) === rest(b);
}
