import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { constant, DataError } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { Dataset, encodeLabels, fromCsv, fromIdx, fromNpz, standardizer, toNpz } from '../../src/index.ts';

describe('fromCsv', () => {
  test('reads numbers as numbers and text as text, with any quotes and line endings', async () => {
    const table = await fromCsv('\ufeffa,"b, c",d\r\n1,"x ""y""",2e3\r\n-2.5,"z\n",\r\n');
    expect(table).toEqual({
      a: new Float64Array([1, -2.5]),
      'b, c': ['x "y"', 'z\n'],
      d: new Float64Array([2000, Number.NaN]),
    });
  });

  test('reads other delimiters, and tables without a header', async () => {
    expect(await fromCsv('1;2\n3;4', { header: false })).toEqual({
      0: new Float64Array([1, 3]),
      1: new Float64Array([2, 4]),
    });
    expect(await fromCsv('a|b\n1|2', { delimiter: '|' })).toEqual({
      a: new Float64Array([1]),
      b: new Float64Array([2]),
    });
    expect(await fromCsv('a\n1\n2')).toEqual({ a: new Float64Array([1, 2]) });
  });

  test.each([
    ['a,b\n1,2\n3', 'fromCsv: line 3: expected 2 cells, got 1'],
    ['a,b\n1,2,3', 'fromCsv: line 2: expected 2 cells, got 3'],
    ['a,a\n1,2', 'fromCsv: names: expected a unique name for each column, got a'],
    ['__proto__,a\n1,2', 'fromCsv: names: expected a unique name for each column, got __proto__'],
    ['a,b\n"1,2', 'fromCsv: line 2: expected quotes in pairs'],
  ])('refuses %j', async (text, message) => {
    await expect(fromCsv(text)).rejects.toThrow(message);
  });
});

describe('npz', () => {
  const folder = `${import.meta.dirname}/../fixtures/npz`;

  test.each(['plain', 'compressed'])('reads what NumPy writes: %s', (name) => {
    const arrays = fromNpz(new Uint8Array(readFileSync(`${folder}/${name}.npz`)));
    expect(arrays.x.toArray()).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect([arrays.x.dtype, arrays.y.dtype]).toEqual(['float32', 'int32']);
    expect(arrays.y.toArray()).toEqual([7, 8]);
  });

  test.each([true, false])('reads what it writes, compressed: %s', (compress) => {
    const x = constant(new Float64Array(1000));
    const bytes = toNpz({ x, 'a/b': [[1, 2]] }, { compress });
    expect(bytes.length > 8000).toBe(!compress);
    expect(fromNpz(bytes).x.data).toEqual(x.data);
    expect(fromNpz(bytes)['a/b'].toArray()).toEqual([[1, 2]]);
  });

  test('an archive that is truncated or holds something else is a DataError', () => {
    for (const odd of [new Map([['x', [1]]]), constant(1), 'x', null])
      expect(() => toNpz(odd as never)).toThrow('toNpz: arrays: expected an object of arrays by name');
    const bytes = toNpz({ x: [1, 2, 3] });
    for (let length = 0; length < bytes.length; length++)
      expect(() => fromNpz(bytes.subarray(0, length))).toThrow(DataError);
  });
});

describe('fromIdx', () => {
  const head = (type: number, ...shape: number[]) => [
    0,
    0,
    type,
    shape.length,
    ...shape.flatMap((n) => [0, 0, 0, n]),
  ];

  test.each<[string, number, number[], number[]]>([
    ['unsigned bytes', 8, [0, 255], [0, 255]],
    ['signed bytes', 9, [1, 255], [1, -1]],
    ['16 bits', 11, [1, 0, 255, 254], [256, -2]],
    ['32 bits', 12, [0, 1, 0, 0, 255, 255, 255, 255], [65536, -1]],
    ['float32', 13, [0x3f, 0x80, 0, 0, 0xbf, 0, 0, 0], [1, -0.5]],
    ['float64', 14, [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], [1, -2]],
  ])('reads %s', (_, type, bytes, expected) => {
    const file = new Uint8Array([...head(type, 2), ...bytes]);
    expect([...fromIdx(file).data]).toEqual(expected);
    expect([...fromIdx(new Uint8Array(gzipSync(file))).data]).toEqual(expected);
  });

  test('does not copy bytes, and gives batches of the dtype asked for', () => {
    const file = new Uint8Array([...head(8, 2, 1, 2), 1, 2, 3, 255]);
    const column = fromIdx(file, { dtype: 'int32' });
    expect(column.shape).toEqual([2, 1, 2]);
    expect(column.data.buffer).toBe(file.buffer);
    const batch = new Dataset([column]).take([1])[0];
    expect([batch.toArray(), batch.dtype]).toEqual([[[[3, 255]]], 'int32']);
  });

  test.each<[string, number[], string]>([
    ['nothing', [], 'header: expected two zeros and a known type'],
    [
      'another type',
      [0, 0, 10, 1, 0, 0, 0, 0],
      'header: expected two zeros and a known type, got [0, 0, 10]',
    ],
    ['a header cut off', [0, 0, 8, 2, 0, 0, 0, 1], 'header: expected 12 bytes, got 8'],
    ['numbers too many', [...head(8, 1), 1, 2], 'data: expected 1 bytes for [1], got 2'],
    ['a broken gzip', [0x1f, 0x8b, 0, 0], 'bytes: expected a gzipped file'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => fromIdx(new Uint8Array(bytes))).toThrow(DataError);
    expect(() => fromIdx(new Uint8Array(bytes))).toThrow(`fromIdx: ${message}`);
  });
});

describe('standardizer', () => {
  test('brings samples to mean 0 and deviation 1, transforms other data in the same way, and inverts', () => {
    const x = constant([
      [1, 2],
      [2, 2],
      [6, 2],
    ]);
    const { apply, invert, std } = standardizer(x);
    expect(apply(x).mean({ axis: 0 }).toArray()).toEqual([0, 0]);
    expect(apply(x).square().mean({ axis: 0 }).toArray()).toEqual([1, 0]);
    expect(std.toArray()).toEqual([Math.sqrt(14 / 3), 1]);
    expect(invert(apply(constant([[4, 5]]))).toArray()).toEqual([[4, 5]]);
  });

  test('keeps float32', () => {
    expect(standardizer(new Float32Array([1, 2])).apply(constant(new Float32Array([1]))).dtype).toBe(
      'float32',
    );
  });
});

describe('encodeLabels', () => {
  test('numbers the names in sorted order', () => {
    const { codes, classes } = encodeLabels(['b', 'a', 'c', 'b']);
    expect([codes.toArray(), codes.dtype, classes]).toEqual([[1, 0, 2, 1], 'int32', ['a', 'b', 'c']]);
  });

  test.each([1, 'abc', null, {}, [['a']], [{}], [null], [undefined, 'a']])('refuses %j', (labels) => {
    expect(() => encodeLabels(labels as never)).toThrow('encodeLabels: label');
  });
});
