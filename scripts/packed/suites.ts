// The test suites next to what is installed in a folder, and which of them every variant runs.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FAILURES } from './failures.ts';
import { run } from './steps.ts';

/**
 * What variants leave out: for operations, laws and samples test the same; the others start programs, bundle the packages
 * themselves, or take long.
 */
const LEFT_OUT = [
  'browser',
  'cli',
  'command',
  'fuzz',
  'kill',
  'laws',
  'oracle',
  'properties',
  'set',
  'side-effects',
  'source',
];

/** Tests of messages that differ in a minified bundle; numbers and logic must not differ. */
const OTHER_MESSAGES = [
  // The name of a function; classes keep theirs (scripts/pure.ts).
  'a rule that was not called',
  'a metric that was not called',
  // A bundle that esbuild writes as CommonJS is not strict: there, a number as `this` is an object.
  'a method on something else',
];

/** Runs vitest in a folder. Its error names the failed tests, which the list of steps shows again at the end. */
function runIn(folder: string, args: readonly string[]): void {
  const failures = join(folder, FAILURES);
  rmSync(failures, { force: true });
  const reporters = ['--reporter=default', `--reporter=${resolve('scripts/packed/failures.ts')}`];
  try {
    run(process.execPath, [resolve('node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...args], folder);
  } catch (error) {
    // If the file is missing, the run did not finish.
    if (!existsSync(failures)) throw error;
    throw new Error(`failed\n${readFileSync(failures, 'utf8')}`, { cause: error });
  }
}

/** Runs all tests, examples and code of the docs. */
export const runAll = (folder: string): void => runIn(folder, []);

/** Runs the code of the docs, and the tests of the packages except those left out. */
export function runInVariant(folder: string, { minified }: { minified: boolean }): void {
  const excluded = LEFT_OUT.flatMap((name) => [`**/${name}.test.ts`, `**/${name}/**`]);
  const names = minified ? ['--testNamePattern', `^(?!.*(${OTHER_MESSAGES.join('|')}))`] : [];
  runIn(folder, ['docs', 'packages', ...excluded.flatMap((each) => ['--exclude', each]), ...names]);
}

/** Whether variants run this file of the tests, or one that needs it. */
export const runsInVariants = (file: string): boolean =>
  /^packages\/.*\.ts$/.test(file) &&
  !LEFT_OUT.some((name) => file.includes(`/${name}/`) || file.endsWith(`/${name}.test.ts`));
