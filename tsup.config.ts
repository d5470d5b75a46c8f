import { existsSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { defineConfig, type Options } from 'tsup';
import { markNamespacesPure, pureCalls } from './scripts/pure.ts';

const shared: Options = {
  sourcemap: true,
  target: 'es2022',
  tsconfig: '../../tsconfig.json',
  esbuildPlugins: [pureCalls],
  plugins: [
    { name: 'pure-namespaces', renderChunk: (code, { map }) => ({ code: markNamespacesPure(code), map }) },
  ],
  silent: true,
};

/** What `npm run build` has emitted for all packages at once: the types of each entry are bundled from it. */
const declarationsOf = (entries: readonly string[]) =>
  Object.fromEntries(
    entries.map((name) => [name, `../../.types/${basename(process.cwd())}/src/${name}.d.ts`]),
  );

/** The index, and entries that a program imports if it needs them; what they share is in chunks. */
const entries = ['index', 'programs'].filter((name) => existsSync(`src/${name}.ts`));

// Every package is built with this file, from its own folder: one ESM and one CommonJS bundle, each with its types.
const formats = ['esm', 'cjs'] as const;
const library: Options[] = [
  {
    ...shared,
    entry: entries.map((name) => `src/${name}.ts`),
    format: [...formats],
    splitting: entries.length > 1,
    // All builds run at the same time: one must not delete what another has written.
    clean: ['!cli.*', '!*.d.ts', '!*.d.cts'],
  },
  // The types of each entry are one file: in chunks, a namespace would export its types as values.
  ...entries.map(
    (name): Options => ({
      ...shared,
      entry: [`src/${name}.ts`],
      format: [...formats],
      dts: { only: true, entry: declarationsOf([name]) },
    }),
  ),
];

/** The entries of a package that has a door for its neighbours, too. They share one state, so they share their code. */
const doors = ['index', 'extend'];
const entry = doors.map((name) => `src/${name}.ts`);

/** In ESM the entries share chunks; in CommonJS, which has no live bindings, one file holds both. */
const withDoors: Options[] = [
  {
    ...shared,
    entry,
    format: ['esm'],
    dts: { entry: declarationsOf(doors) },
    splitting: true,
    clean: ['!*.cjs', '!*.cjs.map', '!*.d.cts'],
  },
  { ...shared, entry, format: ['cjs'], dts: { only: true, entry: declarationsOf(doors) } },
  {
    ...shared,
    entry: { core: 'src/doors.ts' },
    format: ['cjs'],
    onSuccess: async () => {
      for (const name of doors)
        writeFileSync(`dist/${name}.cjs`, `module.exports = require('./core.cjs').${name};\n`);
    },
  },
];

/** A command: an executable module without types. */
const command: Options = { ...shared, entry: ['src/cli.ts'], format: ['esm'], sourcemap: false };

const libraries = existsSync('src/extend.ts') ? withDoors : library;

export default defineConfig(existsSync('src/cli.ts') ? [...libraries, command] : libraries);
