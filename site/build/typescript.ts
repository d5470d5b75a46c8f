import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { type Plugin, transformWithEsbuild } from 'vite';

const FILE = `typescript-${ts.version}.js`;
const BESIDE = `./${FILE}`;

/**
 * Leaves TypeScript out of the worker that imports it: it is one file already, of 9 MB, which Rollup would spend more
 * time on than on all else. It becomes a file beside the worker.
 */
export const typescriptApart: Plugin = {
  name: 'typescript-apart',
  apply: 'build',
  enforce: 'pre',
  resolveId: (id) => (id === 'typescript' ? { id: BESIDE, external: true } : null),
  async generateBundle() {
    if (this.getModuleInfo(BESIDE))
      this.emitFile({ type: 'asset', fileName: `assets/${FILE}`, source: await asModule() });
  },
};

/** TypeScript as a module for browsers. As a script it declares `ts`, and asks before it uses what only Node has. */
async function asModule(): Promise<string> {
  const file = createRequire(import.meta.url).resolve('typescript');
  const script = await readFile(file, 'utf8');
  const { code } = await transformWithEsbuild(`${script}\nexport default ts;`, file, {
    format: 'esm',
    minify: true,
    legalComments: 'none',
    sourcemap: false,
  });
  return code;
}
