import {
  adaptiveAvgPool1d,
  conv1d,
  cumSum,
  einsum,
  indexAdd,
  logSumExp,
  matmul,
  nanMean,
  Random,
  tensorDot,
  type Value,
  value,
} from '@chainrule/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { flat } from '../../../core/src/array/ndarray.ts';
import { compile } from '../../src/index.ts';
import { engine } from '../../src/wasm/engine.ts';
import { onKernels } from '../support/heavy.ts';
import type { Several } from './special.ts';

/*
 * Long sums of float32 lose no more than docs/architecture.md says, on every target. The numbers are positive, so that the
 * sum is that of their sizes; they are all alike, for which rounding goes one way, or random.
 */

interface Case {
  readonly f: Several;
  readonly shapes: (n: number) => readonly (readonly number[])[];
  /** How many times the bound of reductions. */
  readonly within?: number;
}

/** A pairwise sum's error: 2⁻²³ log₂ n. */
const pairwise = (n: number) => 2 ** -23 * Math.log2(n);

/** Products add up 256 of them in order. */
const PRODUCT = 2;

const reductions: Readonly<Record<string, Case>> = {
  sum: { f: (x) => x.sum(), shapes: (n) => [[n]] },
  'the sum of a chain': { f: (x) => x.mul(3).sqrt().sum(), shapes: (n) => [[n]] },
  mean: { f: (x) => x.mean(), shapes: (n) => [[n]] },
  nanMean: { f: (x) => nanMean(x), shapes: (n) => [[n]] },
  norm: { f: (x) => x.norm(), shapes: (n) => [[n]] },
  logSumExp: { f: (x) => logSumExp(x), shapes: (n) => [[n]] },
  'a running sum': { f: (x) => cumSum(x), shapes: (n) => [[n]] },
  'sums of columns': { f: (x) => x.sum({ axis: 0 }), shapes: (n) => [[n, 2]] },
  'sums of rows': { f: (x) => x.sum({ axis: 1 }), shapes: (n) => [[2, n]] },
  'sums along axes that are apart': { f: (x) => x.sum({ axis: [0, 2] }), shapes: (n) => [[n / 10, 2, 10]] },
  'a squared error': { f: (x, y) => x.sub(y.mul(3)).square().mean(), shapes: (n) => [[n], [n]] },
  'the slope of what was repeated': {
    f: (x, b) => x.mul(b).sum().backward().of(b),
    shapes: (n) => [[n, 2], [2]],
  },
  'numbers added at one place': {
    f: (x, y) => indexAdd(y, new Array(x.size).fill(0), x, 0),
    shapes: (n) => [[n], [2]],
  },
  'the slope of a place that is read often': {
    f: (x, y) => y.take(new Array(x.size).fill(1)).mul(x).sum().backward().of(y),
    shapes: (n) => [[n], [2]],
  },
  'the slope of a slice that is read often': {
    f: (x) => {
      const read = Array.from({ length: 300 }, (_, k) => x.slice([[1, 3]]).mul(0.1 + k / 1000));
      return read
        .reduce((a, b) => a.add(b))
        .sum()
        .backward()
        .of(x);
    },
    shapes: () => [[5]],
  },
  'an average': { f: (x) => adaptiveAvgPool1d(x, 1), shapes: (n) => [[1, 1, n / 10]] },
};

const products: Readonly<Record<string, Case>> = {
  'a dot product': { f: (a, b) => matmul(a, b), shapes: (n) => [[n], [n]] },
  'a row by a column': {
    f: (a, b) => matmul(a, b),
    shapes: (n) => [
      [1, n],
      [n, 1],
    ],
  },
  'a row by a matrix': { f: (a, b) => matmul(a, b), shapes: (n) => [[n / 10], [n / 10, 37]] },
  'a matrix by a column': { f: (a, b) => matmul(a, b), shapes: (n) => [[3, n], [n]] },
  'a product of matrices': {
    f: (a, b) => matmul(a, b),
    shapes: (n) => [
      [2, n + 1],
      [n + 1, 2],
    ],
  },
  'a product of a transposed matrix': {
    f: (a, b) => matmul(a.transpose(), b),
    shapes: (n) => [
      [n, 2],
      [n, 3],
    ],
  },
  'a batch of products': {
    f: (a, b) => matmul(a, b),
    shapes: (n) => [
      [2, 2, n],
      [2, n, 2],
    ],
  },
  'every second number': {
    f: (a, b) => matmul(a.slice([[], [null, null, 2]]), b),
    shapes: (n) => [
      [1, 2 * n],
      [n, 1],
    ],
  },
  einsum: {
    f: (a, b) => einsum('ij,kj->ik', a, b),
    shapes: (n) => [
      [2, n],
      [2, n],
    ],
  },
  tensorDot: {
    f: (a, b) => tensorDot(a, b),
    shapes: (n) => [
      [2, n / 10, 10],
      [n / 10, 10, 2],
    ],
  },
  'a convolution': {
    f: (x, w) => conv1d(x, w),
    shapes: (n) => [
      [1, 1, n],
      [1, 1, n],
    ],
  },
  'the slope of a convolution': {
    f: (x, w) => conv1d(x, w).sum().backward().of(w),
    shapes: (n) => [
      [1, 1, n],
      [1, 1, 3],
    ],
  },
  'the slope of a convolution over a batch': {
    f: (x, w) => conv1d(x, w).sum().backward().of(w),
    shapes: (n) => [
      [100, 1, n / 100],
      [2, 1, 3],
    ],
  },
  'the slope of a convolution over samples with one place': {
    f: (x, w) => conv1d(x, w).sum().backward().of(w),
    shapes: (n) => [
      [n, 1, 3],
      [1, 1, 3],
    ],
  },
  'the slope of a convolution over samples with a few places': {
    f: (x, w) => conv1d(x, w).sum().backward().of(w),
    shapes: (n) => [
      [n / 10, 2, 12],
      [2, 2, 3],
    ],
  },
  'the slope of what a convolution sees': {
    f: (x, w) => conv1d(x, w).sum().backward().of(x),
    shapes: () => [
      [1, 1, 4000],
      [1, 1, 2000],
    ],
  },
};

