import { constant, conv2d, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  calculateGain,
  dirac,
  kaimingNormal,
  kaimingUniform,
  lecunNormal,
  lecunUniform,
  manualSeed,
  orthogonal,
  sparse,
  truncatedNormal,
  xavierNormal,
  xavierUniform,
} from '../../src/index.ts';
import { numbersOf } from '../support/fixtures.ts';

const shape = [60, 40, 3];
const [fanIn, fanOut] = [120, 180];

/** The root mean square of the numbers, and the largest of them. */
function spread(x: Value): { rms: number; largest: number } {
  const numbers = numbersOf(x);
  const rms = Math.sqrt(numbers.reduce((sum, n) => sum + n * n, 0) / numbers.length);
  return { rms, largest: Math.max(...numbers.map(Math.abs)) };
}

/** Bounds of uniform numbers and deviations of normal ones, by the formulas of the papers. */
const uniforms = [
  ['xavierUniform', xavierUniform(shape, { random: 1 }), Math.sqrt(6 / (fanIn + fanOut))],
  [
    'xavierUniform with a gain',
    xavierUniform(shape, { random: 1, gain: 5 }),
    5 * Math.sqrt(6 / (fanIn + fanOut)),
  ],
  ['kaimingUniform', kaimingUniform(shape, { random: 1 }), Math.sqrt(6 / fanIn)],
  [
    'kaimingUniform on the way back',
    kaimingUniform(shape, { random: 1, mode: 'fanOut' }),
    Math.sqrt(6 / fanOut),
  ],
  [
    'kaimingUniform with a slope',
    kaimingUniform(shape, { random: 1, a: Math.sqrt(5) }),
    1 / Math.sqrt(fanIn),
  ],
  ['lecunUniform', lecunUniform(shape, { random: 1 }), Math.sqrt(3 / fanIn)],
] as const;

const normals = [
  ['xavierNormal', xavierNormal(shape, { random: 1, gain: 2 }), 2 * Math.sqrt(2 / (fanIn + fanOut))],
  ['kaimingNormal', kaimingNormal(shape, { random: 1 }), Math.sqrt(2 / fanIn)],
  [
    'kaimingNormal before tanh',
    kaimingNormal(shape, { random: 1, nonlinearity: 'tanh' }),
    5 / 3 / Math.sqrt(fanIn),
  ],
  ['lecunNormal', lecunNormal(shape, { random: 1 }), Math.sqrt(1 / fanIn)],
] as const;

describe('uniform initialisers', () => {
  test.each(uniforms)('%s reaches its bound and does not exceed it', (_, x, bound) => {
    const { rms, largest } = spread(x);
    expect(x.shape).toEqual(shape);
    expect(largest).toBeLessThanOrEqual(bound);
    expect(largest).toBeGreaterThan(bound * 0.99);
    expect(rms / (bound / Math.sqrt(3))).toBeCloseTo(1, 1);
  });
});

describe('normal initialisers', () => {
  test.each(normals)('%s has its deviation', (_, x, deviation) => {
    const { rms, largest } = spread(x);
    expect(rms / deviation).toBeCloseTo(1, 1);
    expect(largest).toBeGreaterThan(3 * deviation);
  });

  test('truncatedNormal stays within absolute bounds', () => {
    const { largest, rms } = spread(truncatedNormal([5000], { std: 2, min: -1, max: 1, random: 1 }));
    expect(largest).toBeLessThanOrEqual(1);
    expect(rms).toBeCloseTo(0.57, 1);
  });
});

describe.each([
  [5, 3],
  [3, 5],
  [4, 4],
])('orthogonal of %i rows and %i columns', (rows, columns) => {
  test('has orthonormal rows or columns, times the gain', () => {
    const Q = orthogonal([rows, columns], { random: 2, gain: 3 });
    const product = rows < columns ? Q.matmul(Q.transpose()) : Q.transpose().matmul(Q);
    const side = Math.min(rows, columns);
    numbersOf(product).forEach((n, i) => {
      expect(n).toBeCloseTo(i % (side + 1) === 0 ? 9 : 0, 12);
    });
  });
});

test('orthogonal is uniform among such matrices: the mean of many is 0', () => {
  const many = Array.from({ length: 400 }, (_, i) => numbersOf(orthogonal([2, 2], { random: i })));
  for (const k of [0, 1, 2, 3]) expect(many.reduce((sum, Q) => sum + Q[k], 0) / 400).toBeCloseTo(0, 0);
  expect(orthogonal([2, 3, 4]).shape).toEqual([2, 3, 4]);
});

test('sparse has the same number of zeros in each column, at different places', () => {
  const x = sparse([10, 20], { sparsity: 0.35, random: 1 }).transpose().toArray() as number[][];
  const places = x.map((column) => column.flatMap((n, row) => (n === 0 ? [row] : [])));
  for (const zeros of places) expect(zeros.length).toBe(4);
  expect(new Set(places.map(String)).size).toBeGreaterThan(10);
});

test('dirac makes a convolution the identity, group by group', () => {
  const x = constant([
    [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
  ]);
  expect(conv2d(x, dirac([2, 2, 3, 3]), { padding: 1 }).toArray()).toEqual(x.toArray());
  expect(conv2d(x, dirac([2, 1, 3, 3], { groups: 2 }), { padding: 1, groups: 2 }).toArray()).toEqual(
    x.toArray(),
  );
});

test('gains are those of PyTorch', () => {
  // torch.nn.init.calculate_gain, 1.13.
  expect(calculateGain('tanh')).toBe(1.6666666666666667);
  expect(calculateGain('relu')).toBe(Math.SQRT2);
  expect(calculateGain('leakyRelu', 0.2)).toBe(1.3867504905630728);
  expect(calculateGain('selu')).toBe(0.75);
  expect([calculateGain('linear'), calculateGain('sigmoid')]).toEqual([1, 1]);
});

describe('every initialiser', () => {
  const makers = {
    xavierUniform,
    xavierNormal,
    kaimingUniform,
    kaimingNormal,
    lecunUniform,
    lecunNormal,
    orthogonal,
    truncatedNormal,
    sparse: (size: readonly number[], options: object) => sparse(size, { sparsity: 0.5, ...options }),
  };

  test.each(Object.entries(makers))(
    '%s makes a parameter, from a seed or the shared generator',
    (_, make) => {
      const x = make([4, 3], { random: 7, dtype: 'float32' });
      expect([x.dtype, x.wantsGradient, x.primitive]).toEqual(['float32', true, undefined]);
      expect(numbersOf(make([4, 3], { random: 7, dtype: 'float32' }))).toEqual(numbersOf(x));
      manualSeed(3);
      const first = make([4, 3], {});
      const second = make([4, 3], {});
      expect(numbersOf(second)).not.toEqual(numbersOf(first));
      manualSeed(3);
      expect(numbersOf(make([4, 3], {}))).toEqual(numbersOf(first));
    },
  );
});
