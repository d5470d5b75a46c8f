// Serves the sources of each package as one module to `vitest run`. Every test file evaluates its imports again, in
// isolation, and each module costs a request to the test runner: about 300 for each of 400 files. The sources themselves can
// still be imported: each becomes a stub that re-exports from the one module, so that everything exists only once.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { Plugin } from 'vitest/config';
import { pureCalls } from './pure.ts';

/** Packages whose exports esbuild knows; the umbrella re-exports those of other packages. */
const PACKAGES = ['core', 'compile', 'nn', 'formula'];

/** The name of the one module, in the folder of the sources, so that imports of other packages resolve from there. */
const ALL = 'all-sources.ts';

/**
 * Marks the modules of a test that mocks a source: it gets the sources unchanged, otherwise the other modules would not see
 * the mock.
 */
const AS_THEY_ARE = '?as-they-are';
const MOCKS_A_SOURCE = /vi\.mock\('\.[^']*\/src\//;

interface Bundle {
  readonly code: string;
  readonly map: string;
  /** What is served instead of each source, by its path. */
  readonly stubs: ReadonlyMap<string, string>;
}

/** The plugin for Vite. It does nothing in watch mode, where sources change, and next to installed packages. */
export function oneModulePerPackage(root: string): Plugin {
  const folders = PACKAGES.map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => posix(join(folder, 'src')));
  const bundles = new Map<string, Promise<Bundle>>();
  const bundleOf = (folder: string) => {
    if (!bundles.has(folder)) bundles.set(folder, bundle(folder));
    return bundles.get(folder)!;
  };
  let active = true;
  return {
    name: 'one-module-per-package',
    enforce: 'pre',
    configureVitest({ vitest }) {
      active = !vitest.config.watch;
    },
    async resolveId(id, importer) {
      if (id.endsWith(`/${ALL}`)) return id;
      if (!importer || !seesSources(importer)) return undefined;
      const resolved = await this.resolve(id, importer, { skipSelf: true });
      const isOurs = resolved?.id.endsWith('.ts') && !resolved.id.includes('/node_modules/');
      return isOurs ? `${resolved!.id}${AS_THEY_ARE}` : resolved;
    },
    async load(id) {
      const folder = active ? folders.find((each) => id.startsWith(`${each}/`)) : undefined;
      if (folder === undefined) return undefined;
      const { code, map, stubs } = await bundleOf(folder);
      return id === `${folder}/${ALL}` ? { code, map } : stubs.get(id);
    },
  };
}

const seesSources = (importer: string): boolean =>
  importer.endsWith(AS_THEY_ARE) ||
  (importer.endsWith('.test.ts') && MOCKS_A_SOURCE.test(readFileSync(importer, 'utf8')));

async function bundle(folder: string): Promise<Bundle> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map(posix);
  const exported = await exportsOf(folder, files);
  /** `export { sum as sum$7 } from './ops/sum.ts'` in the module, and the reverse in the stub. */
  const list = (file: string, text: (inside: string, outside: string) => string) =>
    exported.get(file)!.map((name) => text(`${name}$${files.indexOf(file)}`, name)).join(', '); // biome-ignore format: short
  const entry = files.map((file) => `export { ${list(file, (a, b) => `${b} as ${a}`)} } from './${file}';`);
  const { outputFiles } = await build({
    ...OPTIONS,
    stdin: { contents: entry.join('\n'), resolveDir: folder },
    outfile: join(folder, ALL),
    sourcemap: 'external',
    // Vitest sends the map with the code, and finds the sources itself.
    sourcesContent: false,
  });
  const textOf = (ending: string) => outputFiles!.find(({ path }) => path.endsWith(ALL + ending))!.text;
  const stubs = files.map(
    (file) =>
      [
        `${folder}/${file}`,
        `export { ${list(file, (a, b) => `${a} as ${b}`)} } from '${folder}/${ALL}';`,
      ] as const,
  );
  return { code: textOf(''), map: textOf('.map'), stubs: new Map(stubs) };
}

const OPTIONS = {
  bundle: true,
  format: 'esm',
  target: 'es2022',
  packages: 'external',
  plugins: [pureCalls],
  treeShaking: false,
  write: false,
} satisfies BuildOptions;

/** The names that each file exports, including those of `export *`. */
async function exportsOf(folder: string, files: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { metafile } = await build({
    ...OPTIONS,
    absWorkingDir: folder,
    entryPoints: [...files],
    splitting: true,
    metafile: true,
    outdir: folder,
  });
  const entries = Object.values(metafile!.outputs).filter(({ entryPoint }) => entryPoint !== undefined);
  return new Map(entries.map(({ entryPoint, exports }) => [entryPoint!, exports]));
}

const posix = (path: string) => path.replaceAll('\\', '/');
