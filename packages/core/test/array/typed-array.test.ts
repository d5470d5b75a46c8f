import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import {
  concat,
  constant,
  DataError,
  type DType,
  fromNpy,
  fromTypedArray,
  GradientError,
  grad,
  matmul,
  type Operand,
  toNpy,
  type Value,
  value,
  vmap,
  where,
} from '../../src/index.ts';

/* Numbers come in typed arrays of any width and of any realm: as they are, or not at all. */

const KINDS: readonly [kind: string, dtype: DType, numbers: string][] = [
  ['Float64Array', 'float64', '[0.1, -2, 1e300]'],
  ['Float32Array', 'float32', '[0.5, -2, 16777216]'],
  ['Int32Array', 'int32', '[0, -2147483648, 2147483647]'],
  ['Int16Array', 'int32', '[0, -32768, 32767]'],
  ['Int8Array', 'int32', '[0, -128, 127]'],
  ['Uint32Array', 'int32', '[0, 51, 2147483647]'],
  ['Uint16Array', 'int32', '[0, 51, 65535]'],
  ['Uint8Array', 'int32', '[0, 51, 255]'],
  ['Uint8ClampedArray', 'int32', '[0, 51, 255]'],
  ['BigInt64Array', 'int32', '[0n, -2147483648n, 2147483647n]'],
  ['BigUint64Array', 'int32', '[0n, 51n, 2147483647n]'],
];

const made = (kind: string, numbers: string, realm: string) => {
  const text = `new ${kind}(${numbers})`;
  // biome-ignore lint/security/noGlobalEval: the same text in this realm and in another.
  return realm === 'this' ? globalThis.eval(text) : runInNewContext(text);
};

/** Every way in, as what came of the numbers. */
const WAYS: Readonly<Record<string, (given: Operand) => Value>> = {
  constant: (given) => constant(given),
  'a row of constant': (given) => constant([given, given] as never).select(1),
  'constant as float64': (given) => constant(given, { dtype: 'float64' }),
  'a method': (given) => constant(0).add(given),
  'a function': (given) => where([true, true, true], given, 0),
  'a list of operands': (given) => concat([given, [1]]).narrow({ start: 0, length: 3 }),
  'a bilinear operation': (given) =>
    matmul(
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      given,
    ),
  vmap: (given) => vmap((x: Value) => x)(given) as Value,
  toNpy: (given) => fromNpy(toNpy(given)),
};

describe.each(['this', 'another'])('a typed array of %s realm', (realm) => {
  test.each(KINDS)('%s becomes %s, number by number', (kind, dtype, numbers) => {
    const given = made(kind, numbers, realm);
    const expected = Array.from(given as ArrayLike<unknown>, Number);
    expect(constant(given).dtype).toBe(dtype);
    for (const [way, take] of Object.entries(WAYS)) expect(take(given).toArray(), way).toEqual(expected);
    expect(constant(given, { dtype: 'bool' }).toArray()).toEqual(expected.map((x) => x !== 0));
    if (dtype.startsWith('float'))
      expect(grad((x: Value) => x.square().sum())(given).toArray()).toEqual(expected.map((x) => 2 * x));
    else expect(() => value(given)).toThrow(GradientError);
  });

  test.each(['Float64Array', 'Float32Array', 'Int32Array'])(
    'fromTypedArray holds the memory of a %s',
    (kind) => {
      const given = made(kind, '[1, 2]', realm);
      const x = fromTypedArray(given);
      given[0] = 7;
      expect(x.toArray()).toEqual([7, 2]);
    },
  );

  test('is taken as the bytes of a file', () => {
    const bytes = made('Uint8Array', `[${toNpy([1, 2])}]`, realm);
    expect(fromNpy(bytes).toArray()).toEqual([1, 2]);
  });
});

test('halves become float32, which holds each of them', () => {
  if (!('Float16Array' in globalThis)) return;
  const x = constant(made('Float16Array', '[0.5, 65504, -0.000000059604644775390625]', 'this'));
  expect(x.dtype).toBe('float32');
  expect(x.toArray()).toEqual([0.5, 65504, -(2 ** -24)]);
});

