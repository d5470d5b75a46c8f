// The tests of what no package exports. They run only on the sources; every other test also runs against what is published.
// The list is checked against the imports of the tests: see public.ts. A name that ends in a slash means all tests of a
// folder.
import { type PublicFiles, repositoryFiles } from './public.ts';

const SOURCE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'packages/chainrule/test': ['cli/terminal'],
  'packages/compile/test': [
    'browser/browser',
    'failure',
    'fuzz',
    'identity',
    'javascript/executable',
    'javascript/lower/',
    'javascript/plan/',
    'javascript/run/',
    'javascript/spelling/',
    'javascript/text/',
    'javascript/write/',
    'know/',
    'memory/eager',
    'memory/memory',
    'numbers/long-sums',
    'passes/',
    'program/',
    'threads',
    'wasm/allocator',
    'wasm/bounds',
    'wasm/bundle',
    'wasm/convolve',
    'wasm/copy',
    'wasm/engine',
    'wasm/fill',
    'wasm/fused',
    'wasm/gather',
    'wasm/math',
    'wasm/matmul',
    'wasm/memory',
    'wasm/pool',
    'wasm/reduce',
    'wasm/relaxed',
    'wasm/run/',
    'wasm/unshared',
  ],
  'packages/core/test': [
    'array/convolve',
    'array/rows',
    'array/spread',
    'array/threefry',
    'errors/surplus',
    'identity',
    'laws/traits',
    'numbers/portable',
    'numbers/special',
    'parts',
    'recording',
  ],
  'packages/formula/test': [
    'derive/laws',
    'derive/matrix',
    'derive/steps',
    'expression/structure',
    'graph/shown',
    'identity',
    'write/numbers',
    'write/round-trip',
  ],
  'packages/nn/test': ['chart/line-chart', 'fit/progress', 'saving/tree-data'],
  scripts: ['kernels/sources'],
};

/** Prints each of these tests with what it imports from the sources, and throws if the list does not match the imports. */
export function checkSourceOnly({ sourceOnly }: PublicFiles): void {
  for (const [file, why] of sourceOnly) console.log(`  ${file}: ${why}`);
  const all = repositoryFiles().filter((file) => file.endsWith('.test.ts'));
  const listed = Object.entries(SOURCE_ONLY).flatMap(([folder, tests]) =>
    tests.flatMap((test) =>
      test.endsWith('/')
        ? all.filter((file) => file.startsWith(`${folder}/${test}`))
        : [`${folder}/${test}.test.ts`],
    ),
  );
  const missing = [...sourceOnly.keys()].filter((file) => !listed.includes(file));
  const needless = listed.filter((file) => !sourceOnly.has(file));
  const problems = [
    ...missing.map((file) => `${file} needs what no package exports: ${sourceOnly.get(file)}`),
    ...needless.map((file) => `${file} is listed in scripts/packed/source-only.ts, and needs no source`),
  ];
  if (problems.length > 0) throw new Error(`\n${problems.join('\n')}`);
}
