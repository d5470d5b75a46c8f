import { afterEach, describe, expect, test } from 'vitest';
import { engine } from '../../src/wasm/engine.ts';
import type { Load } from '../../src/wasm/fused.ts';
import { CONTIGUOUS, CONTIGUOUS_STORE, DIVMOD, IMMEDIATE, SPLAT, STRIDED } from '../../src/wasm/micro-ops.ts';
import { BOOL, FLOAT32, FLOAT64, INT32 } from '../../src/wasm/opcodes.ts';
import { op, runChain } from './chain.ts';
import { Bench } from './harness.ts';
import { FLOATS, type Float, noise, read } from './numbers.ts';

const bench = new Bench();
afterEach(() => bench.free());

const BLOCK = 1024;
const SIZES = [0, 1, 2, 3, 7, 31, BLOCK / 2 - 1, BLOCK / 2 + 1, BLOCK - 1, BLOCK, BLOCK + 1, 5003];

/** Numbers of each type in memory, and their codes. */
const MEMORY = [
  { name: 'float32', type: FLOAT32, Type: Float32Array },
  { name: 'float64', type: FLOAT64, Type: Float64Array },
  { name: 'int32', type: INT32, Type: Int32Array },
  { name: 'bool', type: BOOL, Type: Uint8Array },
] as const;

type InMemory = (typeof MEMORY)[number];

/** Numbers that every type keeps. */
const cells = (n: number, { type, Type }: InMemory) =>
  Type.from(
    Array.from({ length: n }, (_, i) => (type === BOOL ? Number((i * 7) % 5 > 2) : ((i * 37) % 201) - 100)),
  );

const get = ({ type }: InMemory, address: number, n: number) =>
  type === FLOAT32
    ? bench.float32(address, n)
    : type === FLOAT64
      ? bench.float64(address, n)
      : type === INT32
        ? bench.int32(address, n)
        : bench.bool(address, n);

/** Copies what a load gives, and one number behind it to see that it stays. */
function copyOf(float: Float, load: Load, count: number, to: InMemory, threads = 1) {
  const { Type, type } = to;
  const address = bench.put(new Type(count + 1).fill(1));
  runChain(
    bench,
    {
      type: float.dtype,
      count,
      chunk: 700,
      registers: 1,
      loads: [load],
      operations: [],
      stores: [{ kind: CONTIGUOUS_STORE, register: 0, address, type }],
    },
    threads,
  );
  const got = Array.from(get(to, address, count + 1));
  expect(got.pop()).toBe(1);
  return got;
}