test('bytes are numbers, and booleans where that is asked for', () => {
  const pixels = new Uint8Array([0, 51, 255]);
  expect(constant(pixels).div(255).toArray()).toEqual([0, 0.2, 1]);
  expect(constant(Buffer.from(pixels)).toArray()).toEqual([0, 51, 255]);
  expect(fromTypedArray(new Uint8Array([0, 1]), { dtype: 'bool' }).toArray()).toEqual([false, true]);
  expect(() => fromTypedArray(pixels)).toThrow("{ dtype: 'bool' } (constant(…) copies any other)");
  expect(() => fromTypedArray(pixels, { dtype: 'bool' })).toThrow('zeros and ones');
});

const REFUSED: readonly [what: string, make: () => unknown, message: string][] = [
  [
    'a Uint32Array beyond int32',
    () => constant(new Uint32Array([1, 2 ** 31])),
    'int32 does not hold 2147483648 at [1]',
  ],
  [
    'a row beyond int32',
    () => constant([new Uint32Array([1]), new Uint32Array([2 ** 32 - 1])]),
    'int32 does not hold 4294967295 at [1, 0]',
  ],
  [
    'a BigInt64Array beyond int32',
    () => value(1).add(new BigInt64Array([2n ** 40n])),
    'add: int32 does not hold 1099511627776 at [0]',
  ],
  [
    'whole numbers that float64 would round',
    () => constant(new BigInt64Array([2n ** 53n + 1n]), { dtype: 'float64' }),
    'float64 does not hold 9007199254740993',
  ],
  [
    'whole numbers that float32 would round',
    () => constant(new Int32Array([2 ** 24 + 1]), { dtype: 'float32' }),
    'float32 does not hold 16777217',
  ],
  ['a number beyond int32', () => constant([2 ** 31], { dtype: 'int32' }), 'int32 does not hold 2147483648'],
  [
    'NaN as int32',
    () => constant(new Float64Array([Number.NaN]), { dtype: 'int32' }),
    'int32 does not hold NaN',
  ],
  [
    'a Value beyond int32',
    () => constant(value([3e9]), { dtype: 'int32' }),
    'int32 does not hold 3000000000',
  ],
  [
    'rows of two float types, the narrower first',
    () => constant([new Float32Array(1), new Float64Array(1)]),
    'ragged at [1]',
  ],
  ['fractions behind whole numbers', () => constant([new Int32Array([1]), [0.5]]), 'ragged at [1, 0]'],
  ['booleans behind numbers', () => constant([1, true]), 'ragged at [1]'],
  ['a buffer', () => constant(new ArrayBuffer(4) as never), 'make a typed array of it'],
  ['a shared buffer', () => constant(new SharedArrayBuffer(4) as never), 'make a typed array of it'],
  ['a DataView', () => constant([new DataView(new ArrayBuffer(4))] as never), 'make a typed array of it'],
  [
    'an array that holds itself',
    () => {
      const a: never[] = [];
      a.push(a as never);
      return constant(a);
    },
    'a cyclic array',
  ],
];

test.each(REFUSED)('%s is refused', (_, make, message) => {
  expect(make).toThrow(DataError);
  expect(make).toThrow(message);
});

test('what is larger is taken as float64, exactly', () => {
  expect(constant(new Uint32Array([2 ** 32 - 1]), { dtype: 'float64' }).toArray()).toEqual([2 ** 32 - 1]);
  expect(constant(new BigUint64Array([2n ** 63n]), { dtype: 'float64' }).toArray()).toEqual([2 ** 63]);
  expect(constant(2n ** 40n, { dtype: 'float64' }).toArray()).toBe(2 ** 40);
});

test.each([Float32Array, Uint8Array, BigInt64Array])(
  'a %o whose memory was transferred is refused',
  (Kind) => {
    const array = new Kind(3);
    structuredClone(array, { transfer: [array.buffer] });
    expect(() => constant(array as Float32Array)).toThrow('whose memory was transferred');
    expect(() => constant([array as Float32Array])).toThrow('whose memory was transferred');
    expect(() => fromTypedArray(array as Float32Array)).toThrow('whose memory was transferred');
    expect(constant(new Kind(0) as Float32Array).shape).toEqual([0]);
  },
);
