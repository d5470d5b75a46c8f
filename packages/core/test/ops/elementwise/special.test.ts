import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../../scripts/test-support/close.ts';
import {
  besselI0,
  besselI0e,
  besselJ0,
  constant,
  erfcx,
  gammainc,
  grad,
  heaviside,
  hypot,
  ldexp,
  logNdtr,
  noGrad,
  polygamma,
  pow,
  sphericalBesselJ0,
  type Value,
  value,
} from '../../../src/index.ts';

/** The derivatives of f at x of order 0, 1, …, count − 1. */
function derivatives(f: (x: Value) => Value, x: number, count: number): number[] {
  const made: number[] = [];
  for (let g = f, i = 0; i < count; i++, g = grad(g)) made.push(g(value(x)).item());
  return made;
}

describe('derivatives of any order at 0, where a formula divides by x', () => {
  // The coefficients of the power series times n!.
  test.each<[string, (x: Value) => Value, number[]]>([
    ['besselI0', besselI0, [1, 0, 1 / 2, 0, 3 / 8, 0, 5 / 16]],
    ['besselJ0', besselJ0, [1, 0, -1 / 2, 0, 3 / 8, 0, -5 / 16]],
    ['sphericalBesselJ0', sphericalBesselJ0, [1, 0, -1 / 3, 0, 1 / 5, 0, -1 / 7]],
  ])('%s', (_, f, expected) => {
    expectClose(derivatives(f, 0, 7), expected, 1e-14);
    expectClose(derivatives(f, 1e-9, 7), expected, 1e-8);
  });

  test('of e^(−|x|) I₀(x) the first is 0, as in PyTorch', () => {
    expect(grad(besselI0e)(value(0)).item()).toBe(0);
  });
});

describe('derivatives far in a tail', () => {
  test('of ln Φ keep their digits', () => {
    // By mpmath, at −10⁴.
    const expected = [-50000010.12927892, 10000.000099999997, -0.9999999900000006];
    const got = derivatives(logNdtr, -1e4, 3);
    expectClose(got, expected, 1e-12);
    // The textbook's −h(x + h), h the first derivative, has eight digits here.
    expect((got[2] + 1) * 1e8).toBeCloseTo(1, 6);
  });

  describe('of ln Φ on the right, where erfcx overflows, keep theirs', () => {
    // By mpmath.
    test.each<[number, number[]]>([
      [5, [1.4867199409049e-6, -7.43360191486071e-6, 3.5681311736767e-5]],
      [28, [2.27757747873666e-171, -6.37721694046265e-170, 1.7833431658508e-168]],
      [37.5, [1.7282337322841e-306, -6.4808764960654e-305, 2.42860045229224e-303]],
      [1e3, [0, 0, 0]],
    ])('at %s', (x, expected) => {
      const got = derivatives(logNdtr, x, 4).slice(1);
      const scale = (ys: number[]) => ys.map((y, k) => y / (expected[k] || 1));
      expectClose(scale(got), scale(expected), 1e-12);
    });
  });

  test('of erfcx, which are −1/(√π x²) and 2/(√π x³) there, keep theirs', () => {
    const [, first, second] = derivatives(erfcx, 1e6, 3);
    expect(first * -1e12 * Math.sqrt(Math.PI)).toBeCloseTo(1, 11);
    expect((second * 1e18 * Math.sqrt(Math.PI)) / 2).toBeCloseTo(1, 11);
  });
});

test.each([
  [3, 4e-9],
  [-3, 4e-9],
  [4e-9, -3],
  [3e150, 2e140],
  [1e-150, 0.3],
])('the second derivatives of hypot at (%s, %s) keep their digits', (a, b) => {
  const slope = (of: 0 | 1) => (x: Value, y: Value) =>
    of === 0 ? grad((v: Value) => hypot(v, y))(x) : grad((v: Value) => hypot(x, v))(y);
  const [x, y] = [value(a), value(b)];
  const got = [
    grad((v: Value) => slope(0)(v, y))(x),
    grad((v: Value) => slope(0)(x, v))(y),
    grad((v: Value) => slope(1)(v, y))(x),
    grad((v: Value) => slope(1)(x, v))(y),
  ];
  const size = Math.hypot(a, b);
  const [c, s] = [a / size, b / size];
  const expected = [(s * s) / size, (-c * s) / size, (-c * s) / size, (c * c) / size];
  expectClose(
    got.map((each, k) => each.item() / expected[k]),
    [1, 1, 1, 1],
    1e-14,
  );
});

test.each([0, 1, 2, 3])('a power with the exponent %s has all its derivatives at 0', (n) => {
  const factorial = [1, 1, 2, 6][n];
  const expected = Array.from({ length: 5 }, (_, order) => (order === n ? factorial : 0));
  expect(derivatives((x) => pow(x, n), 0, 5)).toEqual(expected);
});

test('ldexp holds where 2ⁿ by itself does not', () => {
  const n = constant([1100, -1100, 2000]);
  expect(ldexp([1e-300, 1e300, 0], n).toArray()).toEqual([
    2 ** 1000 * 1e-300 * 2 ** 100,
    1e300 * 2 ** -1000 * 2 ** -100,
    0,
  ]);
});

test('the value of heaviside at 0 gets a gradient there, and x none', () => {
  const [x, atZero] = [value([-1, 0, 2]), value([5, 6, 7])];
  const gradients = heaviside(x, atZero).sum().backward();
  expect(gradients.of(atZero).toArray()).toEqual([0, 1, 0]);
  expect(gradients.of(x).toArray()).toEqual([0, 0, 0]);
  expect(heaviside(Number.NaN, 1).item()).toBeNaN();
});

test('what has no derivative with respect to its first operand takes one that wants none at the time', () => {
  const a = value(2);
  expect(noGrad(() => gammainc(a, 3)).item()).toBeCloseTo(0.8008517265285442, 15);
});

test('a polygamma function of order 145 has values between the poles, though its factorial hardly fits', () => {
  expect(polygamma(-3.501, 145).item() / 1.49788257327995e296).toBeCloseTo(1, 12);
});

test('a polygamma function of any order ends, and has a value where its factors are far out of range', () => {
  expect(polygamma(1000, 2000).item() / -3.83551851802339e-268).toBeCloseTo(1, 12);
  expect(polygamma([0.5, 1e3, 1e15], 1e12).toArray()).toEqual([-Infinity, -Infinity, 0]);
});
