// Type-checks what users see against the declarations that are installed: the code in the docs, and the examples.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './steps.ts';

export function checkTypes(folder: string): void {
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
