import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { ModeResult, Saved, Suite } from './suite.ts';

/** Writes the figures of a suite for programs; `readme` is for people. */
export function save<Row>(folder: string, suite: Suite<Row>, results: readonly ModeResult<Row>[]): void {
  mkdirSync(folder, { recursive: true });
  const cores = cpus();
  const machine = { node: process.version, cpu: cores[0]?.model ?? 'unknown', cores: cores.length };
  const saved: Saved<Row> = { ...machine, ...suite.effort, results };
  writeFileSync(fileOf(folder, suite), `${JSON.stringify(saved, null, 2)}\n`);
}

/** The README of the results: a section for each suite that has a file, whenever that was written. */
export function readme(folder: string, suites: readonly Suite[]): string {
  const sections = suites
    .filter((suite) => existsSync(fileOf(folder, suite)))
    .map((suite) => suite.section(JSON.parse(readFileSync(fileOf(folder, suite), 'utf8'))));
  return ['# Results', 'Written by `npm run bench`.', ...sections].join('\n\n').concat('\n');
}

const fileOf = (folder: string, { name }: Suite) => join(folder, `${name}.json`);
