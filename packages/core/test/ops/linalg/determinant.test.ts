import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../../scripts/test-support/close.ts';
import { backward, constant, det, eye, Random, stack, type Value, value, zeros } from '../../../src/index.ts';

const random = new Random(11);

const singular = [
  [1, 2],
  [2, 4],
];

/** An n × n matrix of a lower rank. */
const ofRank = (n: number, rank: number) => random.normal([n, rank]).matmul(random.normal([rank, n]));

const gradient = (A: Value, createGraph = false) => {
  const leaf = value(A);
  return { leaf, slopes: backward(det(leaf), { createGraph }).of(leaf) };
};

const entries = (n: number) => Array.from({ length: n * n }, (_, at) => at);

const unit = (n: number, at: number) =>
  constant(
    entries(n).map((k) => Number(k === at)),
    { shape: [n, n] },
  );

/** The cofactors, from det A being linear in each entry, so that differences are exact. */
function cofactorsByDefinition(A: Value): number[] {
  const [n] = A.shape;
  const at = (k: number, size: number) => det(A.add(unit(n, k).mul(size))).item();
  return entries(n).map((k) => (at(k, 1) - at(k, -1)) / 2);
}

/** Σᵢⱼ ∂² det A / ∂aᵢⱼ ∂A likewise. */
function secondByDefinition(A: Value): number[] {
  const [n] = A.shape;
  const total = (k: number, size: number) =>
    gradient(A.add(unit(n, k).mul(size)))
      .slopes.sum()
      .item();
  return entries(n).map((k) => (total(k, 1) - total(k, -1)) / 2);
}

/** By how much the numbers expected are divided: where all of them are 0 rounding leaves what is small beside 1. */
const scaleOf = (expected: Value) => {
  const largest = expected.abs().max().item();
  return largest < 1e-11 ? 1 : largest;
};

describe.each([
  ['regular', random.normal([5, 5])],
  ['of rank n − 1', ofRank(5, 4)],
  ['of rank n − 2', ofRank(5, 3)],
  ['of rank n − 3', ofRank(5, 2)],
  ['zero', zeros([4, 4])],
  ['almost singular', ofRank(5, 4).add(eye(5).mul(1e-11))],
  ['of unlike columns', random.normal([4, 4]).mul([1, 1e-3, 1e-6, 1e-9])],
  ['of unlike rows', random.normal([4, 4]).mul([[1e-5], [1], [1e-8], [1e3]])],
  ['of two rows', constant(singular)],
  ['with a row of zeros', random.normal([3, 3]).mul([[1], [0], [1]])],
  ['large, of rank n − 1', ofRank(30, 29)],
])('the determinant of a matrix that is %s', (_, A) => {
  test('has the cofactors as its gradient', () => {
    const expected = constant(cofactorsByDefinition(A));
    const scale = scaleOf(expected);
    expectClose(gradient(A).slopes.div(scale), expected.div(scale), 1e-9);
  });

  test('has the second derivative that its gradient has', () => {
    const { leaf, slopes } = gradient(A, true);
    const expected = constant(secondByDefinition(A));
    const scale = scaleOf(expected);
    expectClose(backward(slopes.sum()).of(leaf).div(scale), expected.div(scale), 1e-9);
  });
});

test('the gradient of a determinant keeps its digits where rows are of very unlike size', () => {
  const A = random.normal([4, 4]);
  const sizes = constant([[1e-120], [1e90], [1e30], [1]]);
  expectClose(gradient(A.mul(sizes)).slopes.mul(sizes), gradient(A).slopes, 1e-13);
});

test('the third derivative of the determinant of 3 × 3 numbers is the same for every matrix', () => {
  const third = (A: Value) => {
    const { leaf, slopes } = gradient(A, true);
    const weights = (k: number) =>
      constant(
        entries(3).map((i) => Math.cos(k + i)),
        { shape: [3, 3] },
      );
    const second = backward(slopes.mul(weights(1)).sum(), { createGraph: true }).of(leaf);
    return backward(second.mul(weights(2)).sum()).of(leaf);
  };
  const expected = third(eye(3));
  for (const A of [ofRank(3, 2), ofRank(3, 1), zeros([3, 3])]) expectClose(third(A), expected, 1e-12);
});

test('in a stack each matrix has the gradient that it has alone', () => {
  const matrices = [eye(3), ofRank(3, 2), zeros([3, 3]), ofRank(3, 1), random.normal([3, 3])];
  const leaf = value(stack(matrices));
  const expected = stack(matrices.map((A) => gradient(A).slopes));
  expectClose(backward(det(leaf).sum()).of(leaf), expected, 1e-13);
});

test('where a determinant underflows its gradient is there all the same', () => {
  const tiny = gradient(eye(2).mul(1e-200));
  expectClose(tiny.slopes.mul(1e200), eye(2), 1e-14);
  const many = gradient(eye(103).mul(1e-3));
  expectClose(many.slopes.mul(1e306), eye(103), 1e-10);
  const single = value(eye(3).mul(1e-19), { dtype: 'float32' });
  expectClose(backward(det(single)).of(single).mul(1e38), eye(3), 1e-6);
});

test('what is not a number stays that', () => {
  const { slopes } = gradient(
    constant([
      [Number.NaN, 1],
      [1, 2],
    ]),
  );
  expect(slopes.isNaN().all().item()).toBe(1);
});
