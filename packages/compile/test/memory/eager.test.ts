import { matmul, Random, type Value, value } from '@chainrule/core';
import { expect, test, vi } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import { engine } from '../../src/wasm/engine.ts';
import { onKernels, taken } from '../support/heavy.ts';

/* What eager Values take of the engine's memory after useKernels(). */

const random = new Random(5);
const normal = (shape: number[]) => value(random.normal(shape));

test('a loop over many shapes takes no more memory than over some', () => {
  const { memory } = engine();
  const multiply = (rows: number) => matmul(normal([rows, 100]), normal([100, 100]));
  let most = 0;
  onKernels(() => {
    for (let rows = 300; rows > 200; rows--) {
      multiply(rows);
      if (rows > 280) most = Math.max(most, memory.used);
      else expect(memory.used).toBeLessThanOrEqual(most);
    }
  });
});

test('where there is no room, products stay with core', () => {
  const { memory } = engine();
  const [a, b] = [normal([90, 90]), normal([90, 90])];
  const allocate = memory.allocate.bind(memory);
  const full = vi.spyOn(memory, 'allocate').mockImplementation(() => allocate(memory.most + 1));
  try {
    let y: Value | undefined;
    expect(taken(() => (y = matmul(a, b)))).toBe(0);
    expectClose(y!, matmul(a, b), 0);
  } finally {
    full.mockRestore();
  }
  expect(taken(() => matmul(a, b))).toBe(1);
});
