import { defineConfig } from 'tsup';
import { pureCalls } from './scripts/pure.ts';

// Every package is built with this file, from its own folder: one ESM and one CommonJS bundle, each with its types.
export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  sourcemap: true,
  clean: true,
  target: 'es2022',
  tsconfig: '../../tsconfig.json',
  esbuildPlugins: [pureCalls],
  silent: true,
});
