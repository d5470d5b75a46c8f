import {
  avgPool2d,
  backward,
  concat,
  conv2d,
  convTranspose2d,
  interpolate,
  matmul,
  maxPool2d,
  type Primitive,
  Random,
  repeat,
  type Value,
  value,
  zerosLike,
} from '@chainrule/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { elementwiseOperations, otherCases } from '../../core/test/laws/table.ts';
import { expectClose } from '../../core/test/support/close.ts';
import { project } from '../../core/test/support/finite-differences.ts';
import { sampleInputs } from '../../core/test/support/samples.ts';
import { compile, type Target } from '../src/index.ts';
import { engine } from '../src/wasm/engine.ts';
import { MICRO_OPS } from '../src/wasm/micro-table.ts';

/*
 * Every operation of core gives compiled what it gives at once, and so do its derivatives to second order: on both targets,
 * for both types of floats, at sizes that no vector divides, and on operands that lie in memory out of order.
 */

type Several = (...xs: Value[]) => Value;
type Many = (xs: Value[]) => Value[];

/** The function with its first derivatives, and those of these. */
const derivatives =
  (f: Several): Many =>
  (xs) => {
    const y = f(...xs);
    if (!y.wantsGradient) return [y];
    const first = backward(project(y), { createGraph: true });
    const slopes = xs.map((x) => first.of(x));
    const total = slopes.map(project).reduce((a, b) => a.add(b));
    const second = total.wantsGradient ? backward(total) : undefined;
    return [y, ...slopes, ...xs.map((x) => second?.of(x) ?? zerosLike(x))];
  };

/** The same entries in another order in memory, and how to read them in theirs. */
const VIEWS = [
  { store: (x: Value) => x.transpose(), read: (x: Value) => x.transpose() },
  {
    store: (x: Value) => (x.rank === 0 ? x : repeat(x, 2, { axis: -1 })),
    read: (x: Value) => x.slice(x.shape.map((_, k) => (k === x.rank - 1 ? [null, null, 2] : []))),
  },
  { store: (x: Value) => x.flip(), read: (x: Value) => x.flip() },
];
const viewAt = (i: number) => VIEWS[i % VIEWS.length];

/** The function of operands that are transposed, every second entry of something, or reversed. */
const ofViews =
  (f: Several): Several =>
  (...xs) =>
    f(...xs.map((x, i) => viewAt(i).read(x)));
const stored = (xs: readonly Value[]) => xs.map((x, i) => value(viewAt(i).store(x)));

const single = (xs: readonly Value[]) => xs.map((x) => value(x, { dtype: 'float32' }));

/** The numbers of a few samples, over and over, in a shape: any of them go together, so no larger sample need be looked for. */
const spread = (x: Value, shape: readonly number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);
  const from = x.data as Float64Array;
  return value(
    Float64Array.from({ length: size }, (_, i) => from[i % from.length]),
    { shape },
  );
};

/** Inputs of an elementwise operation. */
function sampled(op: { primitive: Primitive; length: number }, shapes: readonly number[][], seed: number) {
  const few = sampleInputs(op.primitive, [[7], [5], [3]].slice(0, op.length), seed);
  return few.map((x, i) => spread(x, shapes[i]));
}

const SHAPES: Readonly<Record<string, number[][]>> = {
  'broadcast to one another': [[3, 1], [1, 5], [5]],
  'that are scalars': [[], [], []],
  'of a prime size': [[1031], [1], []],
  'without entries': [[0], [0], [0]],
};

function expectSame(f: Many, target: Target, points: readonly (readonly Value[])[], tolerance: number): void {
  const compiled = compile(f, { target, threads: 1 });
  for (const point of points) {
    const [got, expected] = [compiled([...point]), f([...point])];
    got.forEach((y, i) => {
      expect(y.shape).toEqual(expected[i].shape);
      expect(y.dtype).toBe(expected[i].dtype);
      expectClose(y, expected[i], tolerance);
    });
  }
  expect(compiled.traces).toBe(1);
  expect(compiled.target.toLowerCase()).toContain(target);
}

const anywhere = { kink: (x: number) => x } as unknown as Primitive;
const compilable = otherCases.filter(([, each]) => !each.shapedByNumbers);

