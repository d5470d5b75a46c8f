import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import { project } from '../../../../scripts/test-support/finite-differences.ts';
import { constant, grad, jvp, linearize, matmul, noGrad, type Value, value, vjp } from '../../src/index.ts';
import { apply, type Primitive } from '../../src/primitive.ts';

const A = constant([
  [1, 2, -1],
  [0.5, -0.3, 2],
]);
const f = (x: Value) => matmul(A, x.tanh().mul(x)).exp();
const x = [0.3, -0.7, 1.1];
const t = [1, -2, 0.5];
const g = [0.4, -1.5];

describe('jvp and vjp', () => {
  test('are transposes of each other: ⟨g, J t⟩ = ⟨Jᵀ g, t⟩', () => {
    const forward = jvp(f, x, t);
    const { value: y, pullback } = vjp(f, x);
    const left = forward.tangent.mul(g).sum().item();
    const right = pullback(g).mul(t).sum().item();
    expect(left).toBeCloseTo(right, 12);
    expect(forward.value.toArray()).toEqual(y.toArray());
  });

  test('jvp is the slope along the tangent', () => {
    const at = (s: number) => f(constant(x.map((n, i) => n + s * t[i])));
    const h = 1e-5;
    const slope = at(h)
      .sub(at(-h))
      .div(2 * h);
    expectClose(jvp(f, x, t).tangent, slope, 1e-8);
  });

  test('jvp of a gradient is the Hessian times the tangent, and so is the gradient of a jvp', () => {
    const scalar = (v: Value) => project(f(v));
    const forwardOverReverse = jvp(grad(scalar), x, t).tangent;
    const reverseOverForward = grad((v: Value) => jvp(scalar, v, t).tangent)(x);
    const reverseOverReverse = grad((v: Value) => grad(scalar)(v).mul(t).sum())(x);
    expectClose(forwardOverReverse, reverseOverReverse, 1e-12);
    expectClose(reverseOverForward, reverseOverReverse, 1e-12);
  });

  test('jvp nests: the third derivative of sin is −cos', () => {
    const d = (h: (v: Value) => Value) => (v: Value) => jvp(h, v, 1).tangent;
    expect(d(d(d((v) => v.sin())))(constant(0.4)).item()).toBeCloseTo(-Math.cos(0.4), 14);
  });

  test('take trees, in and out', () => {
    const h = ({ a, b }: { a: Value; b: Value }) => ({ sum: a.add(b), product: a.mul(b) });
    const point = { a: 2, b: 3 };
    const { tangent } = jvp(h, point, { a: 1, b: 10 });
    expect([tangent.sum.item(), tangent.product.item()]).toEqual([11, 23]);
    const gradient = vjp(h, point).pullback({ sum: 1, product: 10 });
    expect([gradient.a.item(), gradient.b.item()]).toEqual([31, 21]);
  });

  test('give zeros for what does not depend on x', () => {
    expect(jvp(() => value([1, 2]), 1, 1).tangent.toArray()).toEqual([0, 0]);
    expect(
      vjp(() => value([1, 2]), [1, 1, 1])
        .pullback([1, 1])
        .toArray(),
    ).toEqual([0, 0, 0]);
  });

  test('linearize walks the same graph for each tangent', () => {
    let calls = 0;
    const { tangent } = linearize((v: Value) => {
      calls++;
      return f(v);
    }, x);
    for (const direction of [t, [1, 0, 0]])
      expectClose(tangent(direction), jvp(f, x, direction).tangent, 1e-15);
    expect(calls).toBe(1);
  });

  test('record nothing where nobody can ask for more', () => {
    expect(jvp(f, x, t).tangent.wantsGradient).toBe(false);
    expect(vjp(f, x).pullback(g).wantsGradient).toBe(false);
    expect(noGrad(() => jvp(f, value(x), t)).tangent.wantsGradient).toBe(false);
    const w = value(2);
    expect(
      jvp((v: Value) => v.mul(w), 3, 1)
        .tangent.backward()
        .of(w)
        .item(),
    ).toBe(1);
  });

  test('say which cotangent or tangent does not fit', () => {
    expect(() => vjp(f, x).pullback([1])).toThrow(
      'vjp: expected a cotangent of the shape of exp(…) [2], got a value [1]',
    );
    expect(() => jvp(f, x, [1])).toThrow(
      'jvp: expected a tangent of the shape of a value [3], got a value [1]',
    );
  });
});

describe('a primitive with a rule of its own', () => {
  /** x³, whose rule takes a gradient itself, and which has no jvp. */
  const cube: Primitive<undefined> = {
    name: 'cube',
    shape: ([v]) => v.shape,
    dtype: ([v]) => v.dtype,
    array: ([v]) => v.mul(v).mul(v).data,
    differentiable: () => true,
    vjp: (cotangent, _, [v]) => cotangent.mul(grad((u: Value) => u.pow(3).sum())(v)),
  };
  const cubed = (v: Value) => apply(cube, [v], undefined);

  test('may walk a graph in the middle of a walk', () => {
    const v = value([1, 2]);
    const y = cubed(v)
      .add(cubed(v.mul(2)))
      .mul(v)
      .sum();
    expect(y.backward().of(v).toArray()).toEqual([36, 4 * 9 * 8]);
    expect(grad((u: Value) => grad((s: Value) => cubed(s).sum())(u).sum())([1, 2]).toArray()).toEqual([
      6, 12,
    ]);
  });

  test('has its forward derivative found as the transpose of its rule', () => {
    expect(jvp(cubed, [1, 2], [1, 10]).tangent.toArray()).toEqual([3, 120]);
  });
});
