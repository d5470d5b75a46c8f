import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const results = join(import.meta.dirname, '../../bench/results');
const page = join(import.meta.dirname, '../docs/benchmarks.md');

/** Writes the page of results from what `npm run bench` wrote. */
export function writeBenchmarks(): void {
  const [main, kernels] = ['README.md', 'kernels.md'].map((name) =>
    readFileSync(join(results, name), 'utf8'),
  );
  const text = [
    main
      .replace(/^# .*$/m, '---\naside: false\n---\n\n# Results of the benchmarks')
      .replaceAll('](compiled.svg)', '](../../bench/results/compiled.svg)'),
    // A part of the page, with its own parts one level lower.
    kernels.replaceAll(/^#/gm, '##'),
  ].join('\n');
  // Writing it anew would build it anew, again and again, while somebody works on the pages.
  if (!existsSync(page) || readFileSync(page, 'utf8') !== text) writeFileSync(page, text);
}