describe.each(FLOATS)('a chain in $name', (float) => {
  const same = float.bytes === 4 ? MEMORY[0] : MEMORY[1];

  test.each(SIZES)('reads and writes %i contiguous elements of every type', (n) => {
    for (const from of MEMORY) {
      const x = cells(n + 3, from);
      const address = bench.put(x);
      for (const to of MEMORY) {
        const got = copyOf(float, { kind: CONTIGUOUS, register: 0, address, type: from.type }, n, to);
        const want = Array.from(x.subarray(0, n), (each) => (to.type === BOOL ? Number(each !== 0) : each));
        expect(got).toEqual(want);
      }
    }
  });

  test.each(SIZES)('repeats one element or one number for %i elements', (n) => {
    for (const from of MEMORY) {
      const address = bench.put(cells(9, from).subarray(4));
      const load = { kind: SPLAT, register: 0, address, type: from.type } as const;
      expect(copyOf(float, load, n, same)).toEqual(Array(n).fill(cells(9, from)[4]));
    }
    expect(copyOf(float, { kind: IMMEDIATE, register: 0, value: -2.5 }, n, same)).toEqual(
      Array(n).fill(-2.5),
    );
  });

  test.each([
    [1, 1],
    [1, 7],
    [1, 512],
    [1, 1500],
    [3, 5],
    [16, 4],
    [1300, 3],
  ])('reads element (i / %i) mod %i of every type', (a, b) => {
    for (const from of MEMORY) {
      const x = cells(b, from);
      const load = { kind: DIVMOD, register: 0, address: bench.put(x), type: from.type, a, b } as const;
      const want = Array.from({ length: 5003 }, (_, i) => x[Math.floor(i / a) % b]);
      expect(copyOf(float, load, 5003, same)).toEqual(want);
      expect(copyOf(float, load, 5003, same, 2)).toEqual(want);
    }
  });

  test.each([
    [[5003], [1]],
    [[5003], [2]],
    [
      [37, 29, 4],
      [0, 4, 1],
    ],
    [
      [37, 29, 4],
      [1, 37, 0],
    ],
    [
      [2, 3, 5, 7, 2, 3, 2, 2],
      [1, 2, 0, 6, 42, 84, 1, 0],
    ],
    [
      [3, 1100],
      [0, 1],
    ],
    [
      [1100, 3],
      [1, 1100],
    ],
  ])('reads dims %j at strides %j of every type', (dims, strides) => {
    const n = dims.reduce((a, b) => a * b);
    for (const from of MEMORY) {
      const x = cells(10_010, from);
      const load = {
        kind: STRIDED,
        register: 0,
        address: bench.put(x),
        type: from.type,
        dims,
        strides,
      } as const;
      const want = Array.from({ length: n }, (_, i) => {
        let rest = i;
        let place = 0;
        for (let axis = dims.length - 1; axis >= 0; axis--) {
          place += (rest % dims[axis]!) * strides[axis]!;
          rest = Math.floor(rest / dims[axis]!);
        }
        return x[place];
      });
      expect(copyOf(float, load, n, same)).toEqual(want);
    }
  });

  /** x (x + 2) and x − y by one chain, the first written over x, on so many threads. */
  function overwriting(n: number, threads: number) {
    const x = bench.put(noise(n + 1, float, 1));
    const y = bench.put(noise(n + 1, float, 2));
    const type = float.dtype;
    runChain(
      bench,
      {
        type,
        count: n,
        chunk: 999,
        registers: 6,
        loads: [
          { kind: CONTIGUOUS, register: 0, address: x, type },
          { kind: CONTIGUOUS, register: 1, address: y, type },
          { kind: IMMEDIATE, register: 2, value: 2 },
        ],
        operations: [op('add', 3, 0, 2), op('mul', 3, 3, 0), op('sub', 4, 0, 1)],
        stores: [
          { kind: CONTIGUOUS_STORE, register: 3, address: x, type },
          { kind: CONTIGUOUS_STORE, register: 4, address: y, type },
        ],
      },
      threads,
    );
    return [read(bench, float, x, n + 1), read(bench, float, y, n + 1)];
  }

  test.each(SIZES)('stores over what it loads, for %i elements, on one thread and on two', async (n) => {
    await engine().ready(2);
    const { fround } = Math;
    const round = float.bytes === 4 ? fround : (x: number) => x;
    const [x, y] = [noise(n + 1, float, 1), noise(n + 1, float, 2)];
    const first = x.map((each, i) => (i < n ? round(round(each + 2) * each) : each));
    const second = y.map((each, i) => (i < n ? x[i]! - each : each));
    for (const threads of [1, 2]) expect(overwriting(n, threads)).toEqual([first, second]);
  });

  test('a register that is stored twice, and as bool, has the same numbers in all places', () => {
    const x = noise(1501, float).map((each, i) => (i % 3 === 0 ? 0 : each));
    const { dtype: type, bytes } = float;
    const [a, b, c] = [bench.allocate(1501 * bytes), bench.allocate(1501 * bytes), bench.allocate(1501)];
    runChain(bench, {
      type,
      count: 1501,
      chunk: 1501,
      registers: 2,
      loads: [{ kind: CONTIGUOUS, register: 0, address: bench.put(x), type }],
      operations: [op('neg', 1, 0)],
      stores: [
        { kind: CONTIGUOUS_STORE, register: 1, address: a, type },
        { kind: CONTIGUOUS_STORE, register: 1, address: b, type },
        { kind: CONTIGUOUS_STORE, register: 1, address: c, type: BOOL },
      ],
    });
    expect(read(bench, float, a, 1501)).toEqual(x.map((each) => -each));
    expect(read(bench, float, b, 1501)).toEqual(x.map((each) => -each));
    expect(bench.bool(c, 1501)).toEqual(Uint8Array.from(x, (each) => Number(each !== 0)));
  });
});

test('numbers stored as int32 lose their fraction and wrap to 32 bits', () => {
  const x = [1.9, -1.9, 2 ** 31, -(2 ** 31) - 1, 2 ** 40 + 5, 1e22, -1e300, Number.NaN, Infinity, 4294967295];
  const got = copyOf(
    FLOATS[1],
    { kind: CONTIGUOUS, register: 0, address: bench.put(Float64Array.from(x)), type: FLOAT64 },
    x.length,
    MEMORY[2],
  );
  expect(got).toEqual(x.map((each) => each | 0));
});
