import { describe, expect, test } from 'vitest';
import {
  backward,
  checkpoint,
  constant,
  grad,
  graph,
  noGrad,
  treeNode,
  type Value,
  value,
  valueAndGrad,
} from '../../src/index.ts';

const f = (x: Value) => x.mul(x.exp());

describe('grad', () => {
  test('nests to any order: the n-th derivative of x·eˣ is (x + n)·eˣ', () => {
    let derivative = (x: Value) => f(x);
    for (let n = 1; n <= 5; n++) {
      derivative = grad(derivative);
      expect(derivative(value(0.5)).item()).toBeCloseTo((0.5 + n) * Math.exp(0.5), 9);
    }
  });

  test('does not confuse the variable of an inner derivative with the outer one', () => {
    // d/dx [x · d/dy (x·y)] = d/dx x² = 2x
    const outer = grad((x: Value) => x.mul(grad((y: Value) => x.mul(y))(x)));
    expect(outer(value(3)).item()).toBe(6);
  });

  test('connects to Values outside of the function, so a penalty on a gradient can be trained', () => {
    const w = value(2);
    const penalty = grad((x: Value) => w.mul(x.square()))(3).square();
    expect(penalty.item()).toBe(144);
    expect(backward(penalty).of(w).item()).toBe(2 * (2 * 2 * 3) * 2 * 3);
  });

  test('records nothing where nobody can ask for more', () => {
    expect(grad(f)(0.5).wantsGradient).toBe(false);
    const w = value(2);
    expect(noGrad(() => grad((x: Value) => w.mul(x))(w)).wantsGradient).toBe(false);
    expect(noGrad(() => grad((x: Value) => w.mul(x))(w)).item()).toBe(2);
  });

  test('takes trees, and gives gradients of their form', () => {
    const { value: y, gradient } = valueAndGrad(({ layers, shift }: { layers: Value[]; shift: Value }) =>
      layers[0].mul(layers[1]).sum().add(shift),
    )({ layers: [value([1, 2]), value([3, 4])], shift: value(1) });
    expect(y.item()).toBe(12);
    expect(gradient.layers.map((g) => g.toArray())).toEqual([
      [3, 4],
      [1, 2],
    ]);
    expect(gradient.shift.item()).toBe(1);
  });

  test('counts both places of a Value that stands in a tree twice', () => {
    const w = value(3);
    const gradient = grad(([a, b]: Value[]) => a.mul(b))([w, w]);
    expect(gradient.map((g) => g.item())).toEqual([6, 6]);
  });

  test('gives zeros for a variable that the function does not use', () => {
    expect(grad(() => value(1))([1, 2]).toArray()).toEqual([0, 0]);
  });

  test('keeps nothing of an inner derivative that has been taken: a loop over it leaves memory flat', () => {
    const penalty = (v: Value) => grad((u: Value) => u.square().mul(v.square()))(2);
    expect(grad(penalty)(3).item()).toBe(24);
    expect(grad(penalty)(3).wantsGradient).toBe(false);
    let w: Value = constant(3);
    for (let i = 0; i < 5; i++) w = w.sub(grad(penalty)(w).mul(0.01));
    expect(graph(w).nodes.length).toBe(1);
    expect(graph(checkpoint(penalty)(value(3))).nodes.length).toBe(2);
  });

  test('takes modules whose key is their own, and trees with odd keys', () => {
    class Own {
      readonly [treeNode] = true as const;
      w = value(2);
    }
    expect((grad((m: Own) => m.w.square())(new Own()) as Own).w.item()).toBe(4);
    const odd = JSON.parse('{"__proto__": {"w": 3}, "a": 2}');
    const product = (p: { a: Value }) => p.a.mul((Object.entries(p)[0][1] as unknown as { w: Value }).w);
    const gradient = grad(product)(odd);
    expect(Object.keys(gradient)).toEqual(['__proto__', 'a']);
    expect(gradient.a.item()).toBe(3);
  });

  test('rounds the gradient of a float32 scalar to float32', () => {
    const x = value(0.1, { dtype: 'float32' });
    const gradient = backward(x.mul(x).mul(x)).of(x);
    expect(gradient.item()).toBe(Math.fround(gradient.item()));
  });
});
