import { describe, expect, test } from 'vitest';
import { BlockMemory } from '../../src/wasm/memory.ts';
import { collectUntil } from '../support/garbage.ts';

const GIGABYTE = 2 ** 30;

function openMemory(shared: boolean): BlockMemory {
  const memory = new BlockMemory(shared);
  memory.open(1000);
  return memory;
}

describe.each([
  ['shared', true],
  ['unshared', false],
])('a memory that is %s', (_, shared) => {
  test('grows when it is full and keeps what was written', () => {
    const memory = openMemory(shared);
    const before = memory.size;
    const address = memory.allocate(24);
    memory.float64(address, 3).set([1, 2, 3]);
    const large = memory.allocate(2 * before);
    memory.uint8(large, 2 * before).fill(7);
    expect(memory.size).toBeGreaterThan(2 * before);
    expect([...memory.float64(address, 3)]).toEqual([1, 2, 3]);
  });

  test('says how much was asked for and is in use when there is no room, and goes on', () => {
    const memory = openMemory(shared);
    memory.allocate(1024);
    expect(() => memory.allocate(5 * GIGABYTE)).toThrow(
      'memory: asked for 5,368,709,120 bytes with 1,024 bytes in use; there is room for 4,294,901,760 bytes',
    );
    expect(memory.allocate(64)).toBeGreaterThan(0);
  });

  test('takes a block back once', () => {
    const memory = openMemory(shared);
    const address = memory.allocateFor({}, 64);
    memory.free(address);
    expect(() => memory.free(address)).toThrow(
      `memory: expected the start of a block in use, got address ${address}`,
    );
  });
});

test('the blocks of 1,000 owners that are dropped are given back', async () => {
  const memory = openMemory(true);
  const kept = {};
  memory.allocateFor(kept, 64);
  let size = 0;
  for (let i = 1; i <= 1000; i++) {
    memory.allocateFor({}, 100_000);
    if (i % 50 === 0) await collectUntil(() => memory.used === 64);
    if (i === 100) size = memory.size;
  }
  expect(memory.used).toBe(64);
  expect(memory.size).toBe(size);
  expect(kept).toBeDefined();
});

test('a block freed by hand is not freed again when its owner is collected', async () => {
  const memory = openMemory(true);
  const reused = (() => {
    memory.free(memory.allocateFor({}, 64));
    return memory.allocate(64);
  })();
  for (let turn = 0; turn < 3; turn++) {
    // What is dropped now is collected after what was dropped before.
    memory.allocateFor({}, 64);
    const both = memory.used;
    await collectUntil(() => memory.used < both);
  }
  expect(memory.used).toBe(64);
  memory.free(reused);
});
