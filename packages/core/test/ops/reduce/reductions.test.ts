import { describe, expect, test } from 'vitest';
import { backward, constant, grad, quantile, type Value, value, zeros } from '../../../src/index.ts';

const gradientOf = (f: (x: Value) => Value, numbers: number[]) => {
  const x = value(numbers);
  return backward(f(x)).of(x).toArray();
};

describe('a norm', () => {
  test.each([0, 0.5, 1, 1.5, 2, 3, -1, Infinity, -Infinity])(
    'for p = %d has gradient 0 at the origin',
    (p) => {
      expect(gradientOf((x) => x.norm({ p }), [0, 0])).toEqual([0, 0]);
    },
  );

  test('of infinite power shares its gradient among entries of the largest size, with their signs', () => {
    expect(gradientOf((x) => x.norm({ p: Infinity }), [3, -3, 1])).toEqual([0.5, -0.5, 0]);
    expect(gradientOf((x) => x.norm({ p: -Infinity }), [3, -1, 1])).toEqual([0, -0.5, 0.5]);
  });

  test('keeps axes, for every power', () => {
    for (const p of [0, 1, 2, 3, Infinity])
      expect(zeros([2, 3]).norm({ p, axis: 1, keepDims: true }).shape).toEqual([2, 1]);
  });
});

describe('a product', () => {
  test('has exact derivatives with zeros, to third order', () => {
    const d = (f: (x: Value) => Value) => grad((x: Value) => f(x).sum());
    const twice = (x: Value) => x.prod().mul(2);
    // With eₖ the sum of all products of k of the four numbers, it is 2e₄; then 2e₃, 4e₂ and 4e₁ without the number's own.
    expect(d(d(d(twice)))(value([0, 0, 0, 1])).toArray()).toEqual([4, 4, 4, 0]);
    expect(d(twice)(value([0, 0, 3, 1])).toArray()).toEqual([0, 0, 0, 0]);
    expect(d(twice)(value([0, 2, 3, 1])).toArray()).toEqual([12, 0, 0, 0]);
  });
});

describe('a reduction of nothing', () => {
  test('is the neutral element, where there is one', () => {
    const none = zeros([2, 0]);
    expect(none.prod({ axis: 1 }).toArray()).toEqual([1, 1]);
    expect(none.all().item()).toBe(1);
    expect(none.any().item()).toBe(0);
    expect(none.logSumExp({ axis: 1 }).toArray()).toEqual([-Infinity, -Infinity]);
    expect(none.countNonzero().item()).toBe(0);
    expect(none.norm().item()).toBe(0);
    expect(none.mean().item()).toBeNaN();
  });

  test('along another axis has nothing to say', () => {
    const none = zeros([0, 3]);
    expect(none.max({ axis: 1 }).shape).toEqual([0]);
    expect(none.median({ axis: 1, keepDims: true }).shape).toEqual([0, 1]);
    for (const run of [none.cumSum(), none.cumMax({ axis: 0 }), none.logCumSumExp(), none.softmax()])
      expect(run.shape).toEqual([0, 3]);
    expect(zeros([3, 0]).softmax().shape).toEqual([3, 0]);
    expect(zeros([3, 0]).trapezoid().toArray()).toEqual([0, 0, 0]);
  });
});

describe('NaN', () => {
  test('is what a reduction picks, and where its gradient goes', () => {
    const numbers = [1, Number.NaN, 5];
    for (const f of [(x: Value) => x.max(), (x: Value) => x.min(), (x: Value) => x.median()]) {
      expect(f(value(numbers)).item()).toBeNaN();
      expect(gradientOf(f, numbers)).toEqual([0, 1, 0]);
    }
    expect(quantile(value(numbers), 0).item()).toBeNaN();
    expect(gradientOf((x) => x.cumMax().sum(), numbers)).toEqual([1, 2, 0]);
  });
});

describe('dtypes', () => {
  test('integers stay, booleans are counted, places are int32', () => {
    const counts = constant(new Int32Array([3, -1, 4]));
    const flags = constant([true, false, true]);
    for (const [made, dtype] of [
      [counts.max(), 'int32'],
      [counts.prod(), 'int32'],
      [counts.cumSum(), 'int32'],
      [counts.variance(), 'float64'],
      [counts.softmax(), 'float64'],
      [flags.prod(), 'int32'],
      [flags.cumSum(), 'int32'],
      [flags.max(), 'bool'],
      [flags.all(), 'bool'],
      [flags.argMax(), 'int32'],
      [flags.countNonzero(), 'int32'],
    ] as const)
      expect(made.dtype).toBe(dtype);
    expect(flags.cumSum().toArray()).toEqual([1, 1, 2]);
  });

  test('running sums of float32 are kept in doubles', () => {
    const tenths = constant(new Float32Array(100_000).fill(0.1));
    expect(tenths.cumSum().data).toHaveProperty('99999', Math.fround(Math.fround(0.1) * 100_000));
  });
});

describe('equal numbers', () => {
  test('share the gradient of a maximum over several axes alike', () => {
    const x = value([
      [1, 1],
      [1, 0],
    ]);
    expect(backward(x.max().mul(3)).of(x).toArray()).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  test('share that of a median and a quantile', () => {
    expect(gradientOf((x) => x.median(), [2, 1, 2, 3])).toEqual([0.5, 0, 0.5, 0]);
    expect(gradientOf((x) => quantile(x, 0.25), [1, 1, 2])).toEqual([0.5, 0.5, 0]);
  });
});
