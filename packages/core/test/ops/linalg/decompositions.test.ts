import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../../scripts/test-support/close.ts';
import {
  backward,
  cholesky,
  cond,
  constant,
  det,
  diag,
  eigh,
  eigvalsh,
  eye,
  inverse,
  lu,
  matrixExp,
  matrixRank,
  multiDot,
  ones,
  pinv,
  qr,
  Random,
  slogDet,
  solve,
  svd,
  type Value,
  value,
  zeros,
} from '../../../src/index.ts';

const random = new Random(7);
const range = (n: number, f: (i: number) => number) => Array.from({ length: n }, (_, i) => f(i));
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
  ['large and of low rank', random.normal([40, 5]).matmul(random.normal([5, 30]))],
  ['large and of equal singular values', qr(random.normal([30, 30])).Q],
  ['of ones', ones([30, 30])],
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

describe('a matrix of 120 × 120', () => {
  const n = 120;
  const A = random.normal([n, n]);
  const expectOrthonormal = (x: Value) => expectClose(gram(x), eye(n), 1e-15 * n);

  test('has orthonormal singular vectors, of which it is the product', () => {
    const { U, S, Vh } = svd(A);
    expectOrthonormal(U);
    expectOrthonormal(mT(Vh));
    expect(A.sub(U.mul(S).matmul(Vh)).norm().item()).toBeLessThan(1e-15 * n * S.max().item());
  });

  test('has orthonormal eigenvectors, of which its symmetric part is the product', () => {
    const G = A.add(mT(A));
    const { eigenvalues, eigenvectors: V } = eigh(G);
    expectOrthonormal(V);
    expect(
      G.sub(V.mul(eigenvalues).matmul(mT(V)))
        .norm()
        .item(),
    ).toBeLessThan(1e-15 * n * G.norm().item());
  });
});

test.each([12, 30])(
  'singular values of %i sizes keep their digits where rows or columns are of unlike size',
  (n) => {
    const Q = qr(random.normal([n, n])).Q;
    const sizes = Array.from({ length: n }, (_, i) => 16 ** -i);
    const scale = constant(sizes);
    for (const A of [Q.mul(scale), Q.mul(scale.expandDims(-1)), Q.mul(scale.flip())])
      expectClose(svd(A).S.div(scale), new Float64Array(n).fill(1), 1e-13);
  },
);

test('eigenvalues that lie close together are told apart, and those of Wilkinson come in pairs', () => {
  const W = diag(range(21, (i) => Math.abs(10 - i)))
    .add(
      diag(
        range(20, () => 1),
        { offset: 1 },
      ),
    )
    .add(
      diag(
        range(20, () => 1),
        { offset: -1 },
      ),
    );
  const values = eigvalsh(W);
  // By LAPACK, in "The algebraic eigenvalue problem" too.
  expectClose(values.slice([[19, 21]]), [10.746194182903322, 10.746194182903393], 1e-14);
  expect(
    values
      .slice([20])
      .sub(values.slice([19]))
      .item(),
  ).toBeGreaterThan(0);
});

test('a matrix that holds what is not a number has no decomposition, and takes no time for it', () => {
  for (const bad of [Number.NaN, Infinity]) {
    const A = eye(30).add(constant(bad));
    expect(svd(A).S.isNaN().any().item()).toBe(1);
    expect(eigh(A).eigenvalues.isNaN().any().item()).toBe(1);
  }
});

describe('lu', () => {
  test.each([
    ['square', random.normal([5, 5])],
    ['tall', random.normal([2, 6, 3])],
    ['wide', random.normal([3, 6])],
    ['singular', ones([4, 3])],
    ['of zeros', zeros([3, 3])],
    ['without columns', zeros([3, 0])],
    ['without rows', zeros([2, 0, 3])],
  ])('of a matrix that is %s', (_, A) => {
    const { P, L, U } = lu(A);
    expectClose(P.matmul(L).matmul(U), A, 1e-14);
    expect(L.triu({ offset: 1 }).abs().sum().item() + U.tril({ offset: -1 }).abs().sum().item()).toBe(0);
    expect(
      L.abs()
        .less(1 + 1e-15)
        .all()
        .item(),
    ).toBe(1);
    expectClose(gram(P), eye(P.shape[P.rank - 1]).broadcastTo(P.shape), 0);
  });
});

test('the condition of a singular matrix is infinite, and its rank is less', () => {
  const A = diag([1, 2, 0]);
  expect(cond(A).item()).toBe(Infinity);
  expect(cond(A, { p: -2 }).item()).toBe(0);
  expect(matrixRank(A).item()).toBe(2);
  expect(matrixRank(zeros([2, 0, 3])).toArray()).toEqual([0, 0]);
  expect(matrixRank(A.asType('float32').add(1e-9)).item()).toBe(2);
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

test('the product of one matrix is a node of its own', () => {
  const A = value(eye(2), { name: 'A' });
  expect(multiDot([A]).named('B')).not.toBe(A);
  expect(A.name).toBe('A');
});
