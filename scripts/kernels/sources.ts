import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = join(import.meta.dirname, '../../packages/compile');

/** The folder of the kernels. */
export const ASSEMBLY = join(PACKAGE, 'assembly');

/** The module that holds the built kernels. */
export const BINARY = join(PACKAGE, 'src/wasm/binary.ts');

/**
 * The sha256 of everything the kernels are built from, including the files of src that they import, as a hexadecimal number.
 */
export function hashOfSources(): string {
  const paths = readdirSync(ASSEMBLY)
    .filter((file) => /\.(ts|json)$/.test(file))
    .map((file) => join(ASSEMBLY, file));
  const shared = paths.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/from '(\.\.\/src\/[^']*)'/g)].map(
      ([, from]) => `${join(ASSEMBLY, from!)}.ts`,
    ),
  );
  const hash = createHash('sha256');
  // In the same order on every system.
  const ordered = [...new Set([...paths, ...shared])].map((path) => path.replaceAll('\\', '/')).sort();
  for (const path of ordered) {
    hash.update(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
  }
  return hash.digest('hex');
}
