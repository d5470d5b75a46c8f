import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import {
  clamp,
  constant,
  det,
  einsum,
  fromTypedArray,
  grad,
  hstack,
  interpolate,
  inverse,
  outer,
  pinv,
  polygamma,
  pow,
  quantile,
  sinc,
  stack,
  svd,
  type Value,
  value,
  vstack,
  where,
  zerosLike,
} from '../src/index.ts';

/* Numbers at the edges of what their types hold: large integers, booleans, extreme scales, places where terms cancel. */

const int32 = (numbers: number[]) => constant(numbers, { dtype: 'int32' });
const float32 = (...numbers: number[]) => constant(numbers, { dtype: 'float32' });

describe('statistics of large integers', () => {
  const x = int32([2e9, 2e9, -2e9, -2e9]);
  test.each<[string, (x: Value) => Value, number]>([
    ['mean', (y) => y.slice([[0, 2]]).mean(), 2e9],
    ['nanMean', (y) => y.slice([[0, 2]]).nanMean(), 2e9],
    ['variance', (y) => y.slice([[0, 2]]).variance(), 0],
    ['std', (y) => y.slice([[0, 2]]).std(), 0],
    ['norm', (y) => y.norm(), 4e9],
    ['1-norm', (y) => y.norm({ p: 1 }), 8e9],
    ['∞-norm', (y) => y.norm({ p: Infinity }), 2e9],
    ['logSumExp', (y) => y.slice([[1, 3]]).logSumExp(), 2e9],
    [
      'softmax',
      (y) =>
        y
          .slice([[1, 3]])
          .softmax()
          .slice([[0, 1]]),
      1,
    ],
    ['quantile', (y) => quantile(y, 0.5), 0],
    [
      'logCumSumExp',
      (y) =>
        y
          .slice([[1, 3]])
          .logCumSumExp()
          .slice([[1, 2]]),
      2e9,
    ],
    ['trapezoid', (y) => y.slice([[0, 2]]).trapezoid(), 2e9],
  ])('%s does not wrap around, and is float64', (_, f, expected) => {
    expect(f(x).item()).toBe(expected);
    expect(f(x).dtype).toBe('float64');
  });

  test('a mean of booleans is the fraction of those that hold', () => {
    expect(constant([true, false, true, true]).mean().item()).toBe(0.75);
  });
});

describe('booleans', () => {
  const mask = constant([true, false]);
  test.each<[string, Value, number[]]>([
    ['neg', mask.neg(), [-1, 0]],
    ['add', mask.add(mask), [2, 0]],
    ['sub', constant([false, true]).sub(mask), [-1, 1]],
    ['matmul', constant([[true, true]]).matmul([[true], [true]]), [2]],
    ['floor', mask.floor(), [1, 0]],
  ])('%s counts with them as int32', (_, y, expected) => {
    expect(y.dtype).toBe('int32');
    expect(Array.from(y.data as Int32Array)).toEqual(expected);
  });

  test('a scalar has the dtype of an array', () => {
    expect(constant(true).add(constant(true))).toMatchObject({ dtype: 'int32', data: 2 });
  });

  test.each<[string, Value]>([
    ['where', where(mask, mask, mask)],
    ['maximum', mask.maximum(mask)],
    ['fmin', mask.fmin(mask)],
    ['tril', constant([[true, true]]).tril()],
    ['nanToNum', mask.nanToNum()],
  ])('%s chooses among them and leaves them booleans', (_, y) => expect(y.dtype).toBe('bool'));

  test('do not stand with numbers in one array, nor as other bytes', () => {
    expect(() => constant([true, 5])).toThrow('the array is ragged at [1]: expected a boolean');
    expect(constant([true, 5], { dtype: 'int32' }).toArray()).toEqual([1, 5]);
    expect(() => fromTypedArray(new Uint8Array([255, 1]), { dtype: 'bool' })).toThrow(
      'expected zeros and ones',
    );
  });
});

