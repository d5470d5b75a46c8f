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

/** The index, and what a program imports besides it if it needs that. */
const entries = ['index', 'extend', 'programs'].filter((name) => existsSync(`src/${name}.ts`));
const entry = entries.map((name) => `src/${name}.ts`);

// Every package is built with this file, from its own folder: one ESM and one CommonJS bundle, each with its types.
const library: Options = {
  ...shared,
  entry,
  format: ['esm', 'cjs'],
  dts: { entry: declarationsOf(entries) },
  // Both builds run at the same time: one must not delete what the other has written.
  clean: ['!cli.*'],
};

/**
 * The types of several entries. Those of core share a chunk, since a class with private fields would otherwise be two. Those
 * of formula are a file each, since the types of a namespace in a chunk would be exported as values.
 */
const typesOfEntries = existsSync('src/extend.ts') ? [entries] : entries.map((name) => [name]);

/** Several entries share their state: in ESM by chunks; in CommonJS, which has no live bindings, one file holds all. */
const withDoors: Options[] = [
  {
    ...shared,
    entry,
    format: ['esm'],
    splitting: true,
    clean: ['!*.cjs', '!*.cjs.map', '!*.d.ts', '!*.d.cts'],
  },
  ...typesOfEntries.map(
    (names): Options => ({
      ...shared,
      entry,
      format: ['esm', 'cjs'],
      dts: { only: true, entry: declarationsOf(names) },
    }),
  ),
  {
    ...shared,
    entry: { doors: 'src/doors.ts' },
    format: ['cjs'],
    onSuccess: async () => {
      for (const name of entries)
        writeFileSync(`dist/${name}.cjs`, `module.exports = require('./doors.cjs').${name};\n`);
    },
  },
];

/** A command: an executable module without types. */
const command: Options = { ...shared, entry: ['src/cli.ts'], format: ['esm'], sourcemap: false };

const libraries = entries.length > 1 ? withDoors : [library];

export default defineConfig(existsSync('src/cli.ts') ? [...libraries, command] : libraries);
