import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { constant, DataError, type DType, fromNpy, toNpy, value } from '../../src/index.ts';

/* Against NumPy's own bytes: scripts/oracle/npy.py writes the files. */

const folder = new URL('../fixtures/npy/', import.meta.url);
const bytesOf = (name: string) => new Uint8Array(readFileSync(new URL(`${name}.npy`, folder)));
const index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as Record<
  string,
  { shape: number[]; data: (number | boolean | string)[] }
>;

const dtypeOf = (name: string): DType => {
  if (name === 'b1') return 'bool';
  if (/^(f[24]|fortran$)/.test(name)) return 'float32';
  return /^([iu]\d|version|fortran-)/.test(name) ? 'int32' : 'float64';
};

describe('fromNpy reads what NumPy wrote', () => {
  test.each(Object.keys(index))('%s', (name) => {
    const x = fromNpy(bytesOf(name), { name: 'x' });
    const { shape, data } = index[name];
    expect(x.shape).toEqual(shape);
    expect(x.dtype).toBe(dtypeOf(name));
    expect([x.name, x.wantsGradient]).toEqual(['x', false]);
    expect(typeof x.data === 'number' ? [x.data] : Array.from(x.data)).toEqual(data.map(Number));
  });

  test('from the middle of a buffer, at any offset', () => {
    const file = bytesOf('f8');
    const larger = new Uint8Array(file.length + 8).fill(7);
    larger.set(file, 3);
    expect(fromNpy(larger.subarray(3, 3 + file.length)).data).toEqual(fromNpy(file).data);
  });

  test('as another dtype, where one is named', () => {
    expect(fromNpy(bytesOf('f8'), { dtype: 'float32' }).dtype).toBe('float32');
    expect(fromNpy(bytesOf('u4-large'), { dtype: 'float64' }).toArray()).toEqual([2 ** 31]);
    expect(fromNpy(bytesOf('scalar'), { dtype: 'int32' }).data).toBe(2);
  });

  test('with its fields in any order, as other programs may write them', () => {
    const dict = "{ 'shape':(2,),\n'fortran_order': False,  'descr':'<f4'}";
    const file = withHeader(dict, new Float32Array([1, 2]));
    expect(fromNpy(file).toArray()).toEqual([1, 2]);
  });
});

/** A file of version 1.0 with this header. */
function withHeader(header: string, data: ArrayBufferView = new Uint8Array()): Uint8Array {
  const numbers = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const start = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, header.length & 255, header.length >> 8];
  return Uint8Array.from([...start, ...new TextEncoder().encode(header), ...numbers]);
}

describe('toNpy writes what NumPy writes', () => {
  test.each(['f8', 'f4', 'i4', 'b1', 'scalar', 'vector', 'empty', 'cube', 'aligned'])('%s', (name) => {
    expect(toNpy(fromNpy(bytesOf(name)))).toEqual(bytesOf(name));
  });

  test('of plain numbers and of variables too', () => {
    expect(toNpy(2.5)).toEqual(bytesOf('scalar'));
    expect(toNpy(value([0, 1, 2, 3, 4, 5, 6]))).toEqual(bytesOf('vector'));
  });

  test('NaN, infinities and the sign of zero survive', () => {
    const data = new Float64Array([Number.NaN, Infinity, -Infinity, -0, 5e-324]);
    expect(fromNpy(toNpy(constant(data))).data).toEqual(data);
  });
});

const PLAIN = "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }";
const one = new Float64Array(1);

describe('what is not right is refused, with a DataError', () => {
  test.each(['i8-large', 'u4-large', 'complex', 'text', 'record', 'object', 'date'])('%s', (name) => {
    expect(() => fromNpy(bytesOf(name))).toThrow(DataError);
  });

  test('every file cut short, and every file with a byte too many', () => {
    const file = bytesOf('i4');
    for (let length = 0; length < file.length; length++)
      expect(() => fromNpy(file.subarray(0, length)), `${length} bytes`).toThrow(DataError);
    expect(() => fromNpy(Uint8Array.from([...file, 0]))).toThrow(DataError);
  });

  test('a file with any one byte of its preamble changed is read or refused, and nothing else happens', () => {
    for (let at = 0; at < 80; at++) {
      for (const byte of [0, 0x27, 0x28, 0x39, 0x7b, 0xff]) {
        const file = bytesOf('i4');
        file[at] = byte;
        try {
          expect(fromNpy(file).size * 4).toBeLessThanOrEqual(file.length);
        } catch (error) {
          expect(error, `byte ${at} as ${byte}`).toBeInstanceOf(DataError);
        }
      }
    }
  });

  test.each([
    '',
    '{}',
    '{',
    'process.exit(1)',
    `${PLAIN} + 1`,
    `[${PLAIN}]`,
    PLAIN.replace('(1,)', '(-1,)'),
    PLAIN.replace('(1,)', '(1.0,)'),
    PLAIN.replace('(1,)', '(1'),
    PLAIN.replace('(1,)', '1'),
    PLAIN.replace('(1,)', 'True'),
    PLAIN.replace('(1,)', '(2,)'),
    PLAIN.replace('(1,)', '(1, 0)'),
    PLAIN.replace('(1,)', '(99999999999999999999, 0)'),
    PLAIN.replace('(1,)', `(${'9007199254740991, '.repeat(30)}0)`),
    PLAIN.replace('False', 'false'),
    PLAIN.replace("'<f8'", 'f8'),
    PLAIN.replace("'<f8'", "'<f3'"),
    PLAIN.replace("'<f8'", "'f8', 'f8'"),
    PLAIN.replace("'<f8'", "'__proto__'"),
    PLAIN.replace("'descr'", "'describe'"),
    PLAIN.replace(', }', ", 'more': 1}"),
  ])('the header %s', (header) => {
    expect(() => fromNpy(withHeader(header, one))).toThrow(DataError);
  });

  // One that took its time would run into the limit.
  test('headers made to be slow are refused', { timeout: 30_000 }, () => {
    for (const part of ["'shape': (", "'descr':  '", '1,', '1', ' ', '{', "'"])
      expect(() => fromNpy(withHeader(`{'shape': (${part.repeat(6000)}`.slice(0, 60_000)))).toThrow(
        DataError,
      );
  });
});
