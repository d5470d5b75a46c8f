// A copy of the tests, examples, docs and benchmarks next to installed packages, without the sources: they test what is
// published, and cannot load a second copy of it by accident.
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type PublicFiles, packageOf, repositoryFiles, STAND_INS, specifierOf } from './public.ts';

const isScriptTest = (file: string) => /^scripts\/.*\.test\.ts$/.test(file);
const isSource = (file: string) => /^packages\/[^/]+\/src\/.*\.ts$/.test(file);

/**
 * Copies every file that needs no source into a folder whose node_modules contain the packages; stubs replace the sources.
 */
export function mirror(folder: string, { files, stubs }: PublicFiles): void {
  // Node resolves a package's own name by the package.json above a file, so there is only that of the folder.
  for (const file of files)
    if (!isScriptTest(file) && file !== 'package.json')
      cpSync(STAND_INS[file] ?? file, join(folder, file), { recursive: true });
  for (const source of repositoryFiles().filter(isSource)) {
    const path = join(folder, source);
    const text = stubs.get(source) ?? entryStub(source, folder) ?? '';
    const docs = readFileSync(source, 'utf8');
    if (text === '' && !docs.includes('```ts')) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, withoutCode(docs) + text);
  }
}

/** The comments of a source, with unchanged line numbers: the code blocks in them are tests. */
const withoutCode = (text: string) => text.replaceAll(/^(?! *(?:\/\*|\*)(?!.*\*\/ *\S)).*$/gm, '');

function entryStub(source: string, folder: string): string | undefined {
  if (/\/src\/(index|extend|programs)\.ts$/.test(source)) return `export * from '${specifierOf(source)}';\n`;
  if (!/\/src\/cli\.ts$/.test(source)) return undefined;
  const built = join(folder, 'node_modules', packageOf(source), 'dist/cli.js');
  return `import '${relative(dirname(join(folder, source)), built).replaceAll('\\', '/')}';\n`;
}

/**
 * Gives a folder the tools of this repository, as links. What packages need at run time is not among them: npm has to
 * install it.
 */
export function linkTools(folder: string): void {
  const modules = join(folder, 'node_modules');
  const packages = readdirSync('packages').map((name) => `packages/${name}`);
  for (const at of ['.', 'examples', 'bench', ...packages]) {
    const { dependencies = {}, devDependencies } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8'));
    const wanted = packages.includes(at) ? devDependencies : { ...dependencies, ...devDependencies };
    for (const [name, version] of Object.entries(wanted ?? {}))
      if (!String(version).startsWith('workspace:'))
        link(resolve(at, 'node_modules', name), join(modules, name));
  }
}

function link(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    symlinkSync(from, to, 'junction');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
