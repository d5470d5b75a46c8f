import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import {
  constant,
  grad,
  hessian,
  hvp,
  jacobian,
  laplacian,
  matmul,
  type Value,
  value,
  vmap,
} from '../../src/index.ts';

const A = constant([
  [1, 2, -1],
  [0.5, -0.3, 2],
]);

describe('jacobian', () => {
  test('of a matrix product is the matrix, in forward and in reverse mode', () => {
    expect(jacobian((x: Value) => matmul(A, x))([1, 2, 3]).toArray()).toEqual(A.toArray());
    expect(jacobian((x: Value) => matmul(A.transpose(), x))([1, 2]).toArray()).toEqual(
      A.transpose().toArray(),
    );
  });

  test('has the shapes of the result and then of the input', () => {
    const J = jacobian((x: Value) => x.mul(constant([[1], [2], [3]])))(value([[5, 7]]));
    expect(J.shape).toEqual([3, 2, 1, 2]);
    expect(J.sum({ axis: [2, 3] }).toArray()).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(jacobian((x: Value) => x.square())(3).item()).toBe(6);
  });

  test('over trees gives a tree of Jacobians for each result', () => {
    const J = jacobian(({ a, b }: { a: Value; b: Value }) => ({ product: a.mul(b) }))({
      a: 2,
      b: [3, 5],
    }) as {
      product: { a: Value; b: Value };
    };
    expect(J.product.a.toArray()).toEqual([3, 5]);
    expect(J.product.b.toArray()).toEqual([
      [2, 0],
      [0, 2],
    ]);
  });

  test('can be differentiated: the Hessian is the Jacobian of the gradient', () => {
    const f = (x: Value) => x.pow(3).sum().mul(x.sum());
    expectClose(jacobian(grad(f))([1, 2]), hessian(f)([1, 2]), 1e-12);
    const trace = grad((x: Value) => jacobian((u: Value) => u.pow(3))(x).sum());
    expect(trace([1, 2]).toArray()).toEqual([6, 12]);
  });
});

describe('second order', () => {
  const f = (x: Value) => matmul(A, x.tanh()).exp().sum();
  const x = [0.3, -0.7, 1.1];
  const v = [1, -2, 0.5];

  test('hvp is the Hessian times the vector, laplacian its trace, and the Hessian is symmetric', () => {
    const H = hessian(f)(x);
    expectClose(hvp(f, x, v), matmul(H, v), 1e-12);
    expectClose(H, H.transpose(), 1e-12);
    const rows = H.toArray() as number[][];
    expect(laplacian(f)(x).item()).toBeCloseTo(rows[0][0] + rows[1][1] + rows[2][2], 12);
  });

  test('the Laplacian can be differentiated in turn', () => {
    expect(grad((u: Value) => laplacian((w: Value) => w.pow(4).sum())(u))([1, 2]).toArray()).toEqual([
      24, 48,
    ]);
  });
});

describe('vmap', () => {
  test('gives a gradient for each sample, which add up to that of the sum', () => {
    const w = constant([
      [0.1, -0.4],
      [0.3, 0.2],
    ]);
    const batch = constant([
      [1, 2],
      [3, -1],
      [0.5, 0.5],
    ]);
    const loss = (p: Value, sample: Value) => matmul(sample, p).tanh().square().sum();
    const each = vmap((sample: Value) => grad((p: Value) => loss(p, sample))(w))(batch);
    expect(each.shape).toEqual([3, 2, 2]);
    expectClose(each.sum({ axis: 0 }), grad((p: Value) => loss(p, batch))(w), 1e-14);
  });

  test('maps trees over any axis, and stacks along any', () => {
    const mapped = vmap(({ a, b }: { a: Value; b: Value }) => [a.mul(b)], { axis: 1, outAxis: -1 });
    const [product] = mapped({
      a: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b: [[1, 10, 100]],
    });
    expect(product.toArray()).toEqual([
      [1, 20, 300],
      [4, 50, 600],
    ]);
  });

  test('passes gradients on', () => {
    const x = value([1, 2, 3]);
    expect(
      vmap((s: Value) => s.square())(x)
        .sum()
        .backward()
        .of(x)
        .toArray(),
    ).toEqual([2, 4, 6]);
  });

  test('says when the lengths differ', () => {
    expect(() => vmap(({ a, b }: { a: Value; b: Value }) => a.add(b))({ a: [1, 2], b: [1, 2, 3] })).toThrow(
      'vmap: expected inputs of one length, above 0, along axis 0, got a value [2] and a value [3]',
    );
  });

  test('takes numbers for results, and says when there are none', () => {
    expect(vmap((x: Value) => (x.item() * 2) as never)([1, 2, 3]).toArray()).toEqual([2, 4, 6]);
    expect(() => vmap(() => 'x' as never)([1, 2])).toThrow('vmap: the function must return a Value');
  });

  test('maps over more slices than a call takes arguments', () => {
    expect(vmap((x: Value) => x.mul(2))(constant(new Float64Array(150_000))).shape).toEqual([150_000]);
  });
});

test('the Jacobian of nothing, and of a function of nothing, is empty', () => {
  expect(jacobian((x: Value) => x.square())(constant([])).shape).toEqual([0, 0]);
  expect(laplacian((x: Value) => x.square().sum())(constant([])).item()).toBe(0);
});
