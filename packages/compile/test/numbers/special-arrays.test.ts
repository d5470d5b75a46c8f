import {
  argMax,
  argMin,
  avgPool2d,
  blockDiagonal,
  conv1d,
  conv2d,
  convTranspose2d,
  cumSum,
  einsum,
  interpolate,
  logSoftmax,
  logSumExp,
  maxPool1d,
  maxPool2d,
  norm,
  Random,
  softmax,
  tensorDot,
  type Value,
  value,
} from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { compile, type Target } from '../../src/index.ts';
import { expectSameAt, FLOATS, type Float, type Several, withEveryNaN } from './special.ts';

/*
 * The same for what takes many numbers together: reductions, softmax, pools and products with NaN or an infinity at each
 * place in turn, in arrays that fill several vectors and have a rest.
 */

/** Beside NaN, which every place has in its turn. */
const OTHERS = [Infinity, -0, -Infinity];

interface Case {
  readonly f: Several;
  readonly shapes: readonly (readonly number[])[];
  /** The value of all entries except the special one. Default: noise. */
  readonly filled?: number;
}

const LINE = [[37]];
const ROWS = [[3, 21]];

const cases: Readonly<Record<string, Case>> = {
  sum: { f: (x) => x.sum(), shapes: LINE },
  'sum of zeros': { f: (x) => x.sum(), shapes: LINE, filled: -0 },
  'sums of columns': { f: (x) => x.sum({ axis: 0 }), shapes: ROWS },
  mean: { f: (x) => x.mean({ axis: 1 }), shapes: ROWS },
  variance: { f: (x) => x.variance(), shapes: LINE },
  norm: { f: (x) => norm(x), shapes: LINE },
  'largest, at the end of a chain': { f: (x) => x.neg().max(), shapes: LINE },
  largest: { f: (x) => x.max({ axis: 1 }), shapes: ROWS },
  'largest of columns': { f: (x) => x.max({ axis: 0 }), shapes: ROWS },
  smallest: { f: (x) => x.min(), shapes: LINE },
  'smallest of columns': { f: (x) => x.min({ axis: 0 }), shapes: ROWS },
  'largest of zeros': { f: (x) => x.max(), shapes: LINE, filled: 0 },
  'smallest of zeros': { f: (x) => x.min(), shapes: LINE, filled: 0 },
  prod: { f: (x) => x.prod(), shapes: LINE },
  'place of the largest': { f: (x) => argMax(x, { axis: 1 }), shapes: ROWS },
  'place of the smallest': { f: (x) => argMin(x, { axis: 0 }), shapes: ROWS },
  'running sum': { f: (x) => cumSum(x, { axis: 1 }), shapes: ROWS },
  all: { f: (x) => x.all(), shapes: LINE },
  any: { f: (x) => x.any(), shapes: LINE, filled: 0 },
  softmax: { f: (x) => softmax(x, { axis: 1 }), shapes: ROWS },
  'softmax of columns': { f: (x) => softmax(x, { axis: 0 }), shapes: ROWS },
  logSoftmax: { f: (x) => logSoftmax(x, { axis: -1 }), shapes: ROWS },
  logSumExp: { f: (x) => logSumExp(x, { axis: -1 }), shapes: ROWS },
  'slope of softmax': { f: (x) => softmax(x).square().sum().backward().of(x), shapes: LINE },
  'largest of pairs': { f: (x) => maxPool1d(x, 2), shapes: [[1, 34]] },
  'a part laid into zeros': { f: (x) => x.pad(1), shapes: [[2, 5]], filled: -0 },
  'slopes of parts': {
    f: (x) =>
      x
        .slice([[1, 5]])
        .mul(x.slice([[2, 6]]))
        .sum()
        .backward()
        .of(x),
    shapes: [[11]],
    filled: -0,
  },
  'all of it laid into zeros': { f: (x) => blockDiagonal([x]), shapes: [[9]], filled: -0 },
  'largest of boxes': { f: (x) => maxPool2d(x, 2, { stride: 1 }), shapes: [[1, 5, 9]] },
  'largest of boxes with a border': {
    f: (x) => maxPool2d(x, 3, { padding: 1, stride: 2 }),
    shapes: [[1, 5, 9]],
  },
  'means of boxes': { f: (x) => avgPool2d(x, 2, { padding: 1 }), shapes: [[1, 5, 9]] },
  interpolation: { f: (x) => interpolate(x, { scaleFactor: 2, mode: 'bilinear' }), shapes: [[1, 1, 3, 4]] },
  'a product of matrices': {
    f: (a, b) => a.matmul(b),
    shapes: [
      [5, 7],
      [7, 9],
    ],
  },
  'a product with a transposed matrix': {
    f: (a, b) => a.matmul(b.transpose()),
    shapes: [
      [5, 7],
      [9, 7],
    ],
  },
  'a matrix by a vector': { f: (a, b) => a.matmul(b), shapes: [[5, 19], [19]] },
  'a vector by a matrix': { f: (a, b) => a.matmul(b), shapes: [[7], [7, 43]] },
  'a dot product': { f: (a, b) => a.matmul(b), shapes: LINE.concat(LINE) },
  'a batch of products': {
    f: (a, b) => a.matmul(b),
    shapes: [
      [2, 3, 5],
      [2, 5, 4],
    ],
  },
  einsum: {
    f: (a, b) => einsum('ij,kj->ik', a, b),
    shapes: [
      [3, 7],
      [4, 7],
    ],
  },
  tensorDot: {
    f: (a, b) => tensorDot(a, b),
    shapes: [
      [3, 2, 5],
      [2, 5, 4],
    ],
  },
  'a convolution along one axis': {
    f: (x, w) => conv1d(x, w, { padding: 1 }),
    shapes: [
      [1, 2, 11],
      [3, 2, 3],
    ],
  },
  'a convolution': {
    f: (x, w) => conv2d(x, w, { padding: 1 }),
    shapes: [
      [1, 2, 4, 5],
      [3, 2, 3, 3],
    ],
  },
  'a convolution with steps': {
    f: (x, w) => conv2d(x, w, { stride: 2, padding: 1 }),
    shapes: [
      [2, 1, 5, 5],
      [2, 1, 3, 3],
    ],
  },
  'a transposed convolution': {
    f: (x, w) => convTranspose2d(x, w, { stride: 2 }),
    shapes: [
      [1, 2, 3, 4],
      [2, 3, 2, 2],
    ],
  },
  'slopes of a convolution': {
    f: (x, w) => conv2d(x, w, { padding: 1 }).mul(2).sum().backward().of(w),
    shapes: [
      [2, 2, 4, 5],
      [3, 2, 3, 3],
    ],
  },
};

function inputsOf({ shapes, filled }: Case, float: Float): Value[] {
  const random = new Random(7);
  return shapes.map((shape) =>
    value(filled === undefined ? random.normal(shape) : random.normal(shape).mul(0).add(filled), {
      dtype: float.dtype,
    }),
  );
}

/** The inputs with one entry of one of them replaced. */
function* replaced(xs: readonly Value[], float: Float): Generator<Value[]> {
  for (const [k, x] of xs.entries())
    for (let i = 0; i < x.size; i++)
      for (const special of [Number.NaN, OTHERS[i % OTHERS.length]]) {
        const entries = Array.from(x.data as Float64Array);
        entries[i] = special;
        yield xs.with(k, withEveryNaN(entries, float, x.shape));
      }
}

describe.each(['webassembly', 'javascript'] satisfies Target[])('on %s', (target) => {
  describe.each(FLOATS)('in $dtype', (float) => {
    test.each(Object.entries(cases))('%s', (_, each) => {
      const xs = inputsOf(each, float);
      const compiled = compile(each.f, { target, threads: 1 });
      for (const point of replaced(xs, float)) expectSameAt(each.f, compiled, point, 1e3 * float.tolerance);
      expect(compiled.traces).toBe(1);
    });
  });
});
