import { gzipSync } from 'node:zlib';
import { constant, DataError } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { fromIdx, fromNpz, toNpz } from '../../src/index.ts';

const numbers = Float64Array.from({ length: 40 }, (_, i) => Math.sqrt(i));
const arrays = { x: numbers, y: [1, 2, 3], größe: [4] };
const idx = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 200, ...Array.from({ length: 200 }, (_, i) => i % 7)]);
const gzipped = (...parts: Uint8Array[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => gzipSync(part))));

const archives: Record<string, [bytes: Uint8Array, read: (bytes: Uint8Array) => unknown]> = {
  'an npz archive': [toNpz(arrays, { compress: false }), fromNpz],
  'a compressed npz archive': [toNpz(arrays), fromNpz],
  'a gzipped file': [gzipped(idx), fromIdx],
  'a gzipped file in two parts': [gzipped(idx.subarray(0, 90), idx.subarray(90)), fromIdx],
};

describe.each(Object.entries(archives))('%s', (_, [bytes, read]) => {
  const whole = JSON.stringify(read(bytes));
  /** The result of reading: the same as from the whole archive, or a DataError. */
  const check = (damaged: Uint8Array, what: string) => {
    try {
      expect(JSON.stringify(read(damaged)), what).toBe(whole);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
    }
  };

  test('with any one bit changed gives the same numbers or a DataError', () => {
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] ^= 1 << (bit & 7);
      check(damaged, `bit ${bit}`);
    }
  });

  test('truncated anywhere is a DataError', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => read(bytes.subarray(0, length)), `${length} bytes`).toThrow(DataError);
  });
});

describe('a zip bomb', () => {
  const zeros = new Uint8Array(2 ** 22);
  const bomb = () => toNpz({ x: constant(new Float64Array(2 ** 19)) });

  test.each([
    ['fromNpz', (options: object) => fromNpz(bomb(), options)],
    ['fromIdx', (options: object) => fromIdx(gzipped(zeros), options)],
  ])('is refused by %s before it is unpacked', (operation, read) => {
    expect(() => read({ maxBytes: 1e6 })).toThrow(
      `${operation}: ${operation === 'fromNpz' ? 'archive' : 'bytes'}: expected at most 1000000 bytes when unpacked (the option maxBytes), got 4194`,
    );
    expect(() => read({ maxBytes: 0 })).toThrow('maxBytes: expected a number above 0, got 0');
  });

  test('is refused even if it claims to be small', () => {
    const lying = gzipped(zeros);
    new DataView(lying.buffer).setUint32(lying.length - 4, 8, true);
    expect(() => fromIdx(lying, { maxBytes: 1e6 })).toThrow(/at most 1000000 bytes/);
    const zip = bomb();
    const view = new DataView(zip.buffer);
    const directory = view.getUint32(zip.length - 6, true);
    view.setUint32(directory + 24, 2 ** 31, true);
    expect(() => fromNpz(zip, { maxBytes: 2 ** 32 })).toThrow(/x\.npy: a size that its \d+ bytes can have/);
    view.setUint32(directory + 24, 100, true);
    expect(() => fromNpz(zip)).toThrow(/x\.npy: 100 bytes, got \d+ or more/);
  });
});

test('two arrays with the same name are refused', () => {
  const text = Buffer.from(toNpz({ x: [1], y: [1] })).toString('latin1');
  const twice = new Uint8Array(Buffer.from(text.replaceAll('y.npy', 'x.npy'), 'latin1'));
  expect(() => fromNpz(twice)).toThrow('a unique name for each file, got x.npy');
  expect(() => toNpz(JSON.parse('{ "__proto__": [1] }'))).toThrow('toNpz: names: expected well-formed names');
});
