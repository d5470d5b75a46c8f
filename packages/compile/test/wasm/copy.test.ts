import { afterEach, describe, expect, test } from 'vitest';
import { engine } from '../../src/wasm/engine.ts';
import { ADD_STRIDED, BOOL, COPY_STRIDED, FLOAT32, FLOAT64, INT32 } from '../../src/wasm/opcodes.ts';
import { stridedFields } from '../../src/wasm/strided.ts';
import { Bench } from './harness.ts';

const bench = new Bench();
afterEach(() => bench.free());

const TYPES = [
  { name: 'float32', dtype: FLOAT32, Type: Float32Array, read: bench.float32 },
  { name: 'float64', dtype: FLOAT64, Type: Float64Array, read: bench.float64 },
  { name: 'int32', dtype: INT32, Type: Int32Array, read: bench.int32 },
  { name: 'bool', dtype: BOOL, Type: Uint8Array, read: bench.bool },
];
type Kind = (typeof TYPES)[number];

interface Move {
  shape: number[];
  out: number[];
  x: number[];
  outOffset?: number;
  xOffset?: number;
}

/** How far from the first entry the last one lies. */
const reach = ({ shape }: Move, steps: number[]) =>
  shape.reduce((sum, n, k) => sum + Math.max(0, (n - 1) * steps[k]!), 1);

/** Every entry of the index space, by the definition. */
function byDefinition({ shape, out, x }: Move, visit: (to: number, from: number) => void): void {
  const walk = (axis: number, to: number, from: number): void => {
    if (axis === shape.length) visit(to, from);
    else for (let i = 0; i < shape[axis]!; i++) walk(axis + 1, to + i * out[axis]!, from + i * x[axis]!);
  };
  walk(0, 0, 0);
}

/** Of booleans whether any of the two is true. */
const sum = (dtype: number, a: number, b: number) => (dtype === BOOL ? a | b : a + b);

function check({ dtype, Type, read }: Kind, move: Move, threads: number, add: boolean): void {
  const { outOffset = 0, xOffset = 0 } = move;
  const most = dtype === BOOL ? 2 : 89;
  const numbers = (n: number, step: number) => new Type(n).map((_, i) => ((i + 1) * step) % most);
  const x = numbers(xOffset + reach(move, move.x), 7);
  const want = numbers(outOffset + reach(move, move.out) + 5, 11);
  const out = bench.put(want);
  const at = (address: number, offset: number, steps: number[]) => ({
    address: address + offset * Type.BYTES_PER_ELEMENT,
    steps,
  });
  const fields = stridedFields(move.shape, at(out, outOffset, move.out), at(bench.put(x), xOffset, move.x));
  bench.run(bench.instruction(add ? ADD_STRIDED : COPY_STRIDED, [dtype, ...fields]), threads);
  byDefinition(move, (to, from) => {
    const [before, number] = [want[outOffset + to]!, x[xOffset + from]!];
    want[outOffset + to] = add ? sum(dtype, before, number) : number;
  });
  expect(read(out, want.length)).toEqual(want);
}

const MOVES: Move[] = [
  { shape: [], out: [], x: [] },
  { shape: [0, 4], out: [4, 1], x: [4, 1] },
  { shape: [4, 0], out: [1, 1], x: [1, 4] },
  { shape: [1], out: [1], x: [1] },
  { shape: [1000], out: [1], x: [1] },
  { shape: [17], out: [1], x: [-2], xOffset: 40 },
  { shape: [5, 7], out: [7, 1], x: [1, 5] },
  { shape: [33, 66], out: [66, 1], x: [1, 33] },
  { shape: [64, 35], out: [35, 1], x: [1, 70] },
  { shape: [3, 29, 18], out: [522, 18, 1], x: [522, 1, 29] },
  { shape: [3, 29, 18], out: [522, 18, 1], x: [1, 3, 87] },
  { shape: [2, 3, 4, 5], out: [60, 20, 5, 1], x: [1, 2, 6, 24] },
  { shape: [4, 6], out: [6, 1], x: [1, 0] },
  { shape: [4, 6], out: [6, 1], x: [0, 1] },
  { shape: [4, 6], out: [13, 2], x: [6, 1], outOffset: 3 },
  { shape: [5, 90], out: [97, 1], x: [90, 1], outOffset: 9 },
  { shape: [6, 5], out: [5, 1], x: [-5, -1], xOffset: 29 },
  { shape: [2, 2, 2, 2, 2, 2, 2, 2], out: [128, 64, 32, 16, 8, 4, 2, 1], x: [1, 2, 4, 8, 16, 32, 64, 128] },
];

/** Entries that meet, as those of windows that overlap or of a broadcast. */
const MEETINGS: Move[] = [
  { shape: [6, 3], out: [1, 1], x: [3, 1] },
  { shape: [3, 50, 4], out: [60, 1, 3], x: [200, 4, 1] },
  { shape: [7, 9], out: [0, 1], x: [9, 1] },
  { shape: [7, 9], out: [0, 0], x: [9, 1] },
  { shape: [7, 9], out: [1, 0], x: [9, 1] },
];

describe.each(TYPES)('$name', (type) => {
  describe.each([1, 2])('on %i threads', (threads) => {
    test.each(MOVES)(
      'a strided copy puts every entry in its place and nothing elsewhere: %o',
      async (move) => {
        await engine().ready(threads);
        check(type, move, threads, false);
      },
    );
  });
});

describe.each(TYPES)('$name', (type) => {
  describe.each([1, 2])('on %i threads', (threads) => {
    test.each([...MOVES, ...MEETINGS])('a strided sum adds up what meets: %o', async (move) => {
      await engine().ready(threads);
      check(type, move, threads, true);
    });
  });
});
