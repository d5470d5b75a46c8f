import { value } from '@chainrule/core';
import { afterEach, expect, test, vi } from 'vitest';
import { drawn } from '../tools/try/run/graphs.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const root = value(2, { name: 'w' }).square();

test('a graph is drawn', async () => {
  expect(await drawn(root)).toContain('<svg');
});

test('a browser without WebAssembly is told why there is no graph', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  await expect(drawn(root)).rejects.toThrow('Graphs are laid out by WebAssembly');
});
