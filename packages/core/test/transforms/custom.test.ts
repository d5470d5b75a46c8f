import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import {
  backward,
  checkpoint,
  constant,
  customGradient,
  grad,
  graph,
  jacobian,
  jvp,
  primitive,
  type Value,
  value,
  vmap,
} from '../../src/index.ts';

describe('primitive', () => {
  const cube = primitive({
    name: 'cube',
    forward: (out, x) => {
      for (let i = 0; i < out.length; i++) out[i] = x[i] ** 3;
    },
    vjp: (g, _, x) => [g.mul(x.square()).mul(3)],
  });

  test('is an operation like any other: named, of any order, in both modes', () => {
    const x = value([1, 2], { name: 'x' });
    expect(String(cube(x))).toBe('cube(x) = [1, 8] float64[2]');
    expect(grad((v: Value) => grad((u: Value) => cube(u).sum())(v).sum())([1, 2]).toArray()).toEqual([6, 12]);
    expect(jvp(cube, [1, 2], [1, 10]).tangent.toArray()).toEqual([3, 120]);
    expect(cube(value(2)).item()).toBe(8);
    expect(cube(value([2], { dtype: 'float32' })).dtype).toBe('float32');
  });

  test('takes several inputs, and says which one its rule forgot', () => {
    const outerProduct = primitive({
      name: 'outerProduct',
      shape: ([m], [n]) => [m, n],
      forward: (out, a, b) => {
        for (let i = 0; i < out.length; i++) out[i] = a[Math.floor(i / b.length)] * b[i % b.length];
      },
      vjp: (g, _, a, b) => [g.matmul(b), g.transpose().matmul(a)],
    });
    const [a, b] = [value([1, 2]), value([3, 4, 5], { name: 'b' })];
    const gradients = outerProduct(a, b).square().sum().backward();
    expectClose(gradients.of(a), a.reshape([2, 1]).mul(b).square().sum().backward().of(a), 1e-12);
    const forgetful = primitive({ name: 'forgetful', forward: (out) => out.fill(0), vjp: (g) => [g] });
    expect(() => backward(forgetful(a, b).sum())).toThrow(
      'forgetful: its rule gives no gradient for input 1, b [3], which wants one',
    );
  });

  test('runs its rule once a walk, and anew for a walk that is recorded', () => {
    let runs = 0;
    const times = primitive({
      name: 'times',
      forward: (out, a, b) => {
        for (let i = 0; i < out.length; i++) out[i] = a[i] * b[i];
      },
      vjp: (g, _, a, b) => {
        runs++;
        return [g.mul(b), g.mul(a)];
      },
    });
    const [a, b] = [value([2]), value([3])];
    const seed = value([1]);
    const y = times(a, b);
    backward(y, { seed });
    expect(runs).toBe(1);
    const recorded = backward(y, { seed, createGraph: true }).of(a);
    expect(recorded.sum().backward().of(b).toArray()).toEqual([1]);
  });
});

describe('a primitive whose rule uses a Value that its forward part made is refused', () => {
  const kinds: Record<string, (x: ArrayLike<number>) => Value> = {
    'a leaf': (x) => constant(Float64Array.from(x, (n) => 3 * n * n)),
    'a result': (x) => constant(Array.from(x)).square().mul(3),
  };
  const cubeOf = (make: (x: ArrayLike<number>) => Value, used: (g: Value, kept: Value) => Value) => {
    let kept: Value;
    return primitive({
      name: 'cube',
      forward: (out, x) => {
        kept = make(x);
        x.forEach((n, i) => {
          out[i] = n ** 3;
        });
      },
      vjp: (g) => [used(g, kept)],
    });
  };
  const message = /^cube: its rule uses .* \[\d\], which its forward part made/;

  test.each(Object.entries(kinds))('%s', (_, make) => {
    for (const used of [(g: Value, kept: Value) => g.mul(kept), (_: Value, kept: Value) => kept]) {
      const cube = cubeOf(make, used);
      const x = value([1, 2]);
      expect(() => cube(x).sum().backward()).toThrow(message);
      expect(() => checkpoint((v: Value) => cube(v).sum())(x).backward()).toThrow(message);
      expect(() => vmap(grad((v: Value) => cube(v).sum()))([[1], [2]])).toThrow(message);
      expect(() => jvp(cube, [1], [1])).toThrow(message);
    }
  });

  test('but not one that was made before', () => {
    const three = constant(3);
    const cube = primitive({
      name: 'cube',
      forward: (out, x) => out.set(x.map((n) => n ** 3)),
      vjp: (g, _, x) => [g.mul(x.square()).mul(three)],
    });
    expect(grad(cube)(2).item()).toBe(12);
  });
});

