import { readFileSync } from 'node:fs';
import { constant, DataError, type DType, type Value, value } from '@chainrule/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromSafetensors, toSafetensors } from '../../src/index.ts';

interface Listed {
  shape: number[];
  dtype: string;
  data: (number | string | boolean)[];
}

const FOLDER = `${import.meta.dirname}/../fixtures/safetensors`;
const index: Record<
  string,
  { kind: string; metadata: Record<string, string>; tensors: Record<string, Listed> }
> = JSON.parse(readFileSync(`${FOLDER}/index.json`, 'utf8'));
const fixture = (name: string) => new Uint8Array(readFileSync(`${FOLDER}/${name}.safetensors`));

const numbersOf = (x: Value) => (typeof x.data === 'number' ? [x.data] : [...x.data]);

/** A file with this header, as text or as data, followed by this many zero bytes. */
function file(header: unknown, room = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + room);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const tensor = (begin: number, end: number, shape = [(end - begin) / 4], dtype = 'F32') => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe("files of Python's library", () => {
  test.each(Object.keys(index))('%s is read completely', (name) => {
    const { tensors, metadata } = fromSafetensors(fixture(name));
    expect(metadata).toEqual(index[name].metadata);
    expect(Object.keys(tensors).sort()).toEqual(Object.keys(index[name].tensors).sort());
    for (const [key, { shape, data }] of Object.entries(index[name].tensors)) {
      expect(tensors[key].shape).toEqual(shape);
      expect(numbersOf(tensors[key])).toEqual(data.map(Number));
    }
  });

  test.each(Object.keys(index).filter((name) => index[name].kind === 'written'))(
    '%s is written byte for byte',
    (name) => {
      const { tensors, metadata } = index[name];
      const values = Object.entries(tensors).map(([key, { shape, dtype, data }]) => [
        key,
        constant(data.map(Number), { shape, dtype: dtype as DType }),
      ]);
      expect(toSafetensors(Object.fromEntries(values), metadata)).toEqual(fixture(name));
    },
  );
});

