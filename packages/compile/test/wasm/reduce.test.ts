import { argMax, argMin, constant, cumSum, max, min, prod, sum } from '@chainrule/core';
import { afterEach, describe, expect, test } from 'vitest';
import { engine } from '../../src/wasm/engine.ts';
import type { Chain } from '../../src/wasm/fused.ts';
import { CONTIGUOUS, CONTIGUOUS_STORE, LARGEST, PRODUCT, SMALLEST, SUM } from '../../src/wasm/micro-ops.ts';
import { ARG_EXTREME, BOOL, COMBINE, CUMULATIVE_SUM, INT32 } from '../../src/wasm/opcodes.ts';
import { chainInstruction, op } from './chain.ts';
import { Bench } from './harness.ts';
import { expectClose, FLOATS, type Float, flat, noise, read } from './numbers.ts';

const bench = new Bench();
afterEach(() => bench.free());

const KINDS = [
  { name: 'sum', kind: SUM, reduce: sum },
  { name: 'prod', kind: PRODUCT, reduce: prod },
  { name: 'max', kind: LARGEST, reduce: max },
  { name: 'min', kind: SMALLEST, reduce: min },
] as const;

type Kind = (typeof KINDS)[number];

/** Outer, reduced, inner. */
const GEOMETRIES: readonly [number, number, number][] = [
  [1, 1, 1],
  [1, 5003, 1],
  [7, 1, 3],
  [1, 5003, 2],
  [1, 300, 17],
  [5, 11, 13],
  [3, 2, 1500],
  [1, 3, 1025],
  [1000, 3, 1],
  [300, 33, 1],
  [9, 1024, 1],
  [3, 2050, 1],
  [64, 10, 4],
];

const shape = ([outer, reduced, inner]: readonly number[]) => [outer!, reduced!, inner!];

/** Numbers around 1, so that products stay within bounds. */
const numbers = (n: number, float: Float) => noise(n, float, 4).map((x) => 1 + x / 4);

/** −x reduced, and −x itself stored beside it. */
function reduced(float: Float, { kind }: Kind, geometry: readonly number[], rows: number, threads: number) {
  const [outer, length, inner] = shape(geometry) as [number, number, number];
  const { dtype: type, bytes } = float;
  const count = outer * length * inner;
  const chunks = Math.ceil((outer === 1 ? length : outer) / rows);
  const inParts = outer === 1 && chunks > 1;
  const address = bench.allocate(outer * inner * bytes);
  const partials = inParts ? bench.allocate(8 * chunks * inner) : 0;
  const negative = bench.allocate(count * bytes);
  const chain: Chain = {
    type,
    count,
    chunk: rows * inner * (outer === 1 ? 1 : length),
    registers: 2,
    loads: [{ kind: CONTIGUOUS, register: 0, address: bench.put(numbers(count, float)), type }],
    operations: [op('neg', 1, 0)],
    stores: [
      { kind, register: 1, address, type, reduced: length, inner, partials },
      { kind: CONTIGUOUS_STORE, register: 1, address: negative, type },
    ],
  };
  const program = chainInstruction(bench, chain, threads);
  if (inParts) program.push(...bench.instruction(COMBINE, [kind, type, address, partials, chunks, inner]));
  bench.run(program, threads);
  expect(read(bench, float, negative, count)).toEqual(numbers(count, float).map((x) => -x));
  return read(bench, float, address, outer * inner);
}

describe.each(FLOATS)('in $name', (float) => {
  describe.each(KINDS)('$name of a chain', (kind) => {
    test.each(GEOMETRIES)(
      'of [%i, %i, %i] along the middle axis is that of core, in one chunk or several, on one thread or two',
      async (...geometry) => {
        await engine().ready(2);
        const x = numbers(geometry[0] * geometry[1] * geometry[2], float).map((each) => -each);
        const want = flat(kind.reduce(constant(x, { shape: shape(geometry) }), { axis: 1 }));
        for (const rows of [1, 3, 1 << 20]) {
          const alone = reduced(float, kind, geometry, Math.min(rows, Math.max(geometry[0], geometry[1])), 1);
          expectClose(alone, want, float);
          expect(
            reduced(float, kind, geometry, Math.min(rows, Math.max(geometry[0], geometry[1])), 2),
          ).toEqual(alone);
        }
      },
    );
  });

  test('the largest and the smallest number are NaN where there is one', () => {
    const x = noise(4000, float);
    x[1777] = Number.NaN;
    for (const kind of [LARGEST, SMALLEST] as const) {
      const y = bench.allocate(16);
      const program = chainInstruction(bench, {
        type: float.dtype,
        count: 4000,
        chunk: 4000,
        registers: 1,
        loads: [{ kind: CONTIGUOUS, register: 0, address: bench.put(x), type: float.dtype }],
        operations: [],
        stores: [{ kind, register: 0, address: y, type: float.dtype, reduced: 2000, inner: 1, partials: 0 }],
      });
      bench.run(program);
      const [first, second] = read(bench, float, y, 2);
      expect(first).toBeNaN();
      expect(second).not.toBeNaN();
    }
  });
});

/** Arrays of every type, with equal numbers and, where there are any, NaN. */
const ARRAYS = [
  ...FLOATS.map((float) => ({
    name: float.name,
    type: float.dtype as number,
    of: (n: number) => ties(n, float),
  })),
  { name: 'int32', type: INT32, of: (n: number) => Int32Array.from({ length: n }, (_, i) => (i * 37) % 23) },
  {
    name: 'bool',
    type: BOOL,
    of: (n: number) => Uint8Array.from({ length: n }, (_, i) => Number((i * 7) % 5 > 2)),
  },
];

const ties = (n: number, float: Float) =>
  noise(n, float).map((x, i) => (i % 211 === 210 ? Number.NaN : Math.round(5 * x)));

describe.each(ARRAYS)('along the middle axis of $name', ({ type, of }) => {
  test.each(GEOMETRIES)('[%i, %i, %i] the extremes stand where core finds them', async (...geometry) => {
    await engine().ready(2);
    const [outer, , inner] = geometry;
    const x = of(geometry.reduce((a, b) => a * b));
    for (const [kind, place] of [
      [LARGEST, argMax],
      [SMALLEST, argMin],
    ] as const) {
      const want = flat(place(constant(x, { shape: shape(geometry) }), { axis: 1 }));
      for (const threads of [1, 2]) {
        const y = bench.allocate(4 * outer * inner);
        bench.run(bench.instruction(ARG_EXTREME, [kind, type, bench.put(x), y, ...geometry]), threads);
        expect(bench.int32(y, outer * inner)).toEqual(Int32Array.from(want));
      }
    }
  });

  test.each(GEOMETRIES)('[%i, %i, %i] the running sums are those of core', async (...geometry) => {
    await engine().ready(2);
    const x = of(geometry.reduce((a, b) => a * b));
    const want = cumSum(constant(x, { shape: shape(geometry) }), { axis: 1 }).data as Float64Array;
    const bytes = type === BOOL ? 4 : x.BYTES_PER_ELEMENT;
    for (const threads of [1, 2]) {
      const y = bench.allocate(x.length * bytes);
      bench.run(bench.instruction(CUMULATIVE_SUM, [type, bench.put(x), y, ...geometry]), threads);
      const got =
        type === BOOL || type === INT32
          ? bench.int32(y, x.length)
          : read(bench, FLOATS[Number(bytes === 8)]!, y, x.length);
      expect(got).toEqual(want);
    }
  });
});
