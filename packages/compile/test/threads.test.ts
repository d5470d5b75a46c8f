import {
  avgPool2d,
  concat,
  conv2d,
  convTranspose2d,
  interpolate,
  matmul,
  maxPool2d,
  type Primitive,
  Random,
  type Value,
  value,
} from '@chainrule/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { elementwiseOperations } from '../../../scripts/test-support/laws/table.ts';
import { compile } from '../src/index.ts';
import { engine } from '../src/wasm/engine.ts';
import { MICRO_OPS } from '../src/wasm/micro-table.ts';
import { derivatives, type Many, type Several, sampled, single } from './support/derivatives.ts';

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
