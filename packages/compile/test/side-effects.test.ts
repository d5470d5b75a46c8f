import { kernels, matmul, Random, value } from '@chainrule/core';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { pureCalls } from '../../../scripts/pure.ts';
import * as compile from '../src/index.ts';

/* The package is marked as free of side effects: importing it does nothing that shows. */

test('importing the package leaves the numbers of eager Values as they are', () => {
  expect(Object.keys(compile)).toContain('compile');
  expect(kernels.heavy).toBeUndefined();
  const random = new Random(5);
  const normal = () => value(random.normal([100, 100], { dtype: 'float32' }));
  const [a, b] = [normal(), normal()];
  const [rows, columns, products] = [a, b, matmul(a, b)].map((x) => x.toArray() as number[][]);
  const sum = rows[3].reduce((sum, x, k) => sum + x * columns[k][7], 0);
  expect(products[3][7]).toBe(Math.fround(sum));
});

/** What a bundler makes of a program that imports these names, with core left outside. */
async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    external: ['@chainrule/core'],
    plugins: [pureCalls],
    write: false,
  });
  return outputFiles[0].text;
}

/** The kernels alone have more characters. */
const WITHOUT_KERNELS = 100_000;

test('a bundle that imports another export holds neither the kernels nor what turns them on', async () => {
  const text = await bundled(`export { CompileError } from '@chainrule/compile';`);
  expect(text).toContain('CompileError');
  expect(text).not.toMatch(/heavy|new WebAssembly/);
  expect(text.length).toBeLessThan(WITHOUT_KERNELS);
});

test('a bundle of toSource holds no engine', async () => {
  const text = await bundled(`export { toSource } from '@chainrule/compile';`);
  expect(text).not.toMatch(/heavy|new WebAssembly/);
  expect(text.length).toBeLessThan(WITHOUT_KERNELS);
});
