import { afterEach, describe, expect, test } from 'vitest';
import { engine } from '../../src/wasm/engine.ts';
import { BOOL, FLOAT32, FLOAT64, GATHER, INT32, SCATTER_ADD } from '../../src/wasm/opcodes.ts';
import { Bench } from './harness.ts';

const bench = new Bench();
afterEach(() => bench.free());

const TYPES = [
  { name: 'float32', type: FLOAT32, Type: Float32Array, get: bench.float32 },
  { name: 'float64', type: FLOAT64, Type: Float64Array, get: bench.float64 },
  { name: 'int32', type: INT32, Type: Int32Array, get: bench.int32 },
  { name: 'bool', type: BOOL, Type: Uint8Array, get: bench.bool },
] as const;

/** How many blocks, of what length, in how many elements. */
interface Case {
  count: number;
  block: number;
  size: number;
  ascending?: boolean;
}

const CASES: Case[] = [
  { count: 0, block: 3, size: 20 },
  { count: 1, block: 1, size: 1 },
  { count: 1000, block: 1, size: 77 },
  { count: 1001, block: 1, size: 3001, ascending: true },
  { count: 1001, block: 1, size: 301, ascending: true },
  { count: 101, block: 3, size: 300 },
  { count: 40, block: 64, size: 640 },
  { count: 7, block: 1501, size: 4503 },
];

/** All over the place, or from one end to the other. */
const places = ({ count, block, size, ascending = false }: Case) =>
  Int32Array.from({ length: count }, (_, i) =>
    ascending ? Math.floor((i * (size - block + 1)) / count) : (i * 7919) % (size - block + 1),
  );

const cells = ({ type, Type }: (typeof TYPES)[number], n: number) => {
  const scale = type === INT32 ? 1 : 8;
  return Type.from(
    Array.from({ length: n }, (_, i) => (type === BOOL ? (i * 7) % 2 : ((i * 37) % 201) / scale)),
  );
};

describe.each(TYPES)('of $name', (each) => {
  const { type, Type, get } = each;

  test.each(CASES)('$count blocks of $block are gathered from $size elements', async (how) => {
    const { count, block, size } = how;
    await engine().ready(2);
    const x = cells(each, size);
    const at = places(how);
    for (const threads of [1, 2]) {
      const y = bench.put(new Type(count * block + 1).fill(1));
      const fields = [x.BYTES_PER_ELEMENT, bench.put(x), y, bench.put(at), count, block];
      bench.run(bench.instruction(GATHER, fields), threads);
      const want = Array.from(
        { length: count * block },
        (_, i) => x[at[Math.floor(i / block)]! + (i % block)],
      );
      expect(Array.from(get(y, count * block + 1))).toEqual([...want, 1]);
    }
  });

  test.each(CASES)('$count blocks of $block are added to $size elements, in order', async (how) => {
    const { count, block, size } = how;
    await engine().ready(2);
    const x = cells(each, count * block);
    const at = places(how);
    for (const threads of [1, 2]) {
      const isWide = type === FLOAT32;
      const y = bench.put(new (isWide ? Float64Array : Type)(size + 1).fill(1));
      const fields = [type, bench.put(x), y, bench.put(at), count, block, size, Number(isWide)];
      bench.run(bench.instruction(SCATTER_ADD, fields), threads);
      const want: number[] = Array(size).fill(0);
      x.forEach((number, i) => {
        const place = at[Math.floor(i / block)]! + (i % block);
        want[place] = type === BOOL ? want[place]! | number : want[place]! + number;
      });
      expect(Array.from((isWide ? bench.float64 : get)(y, size + 1))).toEqual([...want, 1]);
    }
  });
});

test('float32 is added in float32 where that is asked for', () => {
  const x = Float32Array.of(1, 2 ** -24, 2 ** -24);
  const y = bench.allocate(4);
  bench.run(
    bench.instruction(SCATTER_ADD, [FLOAT32, bench.put(x), y, bench.put(Int32Array.of(0, 0, 0)), 3, 1, 1, 0]),
  );
  expect(bench.float32(y, 1)).toEqual(Float32Array.of(1));
});
