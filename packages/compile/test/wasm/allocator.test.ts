import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Allocator } from '../../src/wasm/allocator.ts';

const START = 100;
const END = 64 * 1024;

/** The blocks in use after a row of requests: a size allocates, a negative number frees one of the blocks. */
function play(blocks: Allocator, requests: readonly number[]): Map<number, number> {
  const held = new Map<number, number>();
  for (const request of requests) {
    const starts = [...held.keys()];
    const freed = starts[-request % starts.length];
    if (request >= 0) {
      const start = blocks.allocate(request);
      if (start !== undefined) held.set(start, request);
    } else if (freed !== undefined) {
      expect(blocks.free(freed)).toBe(true);
      held.delete(freed);
    }
  }
  return held;
}

const anyRequests = fc.array(fc.integer({ min: -50, max: 4000 }), { maxLength: 200 });

test('blocks are aligned to 64 bytes, lie in the range and do not overlap', () => {
  fc.assert(
    fc.property(anyRequests, (requests) => {
      const held = [...play(new Allocator(START, END), requests)].sort(([a], [b]) => a - b);
      let free = START;
      for (const [start, bytes] of held) {
        expect(start % 64).toBe(0);
        expect(start).toBeGreaterThanOrEqual(free);
        free = start + bytes;
      }
      expect(free).toBeLessThanOrEqual(END);
    }),
  );
});

test('when every block is given back, the whole range is one block again', () => {
  fc.assert(
    fc.property(anyRequests, (requests) => {
      const blocks = new Allocator(START, END);
      for (const start of play(blocks, requests).keys()) blocks.free(start);
      expect(blocks.used).toBe(0);
      expect(blocks.allocate(END - 128)).toBe(128);
    }),
  );
});

test('a range that is full has no block left until it is extended, by as much as it says is missing', () => {
  const blocks = new Allocator(0, 1024);
  blocks.allocate(640);
  expect(blocks.allocate(1000)).toBeUndefined();
  expect(blocks.missing(1000)).toBe(1024 - 384);
  blocks.extend(blocks.end + blocks.missing(1000));
  expect(blocks.allocate(1000)).toBe(640);
});

test.each([2 ** 38, 2 ** 52])('there is no block of %d bytes', (bytes) => {
  const blocks = new Allocator(0, 1 << 20);
  expect(blocks.allocate(bytes)).toBeUndefined();
  expect(blocks.missing(bytes)).toBe(bytes - (1 << 20));
  expect(blocks.used).toBe(0);
});

test('a block found in the same bin is long enough', () => {
  const blocks = new Allocator(0, 1024);
  const short = blocks.allocate(256)!;
  blocks.allocate(64);
  blocks.free(short);
  expect(blocks.allocate(448)).toBe(320);
});

test('what is no block in use cannot be given back, and a block only once', () => {
  const blocks = new Allocator(0, 1024);
  const start = blocks.allocate(1)!;
  expect(blocks.free(start + 64)).toBe(false);
  expect(blocks.free(start)).toBe(true);
  expect(blocks.free(start)).toBe(false);
});
