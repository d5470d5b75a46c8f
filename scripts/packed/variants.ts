// Other forms in which a user's program may contain the packages: required, and in one minified bundle.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';

/** Writes a CommonJS module whose exports are the packages by their names, and returns its path. */
type Variant = (project: string, names: readonly string[]) => Promise<string>;

const entry = (names: readonly string[]) =>
  names.map((name) => `export * as ${JSON.stringify(name)} from '${name}';`).join('\n');

async function bundle(project: string, names: readonly string[], out: string, minified: boolean) {
  await build({
    stdin: { contents: entry(names), resolveDir: project },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: minified,
    outfile: out,
    logLevel: 'warning',
  });
  return out;
}

export const VARIANTS: Readonly<Record<string, Variant>> = {
  required: async (project, names) => {
    const out = join(project, 'required.cjs');
    const lines = names.map((name) => `exports[${JSON.stringify(name)}] = require('${name}');`);
    writeFileSync(out, `${lines.join('\n')}\n`);
    return out;
  },
  'minified-by-esbuild': (project, names) => bundle(project, names, join(project, 'esbuild.cjs'), true),
  'minified-by-terser': async (project, names) => {
    const out = await bundle(project, names, join(project, 'terser.cjs'), false);
    const { code } = await minify(readFileSync(out, 'utf8'), { toplevel: true });
    writeFileSync(out, code!);
    return out;
  },
};

/** The package.json of a folder that packages are installed in. */
export const PROJECT = JSON.stringify({ private: true, type: 'module' });

/** Installs modules under the packages' names in a folder, which export what the variant exports. */
export function installVariant(folder: string, file: string, names: readonly string[]): void {
  const published = createRequire(import.meta.url)(file) as Record<string, object>;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), PROJECT);
  for (const name of names) {
    const [, own, entry = 'index'] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(name)!;
    const at = join(folder, 'node_modules', own);
    mkdirSync(at, { recursive: true });
    const exported = Object.keys(published[name]).map((key) => `export const ${key} = $published.${key};`);
    // No name of an operation begins with $.
    const text = `import $all from ${JSON.stringify(file)};\nconst $published = $all[${JSON.stringify(name)}];\n`;
    writeFileSync(join(at, `${entry}.js`), `${text}${exported.join('\n')}\n`);
    const exports = { '.': './index.js', './*': './*.js' };
    writeFileSync(join(at, 'package.json'), JSON.stringify({ name: own, type: 'module', exports }));
  }
}