describe.each(['webassembly', 'javascript'] satisfies Target[])('on %s', (target) => {
  describe.each(elementwiseOperations)('%s', (_, op) => {
    const given = op as unknown as { primitive: Primitive; length: number };

    test.each(Object.entries(SHAPES))('of operands %s', (_, shapes) => {
      const points = [11, 12].map((seed) => sampled(given, shapes, seed));
      expectSame(derivatives(op), target, points, 1e-12);
      expectSame(derivatives(op), target, points.map(single), 1e-5);
    });

    test('of operands out of order', () => {
      const points = [stored(sampled(given, [[4, 3], [4, 3], [3]], 13))];
      expectSame(derivatives(ofViews(op)), target, points, 1e-12);
      expectSame(derivatives(ofViews(op)), target, points.map(single), 1e-5);
    });
  });

  test.each(compilable)('%s', (_, { f, shapes }) => {
    const points = [8, 13].map((seed) => sampleInputs(anywhere, shapes, seed));
    expectSame(derivatives(f), target, points, 1e-12);
    expectSame(derivatives(f), target, points.map(single), 1e-5);
    expectSame(derivatives(ofViews(f)), target, [stored(points[0])], 1e-12);
  });
});

describe('two threads give to the last bit what one gives', () => {
  beforeAll(() => engine().ready(2));

  function expectSameBits(f: Many, xs: readonly Value[]): void {
    const [one, two] = [1, 2].map((threads) => compile(f, { target: 'webassembly', threads })([...xs]));
    const bytes = ({ data }: Value) =>
      Buffer.from(typeof data === 'number' ? Float64Array.of(data).buffer : data.buffer);
    // Compared by the byte: a deep comparison of so many numbers would take most of the time.
    expect(one.map((y, i) => bytes(y).equals(bytes(two[i])))).toEqual(one.map(() => true));
  }

  /** Enough for several threads to be worth it, and for chunks that are not of one length. */
  const MANY = 70_001;

  // Any other one is computed by core's own kernel, which no thread shares.
  const chained = elementwiseOperations.filter(([, { primitive }]) =>
    Object.hasOwn(MICRO_OPS, primitive.name),
  );

  test.each(chained)('%s', (_, op) => {
    const given = op as unknown as { primitive: Primitive; length: number };
    const xs = sampled(given, [[MANY], [1], [MANY]], 14);
    expectSameBits(derivatives(op), xs);
    expectSameBits(derivatives(op), single(xs));
  });

  const large: Readonly<Record<string, { f: Several; shapes: readonly number[][] }>> = {
    'sums over all, the first and the last axis': {
      f: (x) =>
        x
          .sum()
          .add(x.square().sum({ axis: 0 }).sum())
          .add(x.mul(x.sum({ axis: 1, keepDims: true })).mean()),
      shapes: [[331, 257]],
    },
    'largest and smallest entries': {
      f: (x) => x.max({ axis: 0 }).sub(x.min({ axis: 0 })),
      shapes: [[331, 257]],
    },
    'a running sum': { f: (x) => x.cumSum({ axis: 1 }).square(), shapes: [[331, 257]] },
    softmax: { f: (x) => x.softmax({ axis: -1 }), shapes: [[331, 257]] },
    'a product of matrices': {
      f: (a, b) => matmul(a, b).tanh(),
      shapes: [
        [131, 67],
        [67, 59],
      ],
    },
    'a batch of products, one factor transposed': {
      f: (a, b) => matmul(a, b.swapAxes(-1, -2)),
      shapes: [
        [7, 41, 37],
        [7, 43, 37],
      ],
    },
    'a layer on a batch': {
      f: (x, w, b) => x.matmul(w).add(b).relu(),
      shapes: [[9, 131, 37], [37, 53], [53]],
    },
    'a convolution': {
      f: (x, w) => conv2d(x, w, { padding: 1, stride: 2 }),
      shapes: [
        [3, 4, 31, 29],
        [6, 4, 3, 3],
      ],
    },
    'a transposed convolution': {
      f: (x, w) => convTranspose2d(x, w, { stride: 2 }),
      shapes: [
        [3, 6, 17, 13],
        [6, 4, 3, 3],
      ],
    },
    pools: { f: (x) => maxPool2d(x, 2).add(avgPool2d(x, 2)), shapes: [[5, 7, 46, 50]] },
    interpolation: {
      f: (x) => interpolate(x, { scaleFactor: 2, mode: 'bilinear' }),
      shapes: [[3, 4, 41, 43]],
    },
    'entries by place, and back': {
      f: (x, y) => x.indexAdd([5, 5, 0], y.take([1, 0, 1], { axis: 0 }), 0),
      shapes: [
        [131, 613],
        [2, 613],
      ],
    },
    'parts side by side': {
      f: (x, y) => concat([x.flip(), y, x.transpose()]).pad(3),
      shapes: [
        [211, 211],
        [97, 211],
      ],
    },
  };

  test.each(Object.entries(large))('%s', (_, { f, shapes }) => {
    const random = new Random(15);
    const xs = shapes.map((shape) => value(random.normal(shape)));
    expectSameBits(derivatives(f), xs);
    expectSameBits(derivatives(f), single(xs));
  });
});
