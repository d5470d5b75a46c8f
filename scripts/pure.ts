// Marks the calls that the top level of a package makes as free of side effects, so that a bundler drops what a program does
// not use: `const tanh = elementwise(…)` only makes an operation. In packages/*/src, only the loop in core's fluent.ts does
// more than that, and a loop is not a call.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const CALL = /^((?:export )?const [^=\n]+=\s*)(?=(?:new )?[A-Za-z_]\w*(?:\.\w+)?(?:<[^()\n]*>)?\()/gm;

/** The source with its top-level calls marked. */
export function markPure(source: string): string {
  return source.replaceAll(CALL, '$1/* @__PURE__ */ ');
}

const CLASS = /^((?:export )?(?:abstract )?class (\w+)[\s\S]*?\{)(?=\}?$)/gm;

/**
 * The source with classes that carry their names: messages and printed models show them, and bundlers and minifiers rename
 * classes (`var Value = class _Value`).
 */
export function nameClasses(source: string): string {
  return source.replaceAll(CLASS, "$1 static name = '$2';");
}

/** Does both for every file of packages/<name>/src that esbuild reads. */
export const pureCalls: Plugin = {
  name: 'pure-calls',
  setup(build) {
    build.onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: nameClasses(markPure(await readFile(path, 'utf8'))),
      loader: 'ts',
    }));
  },
};

const NAMESPACE = /^var (\w+) = \{\};\n__export\(\1, (\{\n(?: {2}.*\n)*\})\);$/gm;

/**
 * A built file whose namespace objects (`export * as operations`) a bundler drops if they are not used: esbuild fills each
 * by a call, which keeps alive every function that it names. Lines stay where the source map expects them. The only name
 * used is esbuild's own, which differs from all others in the file.
 */
export function markNamespacesPure(code: string): string {
  return code.replaceAll(NAMESPACE, 'var $1 = /* @__PURE__ */ (($1) => (\n__export($1, $2), $1))({});');
}