const ways: Readonly<Record<string, (f: Several) => Several>> = {
  'WebAssembly, one thread': (f) => compile(f, { target: 'webassembly', threads: 1 }),
  'WebAssembly, two threads': (f) => compile(f, { target: 'webassembly', threads: 2 }),
  JavaScript: (f) => compile(f, { target: 'javascript' }),
  'eager, by the kernels':
    (f) =>
    (...xs) =>
      onKernels(() => f(...xs)),
  'eager, by core': (f) => f,
};

function filled(shapes: readonly (readonly number[])[], alike: boolean): Value[] {
  const random = new Random(3);
  return shapes.map((shape) => {
    const size = shape.reduce((a, b) => a * b, 1);
    if (alike) return value(new Float32Array(size).fill(0.1), { shape });
    return value(random.uniform(shape, { dtype: 'float32' }));
  });
}

function expectClose({ f, shapes, within = 1 }: Case, n: number, alike: boolean): void {
  const xs = filled(shapes(n), alike);
  const wide = xs.map((x) => value(Float64Array.from(flat(x)), { shape: x.shape }));
  const wanted = flat(f(...wide));
  for (const [name, way] of Object.entries(ways)) {
    const got = flat(way(f)(...xs));
    let most = 0;
    for (let i = 0; i < wanted.length; i++)
      most = Math.max(most, Math.abs(got[i] - wanted[i]) / (wanted[i] || 1));
    expect(most, `${name}: relative error over ${n} terms`).toBeLessThanOrEqual(within * pairwise(n));
  }
}

const all = Object.entries({
  ...reductions,
  ...Object.fromEntries(Object.entries(products).map(([name, each]) => [name, { ...each, within: PRODUCT }])),
});

beforeAll(() => engine().ready(2));

describe.each([true, false])('of numbers that are all alike: %s', (alike) => {
  test.each(all)('%s of 100,000', (_, each) => expectClose(each, 1e5, alike));
});

describe.each([1e6, 1e7])('of %i numbers', (n) => {
  test.each([
    ['sum', reductions.sum],
    ['mean', reductions.mean],
    ['a dot product', products['a dot product']],
    ['a row by a column', products['a row by a column']],
  ])('%s', (_, each) => expectClose(each, n, true));
});

test('a sum of float32 may leave the range on the way; a product may not, which core allows', () => {
  const ends = Float32Array.from({ length: 2048 }, (_, i) => (i % 32 < 16 ? 3e38 : -3e38));
  const x = value(ends);
  const alternate = value(Float32Array.from({ length: 2048 }, (_, i) => (i % 2 ? -1e30 : 1e30)));
  const big = value(new Float32Array(2048).fill(1e30));
  for (const threads of [1, 2]) {
    const options = { target: 'webassembly', threads } as const;
    expect(compile((x: Value) => x.sum(), options)(x).item()).toBe(0);
    expect(compile((x: Value) => nanMean(x), options)(x).item()).toBe(0);
    expect(compile((a: Value, b: Value) => matmul(a, b), options)(alternate, big).item()).toBeNaN();
  }
  const wide = value(Float64Array.from({ length: 40 }, (_, i) => (i % 2 ? -9e307 : 9e307)));
  expect(compile((x: Value) => nanMean(x), { target: 'webassembly', threads: 1 })(wide).item()).toBe(0);
  expect(matmul(alternate, big).item()).toBe(0);
  expect(compile((a: Value, b: Value) => matmul(a, b), { target: 'javascript' })(alternate, big).item()).toBe(
    0,
  );
});

test('blocks of a sum of float64 that leave the range on either side make NaN, where core has the first infinity', () => {
  const x = value(Float64Array.from({ length: 1024 }, (_, i) => (i < 512 ? 1e306 : -1e306)));
  const sum = (x: Value) => x.sum();
  expect(sum(x).item()).toBe(Infinity);
  expect(compile(sum, { target: 'javascript' })(x).item()).toBe(Infinity);
  expect(compile(sum, { target: 'webassembly', threads: 1 })(x).item()).toBeNaN();
});
