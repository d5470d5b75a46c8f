import { conv1d, conv2d, conv3d, mul, type Value, value } from '@chainrule/core';
import { afterEach, describe, expect, test } from 'vitest';
import { convolutionTables } from '../../src/wasm/convolution.ts';
import { engine } from '../../src/wasm/engine.ts';
import { SUM } from '../../src/wasm/micro-ops.ts';
import { COMBINE, CONVOLVE, CONVOLVE_TRANSPOSED, CORRELATE } from '../../src/wasm/opcodes.ts';
import { convolveScratch, convolveTransposedScratch, correlateScratch } from '../../src/wasm/scratch.ts';
import { addingBias } from './epilogue.ts';
import { Bench } from './harness.ts';
import { expectClose, FLOATS, type Float, flat, noise, read } from './numbers.ts';

const bench = new Bench();
afterEach(() => bench.free());

interface Case {
  batch: number;
  /** Of x and y: all groups. */
  channels: number;
  outputs: number;
  size: number[];
  kernel: number[];
  stride?: number;
  dilation?: number;
  groups?: number;
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** The sizes and numbers of a case, and core's three results: y, and the gradients by x and w. */
function made(float: Float, { stride = 1, dilation = 1, groups = 1, ...how }: Case) {
  const { batch, channels, outputs, size, kernel } = how;
  const out = size.map((n, k) => Math.floor((n - 1 - (kernel[k]! - 1) * dilation) / stride) + 1);
  const shapes = {
    x: [batch, channels, ...size],
    w: [outputs, channels / groups, ...kernel],
    y: [batch, outputs, ...out],
  };
  const array = (name: 'x' | 'w' | 'y', seed: number) => noise(product(shapes[name]), float, seed);
  const data = { x: array('x', 1), w: array('w', 2), y: array('y', 3) };
  const [x, w, g] = [value(data.x).reshape(shapes.x), value(data.w).reshape(shapes.w), data.y];
  const y = [conv1d, conv2d, conv3d][size.length - 1]!(x, w, { stride, dilation, groups });
  const gradients = mul(y, value(g).reshape(shapes.y)).sum().backward();
  const every = (n: number) => size.map(() => n);
  const window = { size, kernel, out, stride: every(stride), dilation: every(dilation) };
  return { ...how, groups, out, window, data, want: { y, x: gradients.of(x), w: gradients.of(w) } };
}

const KERNELS = {
  y: { opcode: CONVOLVE, scratch: convolveScratch },
  x: { opcode: CONVOLVE_TRANSPOSED, scratch: convolveTransposedScratch },
  w: { opcode: CORRELATE, scratch: correlateScratch },
};

/** Runs the kernel that computes one of x, w, y from the other two; w may be summed in chunks of the batch. */
function run(
  float: Float,
  it: ReturnType<typeof made>,
  name: 'x' | 'w' | 'y',
  threads: number,
  { bias = false, chunks = 1, isLong = false } = {},
) {
  const { batch, groups, kernel, size, out, window, data } = it;
  const [channels, outputs] = [it.channels / groups, it.outputs / groups];
  const depth = channels * product(kernel);
  const { opcode, scratch: bytesFor } = KERNELS[name];
  const scratchBytes = bytesFor({ outputs, depth }, float.bytes, isLong);
  const scratch = bench.allocate(threads * scratchBytes + 64);
  const { starts, taps } = convolutionTables(window, channels, float.bytes);
  const length = data[name].length;
  const result = bench.allocate((length + 1) * float.bytes);
  const behind = read(bench, float, result, length + 1)[length];
  const address = (which: 'x' | 'w' | 'y') => (which === name ? result : bench.put(data[which]));
  const biases = noise(it.outputs, float, 4);
  const epilogue = bias ? addingBias(bench, float, result, length, biases, product(out), threads) : 0;
  const fields = [
    ...[float.dtype, batch, groups, outputs, depth, product(out), channels, product(size)],
    ...[bench.put(starts), bench.put(taps), address('x'), address('w'), address('y')],
    ...[epilogue, scratch, scratchBytes],
  ];
  if (chunks === 1) {
    bench.run(bench.instruction(opcode, [...fields, 1, 0, Number(isLong)]), threads);
  } else {
    const partials = bench.allocate(8 * chunks * length);
    const join = [SUM, float.dtype, result, partials, chunks, length];
    bench.run(
      [
        ...bench.instruction(opcode, [...fields, chunks, partials, Number(isLong)]),
        ...bench.instruction(COMBINE, join),
      ],
      threads,
    );
  }
  expect(read(bench, float, result, length + 1)[length]).toEqual(behind);
  expect(bench.int32(scratch + threads * scratchBytes, 16)).toEqual(new Int32Array(16).fill(0xcccccccc | 0));
  return read(bench, float, result, length);
}

const CASES: Case[] = [
  { batch: 1, channels: 1, outputs: 1, size: [1], kernel: [1] },
  { batch: 0, channels: 2, outputs: 3, size: [5], kernel: [2] },
  { batch: 2, channels: 3, outputs: 5, size: [37], kernel: [4] },
  { batch: 3, channels: 2, outputs: 4, size: [40], kernel: [3], stride: 3, dilation: 2 },
  { batch: 3, channels: 1, outputs: 8, size: [28, 28], kernel: [3, 3] },
  { batch: 2, channels: 8, outputs: 16, size: [15, 13], kernel: [3, 3] },
  { batch: 2, channels: 3, outputs: 7, size: [11, 9], kernel: [3, 2], stride: 2 },
  { batch: 2, channels: 4, outputs: 6, size: [9, 10], kernel: [2, 3], groups: 2, dilation: 2 },
  { batch: 2, channels: 5, outputs: 10, size: [7, 7], kernel: [3, 3], groups: 5 },
  { batch: 1, channels: 30, outputs: 3, size: [8, 30], kernel: [3, 3] },
  { batch: 1, channels: 2, outputs: 70, size: [21, 19], kernel: [5, 5] },
  { batch: 1, channels: 3, outputs: 300, size: [3, 6], kernel: [1, 1] },
  { batch: 2, channels: 2, outputs: 3, size: [4, 5, 6], kernel: [2, 3, 2] },
  { batch: 1, channels: 2, outputs: 3, size: [5, 5, 5], kernel: [2, 2, 2], stride: 2 },
];

describe.each(FLOATS)('convolutions in $name', (float) => {
  describe.each([1, 2])('on %i threads', (threads) => {
    test.each(CASES)('a convolution and both its gradients agree with core: %o', async (each) => {
      await engine().ready(threads);
      const it = made(float, each);
      for (const name of ['y', 'x', 'w'] as const) {
        const got = run(float, it, name, threads);
        expectClose(got, flat(it.want[name] as Value), float);
        expect(got).toEqual(run(float, it, name, 1));
      }
      expectClose(run(float, it, 'w', threads, { isLong: true }), flat(it.want.w), float);
      for (let chunks = 2; chunks <= it.batch; chunks++) {
        expectClose(run(float, it, 'w', threads, { chunks, isLong: true }), flat(it.want.w), float);
        const got = run(float, it, 'w', threads, { chunks });
        expectClose(got, flat(it.want.w), float);
        expect(got).toEqual(run(float, it, 'w', 1, { chunks }));
      }
    });

    test('a chain runs on what is done of a convolution', async () => {
      await engine().ready(threads);
      const it = made(float, {
        batch: 3,
        channels: 2,
        outputs: 6,
        size: [13, 40],
        kernel: [3, 3],
        groups: 2,
      });
      const biases = noise(6, float, 4);
      const positions = product(it.out);
      const want = Array.from(flat(it.want.y), (y, i) => y + biases[Math.floor(i / positions) % 6]!);
      expectClose(run(float, it, 'y', threads, { bias: true }), want, float);
    });
  });
});
