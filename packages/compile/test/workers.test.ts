import { setTimeout as pause } from 'node:timers/promises';
import { matmul, Random, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { compile } from '../src/index.ts';

test('workers start wherever the package lies, and give to the last bit what one thread gives', async () => {
  const x = new Random(1).normal([300, 300]);
  const f = (x: Value) => matmul(x, x).tanh().sum({ axis: 0 });
  const [one, two] = [1, 2].map((threads) => compile(f, { target: 'webassembly', threads }));
  const expected = one(x).toArray();
  // A worker that cannot start says so within this time, and the target is one thread from then on.
  for (let i = 0; i < 30; i++) {
    expect(two(x).toArray()).toEqual(expected);
    await pause(10);
  }
  expect(two.target).toBe('WebAssembly, 2 threads');
});
