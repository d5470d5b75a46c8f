import { existsSync } from 'node:fs';
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

// Every package is built with this file, from its own folder: one ESM and one CommonJS bundle, each with its types, which
// `npm run build` has emitted for all packages at once.
const library: Options = {
  ...shared,
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  dts: { entry: { index: `../../.types/${basename(process.cwd())}/src/index.d.ts` } },
  // Both builds run at the same time: the one must not clear away what the other has written.
  clean: ['!cli.*'],
};

/** A command: an executable module without types. */
const command: Options = { ...shared, entry: ['src/cli.ts'], format: ['esm'], sourcemap: false };

export default defineConfig(existsSync('src/cli.ts') ? [library, command] : library);