describe('a plain number', () => {
  test('that is no int32 is a float64 beside integers', () => {
    const x = int32([5]);
    expect(x.less(3e9).toArray()).toEqual([true]);
    expect(x.add(2 ** 31).toArray()).toEqual([2 ** 31 + 5]);
    expect(x.add(1).dtype).toBe('int32');
  });

  const x = float32(1, 2);
  test.each<[string, Value]>([
    ['nanToNum', x.nanToNum()],
    ['einsum', einsum('i,->i', x, 0.1)],
    ['einsum, number first', einsum(',i->i', 0.1, x)],
    ['hstack', hstack([x, 0.1])],
    ['vstack', vstack([float32(1), 0.1])],
    ['stack', stack([0.1, float32(1).reshape([])])],
    ['outer', outer(x, 0.1)],
    ['outer, number first', outer(0.1, x)],
    ['where of a float64 condition', where(constant([1, 0]), x, 0)],
    ['zerosLike', zerosLike(x, { dtype: undefined } as object)],
    ['clamp', clamp(x, 0.1)],
  ])('in %s does not promote float32', (_, y) => expect(y.dtype).toBe('float32'));

  test('takes the dtype that all Values come to', () => {
    const y = clamp(float32(1), 0, constant(0.1));
    expect(y.dtype).toBe('float64');
    expect(clamp(float32(-1), 0.1, constant(1)).toArray()).toEqual([0.1]);
  });

  test('in clamp and nanToNum leaves integers as they are', () => {
    expect(int32([-5, 5]).clamp(0)).toMatchObject({ dtype: 'int32', data: new Int32Array([0, 5]) });
    expect(
      int32([-(2 ** 31)])
        .clamp(undefined, 5)
        .toArray(),
    ).toEqual([-(2 ** 31)]);
    expect(int32([1]).clamp(3e9).toArray()).toEqual([3e9]);
    expect(int32([1]).nanToNum().dtype).toBe('int32');
  });
});

describe('a power', () => {
  test('is flat in its exponent at 0⁰, as in PyTorch', () => {
    const slope = (a: number, b: number) => grad((p: Value) => pow(a, p))(value(b)).item();
    expect([slope(0, 0), slope(0, 2), slope(0, -1), slope(Infinity, -1)]).toEqual([0, 0, -Infinity, 0]);
    const b = value([0]);
    expect(
      pow(constant([0]), b)
        .sum()
        .backward()
        .of(b)
        .toArray(),
    ).toEqual([0]);
  });
});

test('the nearest entry is ⌊i n/m⌋, not that of a rounded ratio', () => {
  const x = constant([[[0, 1]]]);
  const y = interpolate(x, { size: 98 }).toArray() as number[][][];
  expect(y[0][0].indexOf(1)).toBe(49);
  for (let m = 1; m < 200; m++) {
    const n = 7;
    const numbers = constant([[Array.from({ length: n }, (_, i) => i)]]);
    const expected = Array.from({ length: m }, (_, i) => Math.floor((i * n) / m));
    expect(interpolate(numbers, { size: m }).toArray()).toEqual([[expected]]);
  }
});

describe('sinc', () => {
  const d = (f: (x: Value) => Value) => grad((x: Value) => f(x).sum());
  test('has exact derivatives near 0', () => {
    const first = d(sinc);
    expectClose(first(value([1e-9, 0.01])).mul(1e9), [-3.289868133696453, -32895434.481712397], 1e-14);
    expect(d(first)(value([0])).item()).toBeCloseTo(-(Math.PI ** 2) / 3, 14);
    expect(d(d(first))(value([0])).item()).toBeCloseTo(0, 14);
    expect(d(d(d(first)))(value([0])).item()).toBeCloseTo(Math.PI ** 4 / 5, 12);
  });

  test('has derivatives that pass smoothly from the series to the closed form', () => {
    for (const f of [d(sinc), d(d(sinc)), d(d(d(sinc)))]) {
      const [below, above] = f(value([0.3 - 1e-15, 0.3])).toArray() as number[];
      expect(Math.abs(below - above)).toBeLessThan(1e-12);
    }
  });
});

