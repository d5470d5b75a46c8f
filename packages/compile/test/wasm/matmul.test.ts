import { matmul, swapAxes, value } from '@chainrule/core';
import { afterEach, describe, expect, test } from 'vitest';
import { engine } from '../../src/wasm/engine.ts';
import { MATMUL, TOGETHER } from '../../src/wasm/opcodes.ts';
import { matmulScratch } from '../../src/wasm/scratch.ts';
import { addingBias } from './epilogue.ts';
import { Bench, IN_SHARES } from './harness.ts';
import { expectClose, FLOATS, type Float, flat, noise, read } from './numbers.ts';

const bench = new Bench();
afterEach(() => bench.free());

interface Product {
  m: number;
  n: number;
  k: number;
  batch?: [number, number];
  /** Whether the operand lies in memory with its last two axes exchanged. */
  transposed?: { a?: boolean; b?: boolean };
  /** Whether all of the first batch axis read the same matrices of b. */
  shared?: boolean;
  /** Whether a bias is added to the rows of the result at the end. */
  bias?: boolean;
  /** How much longer a row of C is than it has columns. */
  gap?: number;
}

/** Runs one product on the engine; c as it stands in memory, with what lies in its gaps. */
function product(float: Float, how: Product, threads: number, mode: number) {
  const { m, n, k, batch = [1, 1], transposed = {}, shared = false, bias = false, gap = 0 } = how;
  const [b0, b1] = batch;
  const a = noise(b0 * b1 * m * k, float, 1);
  const b = noise((shared ? 1 : b0) * b1 * k * n, float, 2);
  const row = n + gap;
  const before = noise(b0 * b1 * m * row + 1, float, 3);
  const c = bench.put(before);
  const scratchBytes = matmulScratch(n, k, float.bytes);
  const scratch = bench.allocate(threads * scratchBytes + 64);
  const steps = (flip: boolean | undefined, height: number, width: number) =>
    flip ? [1, height] : [width, 1];
  const count = b0 * b1 * m * n;
  const epilogue = bias ? addingBias(bench, float, c, count, noise(n, float, 4), 1, threads) : 0;
  const fields = [
    ...[float.dtype, m, n, k, b0, b1],
    ...[bench.put(a), ...steps(transposed.a, m, k), b1 * m * k, m * k],
    ...[bench.put(b), ...steps(transposed.b, k, n), shared ? 0 : b1 * k * n, k * n],
    ...[c, row, b1 * m * row, m * row, epilogue, scratch, scratchBytes],
  ];
  bench.run(bench.instruction(MATMUL, fields, mode), threads);
  expect(bench.int32(scratch + threads * scratchBytes, 16)).toEqual(new Int32Array(16).fill(0xcccccccc | 0));
  return { a, b, before, c: read(bench, float, c, before.length) };
}

/** The same by core's kernel. */
function expected({ m, n, k, batch = [1, 1], transposed = {}, ...how }: Product, a: Numbers, b: Numbers) {
  const stack = (data: Numbers, first: number, height: number, width: number, flip?: boolean) => {
    const x = value(data).reshape([first, batch[1], ...(flip ? [width, height] : [height, width])]);
    return flip ? swapAxes(x, 2, 3) : x;
  };
  const left = stack(a, batch[0], m, k, transposed.a);
  const right = stack(b, how.shared ? 1 : batch[0], k, n, transposed.b);
  return flat(matmul(left, right));
}

type Numbers = Float32Array | Float64Array;

function check(float: Float, how: Product, threads: number, mode: number) {
  const { a, b, before, c } = product(float, how, threads, mode);
  const want = expected(how, a, b);
  const row = how.n + (how.gap ?? 0);
  const whole = before.slice();
  const bias = noise(how.n, float, 4);
  for (let i = 0; i < want.length; i++) {
    const at = Math.floor(i / how.n) * row + (i % how.n);
    whole[at] = want[i]! + (how.bias ? bias[i % how.n]! : 0);
  }
  expectClose(c, whole, float);
  return c;
}

const SIZES: [m: number, n: number, k: number][] = [
  ...([
    [0, 3, 2],
    [3, 0, 2],
    [3, 2, 0],
    [1, 1, 1],
    [1, 67, 31],
    [67, 1, 31],
    [1, 1, 300],
    [2, 3, 5],
    [4, 8, 16],
    [5, 9, 17],
    [7, 13, 1],
    [8, 40, 11],
    [9, 40, 11],
    [64, 10, 65],
    [131, 29, 257],
    [67, 530, 300],
    [140, 530, 270],
    [10, 600, 300],
    [3, 1100, 4],
  ] as [number, number, number][]),
];
const LAYOUTS = [{}, { a: true }, { b: true }, { a: true, b: true }];

describe.each(FLOATS)('products in $name', (float) => {
  describe.each([
    [1, TOGETHER],
    [2, TOGETHER],
    [3, TOGETHER],
    [2, IN_SHARES],
  ])('on %i threads, %i shares each', (threads, mode) => {
    test.each(SIZES)(
      '[%i, k] × [k, %i] over k = %i agrees with core, however its operands lie',
      async (m, n, k) => {
        await engine().ready(threads);
        for (const transposed of LAYOUTS) {
          const how = { m, n, k, transposed };
          expect(check(float, how, threads, mode)).toEqual(product(float, how, 1, mode).c);
          bench.free();
        }
      },
    );

    test.each([
      { m: 5, n: 6, k: 7, batch: [2, 3] },
      { m: 5, n: 6, k: 7, batch: [3, 2], shared: true },
      { m: 1, n: 33, k: 4, batch: [2, 2] },
      { m: 33, n: 1, k: 4, batch: [2, 2], transposed: { a: true } },
    ] as Product[])('a stack of products agrees with core: %o', async (how) => {
      await engine().ready(threads);
      check(float, how, threads, mode);
    });

    test.each([
      { m: 7, n: 5, k: 4 },
      { m: 1, n: 70, k: 4 },
      { m: 70, n: 1, k: 4 },
      { m: 130, n: 600, k: 300 },
      { m: 9, n: 6, k: 5, batch: [2, 3] },
    ] as Product[])('a chain runs on every row of the result once it is whole: %o', async (how) => {
      await engine().ready(threads);
      check(float, { ...how, bias: true }, threads, mode);
    });

    test.each([
      { m: 6, n: 5, k: 4 },
      { m: 1, n: 70, k: 4 },
      { m: 70, n: 1, k: 4 },
      { m: 5, n: 12, k: 600 },
      { m: 5, n: 12, k: 0 },
    ])('a product is written between what is to stay: %o', async (how) => {
      await engine().ready(threads);
      check(float, { ...how, gap: 3 }, threads, mode);
    });
  });
});