describe('what is wrong with a rule is said under its name', () => {
  const forward = (out: { fill(n: number): unknown }) => out.fill(1);
  const x = value([1, 2], { name: 'x' });

  test('a shape that is none, no operands, no list of gradients, a gradient of another shape', () => {
    const odd = primitive({ name: 'odd', shape: () => [2.5], forward, vjp: (g) => [g] });
    expect(() => odd(x)).toThrow('odd: expected a shape of whole numbers');
    expect(() => primitive({ name: 'none', forward, vjp: (g) => [g] })()).toThrow(
      'none: expected a number, got undefined',
    );
    const silent = primitive({ name: 'silent', forward, vjp: () => undefined as never });
    expect(() => silent(x).sum().backward()).toThrow('silent: vjp: expected to return an array');
    const wide = primitive({ name: 'wide', forward, vjp: () => [value([1, 2, 3])] });
    expect(() => wide(x).sum().backward()).toThrow('wide: expected a cotangent of the shape of x [2]');
  });

  test('integers become floats, and the numbers of a Value are out of reach', () => {
    const half = primitive({
      name: 'half',
      forward: (out, n) => {
        for (let i = 0; i < out.length; i++) out[i] = n[i] / 2;
        n[0] = 99;
      },
      vjp: (g) => [g.mul(0.5)],
    });
    const count = constant([1, 3], { dtype: 'int32' });
    expect([half(count).dtype, half(count).toArray(), count.toArray()]).toEqual([
      'float64',
      [0.5, 1.5],
      [1, 3],
    ]);
  });
});

describe('customGradient', () => {
  test('does not let a parameter that it captures go without its gradient', () => {
    const w = value(3, { name: 'w' });
    const f = customGradient({ name: 'scaled', forward: (x) => x.mul(w), vjp: (g) => [g.mul(w)] });
    expect(() => f(value(2))).toThrow(
      'scaled: its forward part reads w [], which wants a gradient but is not an input',
    );
    expect(
      customGradient({ forward: (x) => x.mul(constant(w)), vjp: (g) => [g.mul(3)] })(value(2)).item(),
    ).toBe(6);
  });

  test('puts a rule in place of the derivative', () => {
    const clipped = customGradient({ name: 'clipped', forward: (x) => x, vjp: (g) => [g.clamp(-1, 1)] });
    const x = value([1, 2]);
    expect(clipped(x).mul([5, 0.5]).sum().backward().of(x).toArray()).toEqual([1, 0.5]);
  });

  test('keeps no graph of its forward part', () => {
    const f = customGradient({ forward: (x) => x.exp().log().sin(), vjp: (g, _, x) => [g.mul(x.cos())] });
    expect(graph(f(value(1))).nodes.length).toBe(2);
  });
});

describe('checkpoint', () => {
  const w = value([0.3, -0.2]);
  const deep = (x: Value) => x.mul(w).tanh().exp().mul(x).sum();

  test('has the gradients of the function itself, of what it reads from outside too, to second order', () => {
    const x = value([1, 2]);
    const [plain, thin] = [deep(x), checkpoint(deep)(x)];
    expect(graph(thin).nodes.length).toBe(3);
    const [expected, got] = [plain, thin].map((y) => backward(y, { createGraph: true }));
    expectClose(got.of(x), expected.of(x), 1e-15);
    expectClose(got.of(w), expected.of(w), 1e-15);
    const [second, secondThin] = [expected, got].map((g) => backward(g.of(x).mul([1, -3]).sum()));
    expectClose(secondThin.of(w), second.of(w), 1e-14);
  });

  test('counts each path once where inputs depend on one another', () => {
    const x = value([1, 2]);
    const h = x.square();
    const f = (v: Value) => v.mul(h).sum();
    expect(checkpoint(f)(x).backward().of(x).toArray()).toEqual(f(x).backward().of(x).toArray());
  });

  describe('inside a transform, which has run its function when the checkpoint runs again', () => {
    const cube = (x: Value) => grad((v: Value) => v.pow(3).mul(w).sum())(x).square();
    const bodies: Record<string, (wrap: typeof checkpoint<Value>) => (x: Value) => Value> = {
      'in another': (wrap) => wrap((x) => wrap(deep)(x).add(x.sum())),
      'that is all of another': (wrap) => wrap((x) => wrap(deep)(x)),
      'around a gradient': (wrap) => wrap((x) => cube(x).sum()),
      'around a gradient at a node from outside': (wrap) => (x) => {
        const h = x.sin();
        return wrap((v: Value) => v.mul(cube(h)).sum())(x);
      },
      'three deep, around a gradient': (wrap) => wrap((x) => wrap((v) => wrap(cube)(v).sin())(x).sum()),
    };

    test.each(Object.entries(bodies))('%s', (_, body) => {
      const [f, thin] = [body((f) => f), body(checkpoint)];
      const x = constant([1, 2]);
      expectClose(grad(thin)(x), grad(f)(x), 1e-14);
      const slopes = (f: (x: Value) => Value) => grad((x: Value) => grad(f)(x).square().sum())(x);
      expectClose(slopes(thin), slopes(f), 1e-13);
      expectClose(jacobian(thin)(x), jacobian(f)(x), 1e-14);
      expectClose(vmap(grad(thin))(constant([[1, 2]])).select(0), grad(f)(x), 1e-14);
    });
  });

  test('has the gradient of a leaf that the function makes', () => {
    const run = (wrap: typeof checkpoint<Value>) => {
      const kept: Value[] = [];
      const f = (x: Value) => {
        constant(1);
        kept.push(value([3, 4]));
        return x
          .mul(kept[kept.length - 1])
          .square()
          .sum();
      };
      const y = wrap(f)(value([1, 2]));
      return backward(y, { createGraph: true }).of(kept[0]);
    };
    expect(run(checkpoint).toArray()).toEqual([6, 32]);
    expect(run((f) => f).toArray()).toEqual([6, 32]);
  });

  test('runs the function once more for each walk, not for each input', () => {
    let runs = 0;
    const counted = checkpoint((x: Value) => {
      runs++;
      return deep(x);
    });
    const y = counted(value([1, 2]));
    y.backward();
    expect(runs).toBe(2);
  });
});