describe('extreme scales', () => {
  test.each([1e-170, 1e-30, 1e200])('svd and pinv of entries of %d', (scale) => {
    const A = constant([
      [3, 1],
      [1, 2],
      [0, 1],
    ]);
    const large = A.mul(scale);
    const { S, U } = svd(A);
    const scaled = svd(large);
    expectClose(scaled.S.div(scale), S, 1e-14);
    expectClose(scaled.U, U, 1e-14);
    expectClose(pinv(large).mul(scale), pinv(A), 1e-14);
    const slope = (of: Value) => grad((x: Value) => svd(x).S.sum())(value(of));
    expectClose(slope(large), slope(A), 1e-13);
  });

  test.each([1.5, 2, 3, -1])('a norm with p = %d', (p) => {
    const slope = (x: Value) => grad((y: Value) => y.norm({ p }))(value(x));
    for (const scale of [1e-170, 1e200]) {
      const x = constant([3, -4]);
      expectClose(x.mul(scale).norm({ p }).div(scale), x.norm({ p }), 1e-14);
      expectClose(slope(x.mul(scale)), slope(x), 1e-14);
    }
  });

  test('a norm of float32 whose squares it cannot hold', () => {
    expectClose(float32(3e30, 4e30).norm().div(1e30), [5], 1e-6);
  });

  test('atan2 and asinh have a derivative where squares overflow', () => {
    const slope = (y: number) => grad((a: Value) => a.atan2(1e200))(value(y)).item();
    expect(slope(1e200)).toBeCloseTo(5e-201, 210);
    expect(grad((x: Value) => x.asinh())(value(1e200)).item() * 1e200).toBeCloseTo(1, 14);
  });

  test('a determinant that is a product of very small and very large numbers', () => {
    const A = value([1e-200, 1e-200, 1e200, 1e200]).diag();
    expect(det(A).item()).toBeCloseTo(1, 13);
    const slopes = grad(det)(value(A));
    expectClose(slopes.diagonal().mul([1e-200, 1e-200, 1e200, 1e200]), [1, 1, 1, 1], 1e-13);
    expectClose(
      det(
        constant([
          [1, 2],
          [3, 4],
        ]).mul(1e-150),
      ).div(1e-300),
      [-2],
      1e-13,
    );
  });

  test('a polygamma function of high order', () => {
    // By mpmath.
    expect(polygamma(3, 171).item() / 1.0688636146529578e227).toBeCloseTo(1, 12);
  });
});

test('factors of a matrix follow what is written to its numbers', () => {
  const numbers = new Float64Array([2, 0, 0, 4]);
  const A = fromTypedArray(numbers, { shape: [2, 2] });
  expect([det(A).item(), inverse(A).toArray()]).toEqual([
    8,
    [
      [0.5, 0],
      [0, 0.25],
    ],
  ]);
  numbers[0] = 1;
  expect([det(A).item(), inverse(A).toArray()]).toEqual([
    4,
    [
      [1, 0],
      [0, 0.25],
    ],
  ]);
});

test('a zero keeps its sign through rounding, and −0 is the smaller of the two', () => {
  const signs = (x: Value) => Array.from(x.data as Float64Array, (each) => Object.is(each, -0));
  for (const dtype of ['float32', 'float64'] as const) {
    const x = value([-0.5, -0.2, -0, 0, 0.5], { dtype });
    expect(signs(x.round())).toEqual([true, true, true, false, false]);
    expect(signs(x.trunc())).toEqual([true, true, true, false, false]);
    const zeros = value(
      [
        [-0, 0],
        [0, -0],
        [-0, -0],
      ],
      { dtype },
    );
    expect(signs(zeros.max({ axis: 1 }))).toEqual([false, false, true]);
    expect(signs(zeros.min({ axis: 1 }))).toEqual([true, true, true]);
  }
});
