import { describe, expect, test } from 'vitest';
import {
  backward,
  cholesky,
  constant,
  det,
  eigh,
  eye,
  inverse,
  matrixExp,
  multiDot,
  pinv,
  qr,
  Random,
  slogDet,
  solve,
  svd,
  type Value,
  value,
  zeros,
} from '../../src/index.ts';
import { expectClose } from '../support/close.ts';

const random = new Random(7);
const mT = (x: Value) => x.swapAxes(-2, -1);
const gram = (x: Value) => mT(x).matmul(x);

describe.each([
  ['tall', random.normal([9, 5])],
  ['wide', random.normal([5, 9])],
  ['a stack', random.normal([2, 3, 4, 4])],
  ['of rank 2', random.normal([6, 2]).matmul(random.normal([2, 5]))],
  ['of zeros', zeros([4, 3])],
  ['the identity', eye(4)],
  ['graded', random.normal([5, 5]).mul([1, 1e-3, 1e-6, 1e-9, 1e-12])],
  ['a row', random.normal([1, 4])],
  ['large', random.normal([40, 30])],
])('a matrix that is %s', (_, A) => {
  const k = Math.min(...A.shape.slice(-2));
  const expectIdentity = (x: Value) => expectClose(x, eye(k).broadcastTo(x.shape), 1e-13);

  test('is the product of its singular value decomposition', () => {
    const { U, S, Vh } = svd(A);
    expectClose(U.mul(S.expandDims(-2)).matmul(Vh), A, 1e-13);
    expectIdentity(gram(U));
    expectIdentity(Vh.matmul(mT(Vh)));
    expect(S.diff().greater(0).any().item()).toBe(0);
  });

  test('is the product of Q and R', () => {
    const { Q, R } = qr(A);
    expectClose(Q.matmul(R), A, 1e-13);
    expectIdentity(gram(Q));
    expect(R.tril({ offset: -1 }).abs().max().item()).toBe(0);
  });

  test('has a pseudoinverse that meets the four conditions of Penrose', () => {
    const P = pinv(A, { tolerance: 1e-14 });
    const scale = P.abs().max().item() + 1;
    expectClose(A.matmul(P).matmul(A), A, 1e-13 * scale);
    expectClose(P.matmul(A).matmul(P).div(scale), P.div(scale), 1e-13 * scale);
    expectClose(A.matmul(P), mT(A.matmul(P)), 1e-13 * scale);
    expectClose(P.matmul(A), mT(P.matmul(A)), 1e-13 * scale);
  });

  test('gives a symmetric matrix that its eigenvectors diagonalize', () => {
    const G = gram(A).sub(eye(A.shape[A.rank - 1]));
    const { eigenvalues, eigenvectors: V } = eigh(G);
    expectClose(V.mul(eigenvalues.expandDims(-2)).matmul(mT(V)), G, 1e-14 * (10 + G.norm().item()));
    expectClose(gram(V), eye(G.shape[G.rank - 1]).broadcastTo(G.shape), 1e-13);
    expect(eigenvalues.diff().less(0).any().item()).toBe(0);
  });
});

test('eigenvalues of unlike sign and equal size are told apart', () => {
  const { eigenvalues } = eigh([
    [0, 1],
    [1, 0],
  ]);
  expectClose(eigenvalues, [-1, 1], 1e-15);
});

test('where eigenvalues or singular values are equal, their sum still has a gradient', () => {
  const A = value(eye(3));
  expectClose(backward(eigh(A).eigenvalues.sum()).of(A), eye(3), 1e-15);
  expectClose(backward(svd(A).S.sum()).of(A), eye(3), 1e-15);
  expectClose(backward(pinv(A).sum()).of(A), zeros([3, 3]).sub(1), 1e-14);
});

test('a determinant has its derivatives where it is zero, and close by', () => {
  for (const last of [9, 9 + 1e-13]) {
    const A = value([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, last],
    ]);
    const first = backward(det(A), { createGraph: true }).of(A);
    expectClose(
      first,
      [
        [-3, 6, -3],
        [6, -12, 6],
        [-3, 6, -3],
      ].flat(),
      1e-11,
    );
    // The sum of all cofactors: its derivative is linear in A.
    expectClose(backward(first.sum()).of(A), secondByDefinition(A), 1e-11);
  }
  const zero = value(zeros([2, 2]));
  expectClose(backward(det(zero)).of(zero).abs(), zeros([2, 2]), 0);
});

/** Σᵢⱼ ∂² det A / ∂aᵢⱼ ∂A, from det A being linear in each entry, so that differences of cofactors are exact. */
function secondByDefinition(A: Value): number[] {
  const cofactorSum = (x: Value) => {
    const leaf = value(x);
    return backward(det(leaf.add(0)))
      .of(leaf)
      .sum()
      .item();
  };
  return Array.from({ length: 9 }, (_, at) => {
    const step = constant(
      Float64Array.from({ length: 9 }, (__, i) => Number(i === at)),
      { shape: [3, 3] },
    );
    return (cofactorSum(A.add(step)) - cofactorSum(A.sub(step))) / 2;
  });
}

test('slogDet neither over- nor underflows, and knows the sign', () => {
  const A = eye(400).mul(1e-3);
  expect(det(A).item()).toBe(0);
  expectClose(slogDet(A).logAbsDet, [400 * Math.log(1e-3)], 1e-13);
  const { sign, logAbsDet } = slogDet([
    [0, 2],
    [3, 0],
  ]);
  expect(sign.item()).toBe(-1);
  expectClose(logAbsDet, [Math.log(6)], 1e-15);
  expect(slogDet(zeros([2, 2])).sign.item()).toBe(0);
  expect(slogDet(zeros([2, 2])).logAbsDet.item()).toBe(-Infinity);
});

test('stacks without matrices and matrices without rows are taken', () => {
  expect(inverse(zeros([0, 3, 3])).shape).toEqual([0, 3, 3]);
  expect(det(zeros([0, 3, 3])).shape).toEqual([0]);
  expect(det(zeros([0, 0])).item()).toBe(1);
  expect(solve(zeros([0, 0]), zeros([0, 2])).shape).toEqual([0, 2]);
  expect(cholesky(zeros([0, 0])).shape).toEqual([0, 0]);
  expect(svd(zeros([0, 3])).Vh.shape).toEqual([0, 3]);
  expect(eigh(zeros([2, 0, 0])).eigenvalues.shape).toEqual([2, 0]);
  expect(qr(zeros([3, 0])).Q.shape).toEqual([3, 0]);
});

test('matrixExp of large and of nilpotent matrices', () => {
  const rotation = matrixExp(
    constant([
      [0, -100],
      [100, 0],
    ]),
  );
  expectClose(rotation, [Math.cos(100), -Math.sin(100), Math.sin(100), Math.cos(100)], 1e-12);
  const nilpotent = [
    [0, 1],
    [0, 0],
  ];
  expect(matrixExp(nilpotent).toArray()).toEqual([
    [1, 1],
    [0, 1],
  ]);
});

test('multiDot gives the product whatever the order', () => {
  const xs = [
    [7, 2],
    [2, 9],
    [9, 1],
    [1, 6],
  ].map((shape) => random.normal(shape));
  expectClose(
    multiDot(xs),
    xs.reduce((a, b) => a.matmul(b)),
    1e-13,
  );
});
