import { createHash } from 'node:crypto';
import { isBuiltin } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin as Extension } from 'esbuild';
import type { Plugin } from 'vite';
import { builtPackages } from './packages.ts';
import { declarations } from './types.ts';

const NEW_WORKER = /new Worker\(\s*new URL\(\s*(["'])(.+?)\1,\s*import\.meta\.url\s*\)/g;

/** The worker of Check, in which each kilobyte counts: Rollup drops more of what it does not use. */
const BY_ROLLUP = /[\\/]tools[\\/]worker[\\/]/;

/**
 * Bundles the other workers of the tools by esbuild, into this folder: each holds most of the packages, and Rollup spends
 * longer on them than on all pages.
 */
export const workersIn = (folder: string): Plugin => ({
  name: 'workers',
  apply: 'build',
  async transform(code, id, { ssr } = {}) {
    const [file] = id.split('?');
    if (ssr || BY_ROLLUP.test(file) || !/[\\/]site[\\/]tools[\\/]/.test(file)) return null;
    let changed = code;
    for (const [whole, , path] of code.matchAll(NEW_WORKER)) {
      const files = await bundled(join(dirname(file), path));
      const references = files.map(({ name, text }) =>
        this.emitFile({ type: 'asset', fileName: `${folder}/${name}`, source: text }),
      );
      changed = changed.replace(whole, `new Worker(import.meta.ROLLUP_FILE_URL_${references[0]}`);
    }
    return changed === code ? null : { code: changed, map: null };
  },
});

interface Built {
  readonly name: string;
  readonly text: string;
}

const OPTIONS = {
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  outdir: '/',
  write: false,
} as const satisfies BuildOptions;

/** A worker, and then what it loads. */
async function bundled(entry: string): Promise<Built[]> {
  const apart = new Map<string, Built>();
  const { outputFiles } = await build({
    ...OPTIONS,
    entryPoints: [entry],
    splitting: true,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    alias: builtPackages,
    plugins: [leftApart(apart), shared, withTypes, withoutNode],
  });
  const files = outputFiles.map(({ path, text }) => ({ name: basename(path), text }));
  const isEntry = ({ name }: Built) => name.startsWith(`${basename(entry, '.ts')}-`);
  return [...files.filter(isEntry), ...files.filter((each) => !isEntry(each)), ...apart.values()];
}

const site = fileURLToPath(new URL('..', import.meta.url));

/** What is resolved by one plugin is asked of all again: these say which has been asked. */
const [SHARED, LEFT] = ['shared', 'left apart'];

/** The workers and the packages in them have one copy of these. */
const shared: Extension = {
  name: 'shared',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^(temml|fflate)$/ }, ({ path, kind, pluginData }) =>
      pluginData === SHARED ? undefined : resolve(path, { kind, resolveDir: site, pluginData: SHARED }),
    );
  },
};

/** Large, and one file already: workers share it. */
const APART = /^(typescript|temml|@viz-js\/viz)$/;

const leftApart = (found: Map<string, Built>): Extension => ({
  name: 'left-apart',
  setup({ onResolve, resolve }) {
    onResolve({ filter: APART }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === LEFT || pluginData === SHARED) return undefined;
      const { path: file } = await resolve(path, { kind, resolveDir, pluginData: LEFT });
      const built = await alone(file);
      found.set(file, built);
      return { path: `./${built.name}`, external: true };
    });
  },
});

const known = new Map<string, Promise<Built>>();

function alone(file: string): Promise<Built> {
  const built = known.get(file) ?? bundledAlone(file);
  known.set(file, built);
  return built;
}

async function bundledAlone(file: string): Promise<Built> {
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: [file], plugins: [withoutNode] });
  const { text } = outputFiles[0];
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  return { name: `${basename(file).split('.')[0]}-${hash}.js`, text };
}

const withTypes: Extension = {
  name: 'with-types',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^virtual:types$/ }, ({ path }) => ({ path, namespace: 'types' }));
    onLoad({ filter: /.*/, namespace: 'types' }, () => ({
      contents: `export const declarations = ${JSON.stringify(declarations())};`,
    }));
  },
};

/** What only Node has is empty in a browser. */
const withoutNode: Extension = {
  name: 'without-node',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^[\w:]+$/ }, ({ path }) =>
      isBuiltin(path) || path === 'canvas' ? { path, namespace: 'empty' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};
