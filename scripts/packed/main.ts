// Builds and packs every package as it would be published, installs the tarballs as a user would, and tests what was
// installed: briefly, or with all tests, examples and code of the docs.
//   npm run check:packages     the tarballs, imports in every form, types, the command, every operation
//   npm run test:packed        the same, and the test-suites
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { writeSnippets } from '../snippets.ts';
import { checkCommand, checkImports } from './consumer.ts';
import { checkHover, checkNamable } from './editor.ts';
import { checkExportsUsed } from './exports-used.ts';
import { linkTools, mirror } from './mirror.ts';
import { type PublicFiles, publicFiles } from './public.ts';
import { checkSamples } from './same-numbers.ts';
import { checkSourceOnly } from './source-only.ts';
import { needed, outputOf, report, run, step } from './steps.ts';
import { runAll, runInVariant, runsInVariants } from './suites.ts';
import { checkTypes } from './types.ts';
import { installVariant, PROJECT, VARIANTS } from './variants.ts';

const withSuites = process.argv.includes('--suites');

/** What a user can import: every package, and its other entries. */
const names = readdirSync('packages').flatMap((folder): string[] => {
  const { name, exports } = JSON.parse(readFileSync(join('packages', folder, 'package.json'), 'utf8'));
  return Object.keys(exports).map((entry) => posix.join(name, entry));
});
const workplace = realpathSync(mkdtempSync(join(tmpdir(), 'chainrule-packages-')));
const project = join(workplace, 'project');

function pack(): string[] {
  run('npm', ['run', '--silent', 'build']);
  const folder = join(workplace, 'tarballs');
  mkdirSync(folder);
  run('node', [
    'scripts/pnpm.mjs',
    '--recursive',
    '--filter',
    './packages/*',
    'pack',
    '--pack-destination',
    folder,
  ]);
  return readdirSync(folder).map((file) => join(folder, file));
}

function checkTarballs(tarballs: readonly string[]): void {
  for (const tarball of tarballs) {
    run('publint', ['run', tarball, '--strict']);
    run('attw', [tarball, '--format', 'ascii']);
  }
}

/** A fresh folder with the packages, as npm installs them, and nothing else. */
function install(tarballs: readonly string[]): void {
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), PROJECT);
  run('npm', ['install', '--no-audit', '--no-fund', ...tarballs], project);
}

const SAME_NUMBERS = "one copy; every operation, as a function and as a method, gives the sources' numbers";

function checkNumbers(folder: string, files: PublicFiles): void {
  mirror(folder, files);
  outputOf(['--import', 'tsx', 'scripts/packed/one-copy.ts'], folder);
  checkSamples(folder);
}

async function tryVariant(name: string, files: PublicFiles): Promise<void> {
  const folder = join(workplace, name);
  await step(`${name}: ${SAME_NUMBERS}`, async () => {
    installVariant(folder, await VARIANTS[name](project, names), names);
    checkNumbers(folder, files);
  });
  if (withSuites)
    await step(`${name}: the tests of the packages and the code of the docs`, () =>
      runInVariant(folder, { minified: name.startsWith('minified') }),
    );
}

async function main(): Promise<void> {
  const tarballs = await needed('build and pack', pack);
  await step('the tarballs, by publint and attw', () => checkTarballs(tarballs));
  await needed('npm install', () => install(tarballs));
  await step('import, require, a bundle, and their types', () => checkImports(project, names));
  await step('what an editor shows: documentation of methods, types that have names', async () => {
    const folder = join(project, 'editor');
    mkdirSync(folder);
    checkHover(folder);
    await checkNamable(folder, names);
  });
  await step('npx chainrule', () => checkCommand(project));
  // Above the project, so that what npm installed is found first.
  linkTools(workplace);
  const files = await needed('tests of internals, which run from the sources alone', async () => {
    const found = await publicFiles();
    checkSourceOnly(found);
    return found;
  });
  await step(`installed: ${SAME_NUMBERS}`, () => checkNumbers(project, files));
  await step('types of the code in the docs, the examples and the benchmarks', () => checkTypes(project));
  await step('every export is used by what the variants run', () => {
    const snippets = writeSnippets().map(({ path }) => path);
    checkExportsUsed([...snippets, ...files.files.filter(runsInVariants)]);
  });
  for (const name of Object.keys(VARIANTS)) await tryVariant(name, files);
  if (withSuites) await step('installed: all tests, examples and code of the docs', () => runAll(project));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  rmSync(workplace, { recursive: true, force: true });
  report();
}