describe('a faulty file is an error that says where', () => {
  const good = file({ a: tensor(0, 4), b: tensor(4, 12) }, 12);

  test('the unmodified file is read', () => {
    expect(Object.keys(fromSafetensors(good).tensors)).toEqual(['a', 'b']);
  });

  test('truncated at any byte', () => {
    for (let length = 0; length < good.length; length++)
      expect(() => fromSafetensors(good.subarray(0, length))).toThrow(DataError);
  });

  const huge = new Uint8Array(16).fill(255, 0, 8);
  test.each<[what: string, bytes: unknown, message: string]>([
    ['no bytes', 'text', 'bytes: expected a Uint8Array, got text'],
    ['nothing', new Uint8Array(0), 'length of the header: expected 8 bytes, got 0'],
    [
      'a length of 2⁶⁴ − 1',
      huge,
      'length of the header: expected at most the 8 bytes behind it, got 18446744073709551615',
    ],
    ['no JSON', file('{"a": '), 'header: expected JSON'],
    ['no object', file('[1]'), 'header: expected an object, got [1]'],
    ['no UTF-8', file('{"a"}').fill(0xff, 9, 10), 'header: expected UTF-8'],
    ['bytes left over', file({ a: tensor(0, 4) }, 5), 'data: expected 4 bytes, as the header says, got 5'],
    [
      'a gap',
      file({ a: tensor(4, 8) }, 8),
      'tensor "a", data_offsets: expected to begin where the one before ends, at 0, got 4',
    ],
    [
      'an overlap',
      file({ a: tensor(0, 8), b: tensor(4, 12) }, 12),
      'tensor "b", data_offsets: expected to begin where the one before ends, at 8, got 4',
    ],
    [
      'offsets that go back',
      file({ a: tensor(8, 0, [2]) }, 8),
      'tensor "a", data_offsets: expected 8 bytes for F32 [2], got -8',
    ],
    [
      'a shape too large',
      file({ a: tensor(0, 4, [2 ** 40, 2 ** 40]) }, 4),
      'tensor "a", data_offsets: expected 4.8',
    ],
    [
      'sizes below zero',
      file({ a: tensor(0, 4, [-1]) }, 4),
      'tensor "a", shape: expected whole numbers from zero, got [-1]',
    ],
    [
      'half a place',
      file({ a: tensor(0.5, 4.5, [1]) }, 4),
      'tensor "a", data_offsets: expected two whole numbers, got [0.5,4.5]',
    ],
    [
      'another type',
      file({ a: tensor(0, 4, [4], 'F8_E4M3') }, 4),
      'tensor "a", dtype: expected one of F64 F32',
    ],
    [
      'a type by the name of a method',
      file({ a: tensor(0, 4, [4], 'toString') }, 4),
      'tensor "a", dtype: expected one of F64 F32',
    ],
    [
      'a field too many',
      file({ a: { ...tensor(0, 4), more: 1 } }, 4),
      'tensor "a": expected data_offsets, dtype, shape, got dtype, shape, data_offsets, more',
    ],
    ['no fields', file({ a: null }), 'tensor "a": expected data_offsets, dtype, shape, got null'],
    [
      'a name twice',
      file(
        '{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"\\u0061":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}',
      ),
      'header: expected every name once, got "a" again',
    ],
    [
      'a field twice',
      file('{"a":{"dtype":"F32","dtype":"F64","shape":[0],"data_offsets":[0,0]}}'),
      'header: expected every name once, got "dtype" again',
    ],
    [
      'the name __proto__',
      file('{"__proto__":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'),
      'tensor "__proto__": expected another name',
    ],
    [
      '__proto__ in the metadata',
      file('{"__metadata__":{"__proto__":"x"}}'),
      '__metadata__: expected an object of texts',
    ],
    ['metadata of numbers', file({ __metadata__: { a: 1 } }), '__metadata__, "a": expected a text, got 1'],
    [
      'a boolean of 2',
      file({ a: tensor(0, 1, [1], 'BOOL') }, 1).fill(2, -1),
      'tensor "a", entry 0: expected 0 or 1, got 2',
    ],
    [
      'an integer too large',
      file({ a: tensor(0, 8, [1], 'U64') }, 8).fill(1, -8),
      'tensor "a", entry 0: expected a whole number that int32 holds, got 72340172838076673',
    ],
  ])('%s', (_, bytes, message) => {
    expect(() => fromSafetensors(bytes as Uint8Array)).toThrow(`fromSafetensors: ${message}`);
  });

  test('any bytes in the header give a chainrule error or a consistent file', () => {
    const change = fc.record({ at: fc.nat({ max: good.length - 13 }), byte: fc.nat({ max: 255 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = good.slice();
        for (const { at, byte } of changes) bytes[at] = byte;
        try {
          const { tensors } = fromSafetensors(bytes);
          const held = Object.values(tensors).reduce(
            (sum, x) => sum + x.size * (x.dtype === 'float64' ? 8 : 4),
            0,
          );
          expect(held).toBeLessThanOrEqual(24);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('any JSON header gives a chainrule error or a file', () => {
    const key = fc.constantFrom('a', '__metadata__', '__proto__', 'dtype', 'shape', 'data_offsets');
    const entry = fc.record({
      dtype: fc.constantFrom('F32', 'BOOL', 'X', 1),
      shape: fc.oneof(fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 3 }), fc.json()),
      data_offsets: fc.array(fc.integer({ min: -1, max: 12 }), { maxLength: 3 }),
    });
    const header = fc.dictionary(fc.oneof(key, fc.string()), fc.oneof(entry, fc.jsonValue()));
    fc.assert(
      fc.property(header, fc.nat({ max: 12 }), (data, room) => {
        try {
          fromSafetensors(file(data, room));
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('toSafetensors', () => {
  test('files are read back, whatever the names and numbers', () => {
    const tensors = fc.dictionary(
      fc.string().filter((name) => !name.startsWith('__')),
      fc.array(fc.double(), { maxLength: 5 }).map((numbers) => constant(numbers)),
    );
    fc.assert(
      fc.property(
        tensors,
        fc.dictionary(
          fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
          fc.string(),
        ),
        (written, metadata) => {
          const read = fromSafetensors(toSafetensors(written, metadata));
          expect({ ...read.metadata }).toEqual({ ...metadata });
          expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(written).sort());
          for (const name of Object.keys(written))
            expect(read.tensors[name].data).toEqual(written[name].data);
        },
      ),
    );
  });

  test('refuses reserved names, non-Values, and metadata that is not text', () => {
    expect(() => toSafetensors({ __metadata__: value(1) })).toThrow(
      'toSafetensors: names: expected another name',
    );
    expect(() => toSafetensors({ a: 1 as unknown as Value })).toThrow(
      'toSafetensors: a: expected a Value, got 1',
    );
    expect(() => toSafetensors({}, { a: 1 as unknown as string })).toThrow(
      'toSafetensors: metadata, a: expected a text, got 1',
    );
  });
});

test.each([
  ['a Map', new Map([['x', constant(1)]])],
  ['a Value', constant(1)],
  ['nothing', null],
  ['a text', 'x'],
  ['null for a Value', { x: constant(1), y: null }],
  ['numbers for Values', { x: 1, y: 2 }],
])('%s is refused where tensors by name are expected, not written as an empty file', (_, tensors) => {
  expect(() => toSafetensors(tensors as never)).toThrow(/toSafetensors: (tensors|x|y): expected/);
});

test.each([['a text'], [['a', 'b']], [new Map([['a', 'b']])], [null], [3]])(
  '%j is no metadata',
  (metadata) => {
    expect(() => toSafetensors({ x: constant(1) }, metadata as never)).toThrow(
      'toSafetensors: metadata: expected',
    );
  },
);
