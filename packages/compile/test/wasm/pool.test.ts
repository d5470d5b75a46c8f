import { argMaxPool1d, argMaxPool2d, argMaxPool3d, matmul, value } from '@chainrule/core';
import { afterEach, describe, expect, test } from 'vitest';
import { engine } from '../../src/wasm/engine.ts';
import { MAX_POOL_PLACES, RESAMPLE } from '../../src/wasm/opcodes.ts';
import { matrixTables, threeAxes, type Windows, windowTable } from '../../src/wasm/windows.ts';
import { Bench } from './harness.ts';
import { expectClose, FLOATS, type Float, flat, noise, read } from './numbers.ts';

const bench = new Bench();
afterEach(() => bench.free());

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

interface Pool {
  /** Samples and channels, then the axes of the windows. */
  shape: [number, number, ...number[]];
  kernel: number;
  stride?: number;
  padding?: number;
  dilation?: number;
}

/** Windows that slide, cut off at the border. */
function sliding(size: number, { kernel, stride = kernel, padding = 0, dilation = 1 }: Pool): Windows {
  const reach = (kernel - 1) * dilation;
  const count = Math.floor((size + 2 * padding - reach - 1) / stride) + 1;
  const firsts = Array.from({ length: count }, (_, i) => i * stride - padding);
  const starts = firsts.map((first) => first + dilation * Math.max(0, Math.ceil(-first / dilation)));
  return { size, starts, ends: firsts.map((first) => Math.min(size, first + reach + 1)), step: dilation };
}

function places(float: Float, x: Float32Array | Float64Array, how: Pool, within: boolean, threads: number) {
  const axes = threeAxes(how.shape.slice(2).map((size) => sliding(size, how)));
  const lines = how.shape[0] * how.shape[1];
  const length = lines * product(axes.map(({ starts }) => starts.length));
  const result = bench.put(new Int32Array(length + 1).fill(-7));
  const fields = [float.dtype, lines, Number(within), bench.put(x), result];
  for (const axis of axes)
    fields.push(axis.size, axis.starts.length, axis.step, bench.put(windowTable(axis)));
  bench.run(bench.instruction(MAX_POOL_PLACES, fields), threads);
  const got = bench.int32(result, length + 1);
  expect(got[length]).toBe(-7);
  return got.subarray(0, length);
}

const POOLS: Pool[] = [
  { shape: [2, 3, 1], kernel: 1 },
  { shape: [2, 3, 23], kernel: 2 },
  { shape: [0, 3, 23], kernel: 2 },
  { shape: [1, 2, 31], kernel: 5, stride: 2, padding: 2 },
  { shape: [2, 2, 26, 26], kernel: 2 },
  { shape: [1, 3, 11, 17], kernel: 3, stride: 1, padding: 1 },
  { shape: [1, 3, 13, 12], kernel: 3, stride: 2, dilation: 2 },
  { shape: [2, 1, 5, 6, 7], kernel: 2 },
  { shape: [1, 2, 5, 5, 9], kernel: 3, stride: 1, padding: 1 },
];

describe.each(FLOATS)('pools in $name', (float) => {
  describe.each([1, 2])('on %i threads', (threads) => {
    test.each(POOLS)(
      'the place of the largest of each window is the one that core finds: %o',
      async (how) => {
        await engine().ready(threads);
        const { shape, kernel, ...options } = how;
        const x = noise(product(shape), float);
        // Equal ones, infinities and numbers that are none.
        const rough = x.map((each, i) =>
          i % 19 === 4 ? Number.NaN : i % 7 === 2 ? -Infinity : Math.round(each * 2),
        );
        for (const data of [x, rough]) {
          const argMax = [argMaxPool1d, argMaxPool2d, argMaxPool3d][shape.length - 3]!;
          const want = Array.from(flat(argMax(value(data).reshape(shape), kernel, options)));
          expect(Array.from(places(float, data, how, true, threads))).toEqual(want);
          const perLine = want.length / (shape[0] * shape[1]);
          const plane = product(shape.slice(2));
          const absolute = want.map((place, i) => place + Math.floor(i / perLine) * plane);
          expect(Array.from(places(float, data, how, false, threads))).toEqual(absolute);
        }
      },
    );

    test.each([
      { outer: 1, height: 1, width: 1, inner: 1 },
      { outer: 3, height: 5, width: 4, inner: 1 },
      { outer: 2, height: 4, width: 9, inner: 7 },
      { outer: 2, height: 4, width: 9, inner: 16 },
      { outer: 0, height: 2, width: 3, inner: 2 },
      { outer: 2, height: 3, width: 0, inner: 2 },
    ])('a sparse matrix along an axis agrees with the dense product: %o', async (how) => {
      const { outer, height, width, inner } = how;
      await engine().ready(threads);
      const dense = noise(height * width, float, 1).map((each, i) => (i % 3 === 1 ? 0 : each));
      const kept = Array.from(dense.keys())
        .filter((i) => dense[i] !== 0)
        .reverse();
      const tables = matrixTables({
        height,
        rows: Int32Array.from(kept, (i) => Math.floor(i / width)),
        columns: Int32Array.from(kept, (i) => i % width),
        weights: Float64Array.from(kept, (i) => dense[i]!),
      });
      const x = noise(outer * width * inner, float, 2);
      const length = outer * height * inner;
      const out = bench.allocate((length + 1) * float.bytes);
      const addresses = [tables.rows, tables.columns, float.Type.from(tables.weights), x].map((each) =>
        bench.put(each),
      );
      bench.run(
        bench.instruction(RESAMPLE, [float.dtype, outer, height, width, inner, ...addresses, out]),
        threads,
      );
      const want = matmul(value(dense).reshape([height, width]), value(x).reshape([outer, width, inner]));
      expectClose(read(bench, float, out, length), flat(want), float);
    });
  });
});
