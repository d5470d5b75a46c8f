import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ENTRY = join(import.meta.dirname, '../../packages/compile/src/index.ts');

/** Kilobytes of the whole compile package in a page, without core: all exports are kept. */
export async function packageSize(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: ['@chainrule/core'],
  });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length / 1000;
}
