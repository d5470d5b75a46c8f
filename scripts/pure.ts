// Marks the calls that the top level of a package makes as free of side effects, so that a bundler drops what a
// program does not use: `const tanh = elementwise(…)` only makes an operation. Nothing in packages/*/src but the loop
// in core's fluent.ts does more than that, and a loop is no call.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const CALL = /^((?:export )?const [^=\n]+=\s*)(?=(?:new )?[A-Za-z_]\w*(?:\.\w+)?(?:<[^()\n]*>)?\()/gm;

/** The source with its top-level calls marked. */
export function markPure(source: string): string {
  return source.replaceAll(CALL, '$1/* @__PURE__ */ ');
}

/** Does so for every file of packages/<name>/src that esbuild reads. */
export const pureCalls: Plugin = {
  name: 'pure-calls',
  setup(build) {
    build.onLoad({ filter: /[\\/]packages[\\/][^\\/]+[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: markPure(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

const NAMESPACE = /^var (\w+) = \{\};\n__export\(\1, (\{\n(?: {2}.*\n)*\})\);$/gm;

/**
 * A built file whose namespace objects (`export * as operations`) a bundler drops where they are not used: esbuild
 * fills each by a call, which keeps alive every function that it names. Lines stay where the source map has them.
 */
export function markNamespacesPure(code: string): string {
  return code.replaceAll(NAMESPACE, 'var $1 = /* @__PURE__ */ ((all) => (\n__export(all, $2), all))({});');
}
