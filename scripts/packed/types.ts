import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './steps.ts';

/** Lines with the type any: inference gave up, which emitting declarations does not report. */
const UNTYPED = /^(?! *\*).*: any\b.*$/gm;

/** Type-checks what users see against the declarations that are installed: the code in the docs, and the examples. */
export function checkTypes(folder: string): void {
  for (const name of readdirSync('packages')) {
    const untyped = readFileSync(join('packages', name, 'dist/index.d.ts'), 'utf8').match(UNTYPED);
    if (untyped) throw new Error(`the declarations of ${name} say any: ${untyped.join(' ')}`);
  }
  run('tsx', ['scripts/snippets.ts'], folder);
  const { compilerOptions } = JSON.parse(readFileSync('tsconfig.json', 'utf8'));
  const config = {
    compilerOptions,
    include: ['.snippets/**/*.ts', 'examples', 'bench'],
    exclude: ['**/node_modules'],
  };
  writeFileSync(join(folder, 'tsconfig.published.json'), JSON.stringify(config));
  run('tsc', ['--project', join(folder, 'tsconfig.published.json')]);
}
