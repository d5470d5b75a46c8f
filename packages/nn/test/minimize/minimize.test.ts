import { compile } from '@chainrule/compile';
import { constant, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { adam, Linear, leastSquares, minimize, mse, sgd } from '../../src/index.ts';

const pair = (x: Value) => [x.select(0), x.select(1)] as const;

/** Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²: 0 at ones. */
const rosenbrock = (x: Value) => {
  const n = x.size - 1;
  const head = x.narrow({ start: 0, length: n });
  const tail = x.narrow({ start: 1, length: n });
  return tail.sub(head.square()).square().mul(100).add(head.sub(1).square()).sum();
};

/** 0 at (3, ½). */
const beale = (point: Value) => {
  const [x, y] = pair(point);
  const term = (c: number, power: number) => x.mul(y.pow(power)).sub(x).add(c).square();
  return term(1.5, 1).add(term(2.25, 2)).add(term(2.625, 3));
};

/** 0 at (1, 3). */
const booth = (point: Value) => {
  const [x, y] = pair(point);
  return x.add(y.mul(2)).sub(7).square().add(x.mul(2).add(y).sub(5).square());
};

/** −1 at (π, π), flat far away. */
const easom = (point: Value) => {
  const [x, y] = pair(point);
  const distance = x.sub(Math.PI).square().add(y.sub(Math.PI).square());
  return x.cos().mul(y.cos()).mul(distance.neg().exp()).neg();
};

describe.each(['lbfgs', 'newton-cg'] as const)('minimize by %s', (method) => {
  const known: [string, (x: Value) => Value, number[], number[], number][] = [
    ['Rosenbrock', rosenbrock, [-1.2, 1], [1, 1], 0],
    [
      'Rosenbrock of ten',
      rosenbrock,
      Array.from({ length: 10 }, (_, i) => (i % 2 ? 1 : -1.2)),
      Array(10).fill(1),
      0,
    ],
    ['Beale', beale, [1, 1], [3, 0.5], 0],
    ['Booth', booth, [0, 0], [1, 3], 0],
    ['Easom', easom, [2.5, 3.6], [Math.PI, Math.PI], -1],
  ];
  test.each(known)('finds the minimum of %s', (_, f, x0, x, least) => {
    const found = minimize(f, x0, { method, tolerance: 1e-9 });
    expect(found.status).toBe('converged');
    expect(found.success).toBe(true);
    (found.x.toArray() as number[]).forEach((each, i) => {
      expect(each).toBeCloseTo(x[i], 6);
    });
    expect(found.value).toBeCloseTo(least, 12);
    expect(found.history.length).toBe(found.iterations);
    expect(found.evaluations).toBeGreaterThan(found.iterations);
    expect(Math.max(...(found.gradient.toArray() as number[]).map(Math.abs))).toBeLessThanOrEqual(1e-9);
  });

  test('goes down at every iteration', () => {
    const { history } = minimize(rosenbrock, [-1.2, 1], { method });
    history.slice(1).forEach(({ value }, i) => {
      expect(value).toBeLessThanOrEqual(history[i].value);
    });
  });

  test('trains a module, which keeps its structure', () => {
    const x = constant([[0], [1], [2]]);
    const found = minimize(
      (model: Linear) => mse(model.forward(x), [[1], [3], [5]]),
      new Linear(1, 1, { random: 1 }),
      {
        method,
      },
    );
    expect(found.x).toBeInstanceOf(Linear);
    expect(found.x.weight.item()).toBeCloseTo(2, 5);
  });

  test('treats steps to non-finite f as too long', () => {
    const found = minimize((x: Value) => x.log().neg().add(x), 8, { method });
    expect(found.status).toBe('converged');
    expect(found.x.item()).toBeCloseTo(1, 6);
  });

  test('says that a start is bad, and that f has no minimum', () => {
    const bad = minimize((x: Value) => x.sqrt(), -4, { method });
    expect(bad.status).toBe('non-finite');
    expect(bad.message).toBe('the function is NaN at the start: begin at another point');
    expect(bad.x.item()).toBe(-4);
    const steep = minimize((x: Value) => x.abs().sqrt(), 0, { method });
    expect(steep.message).toBe('its gradient is not finite at the start: begin at another point');
    const endless = minimize((x: Value) => x, 0, { method, maxIterations: 20 });
    expect(endless.value).toBeLessThan(-1e6);
    expect(endless.success).toBe(false);
  });

  test('treats steps to non-finite gradients as too long', () => {
    const root = (x: Value) => x.relu().sqrt().add(x.sub(0.5).square());
    const found = minimize(root, 1, { method, maxIterations: 50 });
    expect(Number.isFinite(found.value)).toBe(true);
    expect(Number.isFinite(found.gradient.item())).toBe(true);
    expect(found.value).toBeLessThan(1.25);
  });

  test('stops if no step is lower, even if the tolerance is not met', () => {
    const { status, message } = minimize((x: Value) => x.abs(), 0.3, { method });
    expect(status).toBe('stalled');
    expect(message).toContain('no step reduces the function');
  });
});

describe('minimize', () => {
  test('leaves a saddle point along the curvature', () => {
    const f = (point: Value) => {
      const [x, y] = pair(point);
      return x.square().sub(y.square()).add(y.pow(4).mul(0.25));
    };
    const found = minimize(f, [0.5, 1e-3], { method: 'newton-cg' });
    expect(found.value).toBeCloseTo(-1, 10);
  });

  test('comes close by adam and by any rule, and returns the lowest point on its way', () => {
    const byName = minimize(booth, [0, 0], {
      method: 'adam',
      learningRate: 0.1,
      tolerance: 1e-4,
      maxIterations: 5000,
    });
    expect(byName.status).toBe('converged');
    expect(byName.x.toArray()).toEqual([expect.closeTo(1, 4), expect.closeTo(3, 4)]);
    const byRule = minimize(booth, [0, 0], {
      method: adam({ learningRate: 0.1 }),
      tolerance: 1e-4,
      maxIterations: 5000,
    });
    expect(byRule.x.toArray()).toEqual(byName.x.toArray());
    const diverging = minimize(booth, [0, 0], { method: sgd({ learningRate: 1 }), maxIterations: 2000 });
    expect(diverging.status).toBe('non-finite');
    expect(diverging.message).toContain('the best point before that is returned');
    expect(diverging.value).toBe(booth(constant([0, 0])).item());
  });

  test('takes trees with plain numbers, and a shared Value once', () => {
    const w = constant(5);
    const shared = minimize(({ a, b }: { a: Value; b: Value }) => a.add(b).sub(4).square(), { a: w, b: w });
    expect(shared.x.a).toBe(shared.x.b);
    expect(shared.x.a.item()).toBeCloseTo(2, 6);
    const tree = minimize(
      ({ p, q }: { p: Value; q: Value[] }) => p.sum().sub(1).square().add(q[0].sub(2).square()),
      {
        p: [0, 0],
        q: [constant(7)],
      },
    );
    expect(tree.x.p.shape).toEqual([2]);
    expect(tree.x.q[0].item()).toBeCloseTo(2, 5);
  });

  test('keeps float32', () => {
    const found = minimize(booth, new Float32Array([0, 0]), { tolerance: 1e-3 });
    expect(found.x.dtype).toBe('float32');
    expect(found.success).toBe(true);
  });

  test('calls the callback after every iteration and stops when it says so', () => {
    const seen: number[] = [];
    const found = minimize(rosenbrock, [-1.2, 1], {
      callback: ({ iteration }) => {
        seen.push(iteration);
        return iteration === 3;
      },
    });
    expect(seen).toEqual([1, 2, 3]);
    expect(found.status).toBe('stopped');
    expect(minimize(rosenbrock, [-1.2, 1], { maxIterations: 2 }).message).toMatch(
      /^not converged after 2 iterations/,
    );
  });

  test('refuses bad arguments by name', () => {
    expect(() => minimize(booth, [0, 0], { method: 'simplex' as never })).toThrow(
      'minimize: method: expected lbfgs, newton-cg, adam or a rule, got simplex',
    );
    expect(() => minimize(booth, [0, 0], { tolerance: -1 })).toThrow('minimize: tolerance');
    expect(() => minimize(booth, [0, 0], { maxIterations: 0 })).toThrow('minimize: maxIterations');
    expect(() => minimize((x: Value) => x, [0, 0])).toThrow('expected a scalar');
  });
});

test.each(['lbfgs', 'newton-cg'] as const)(
  '%s takes the same way with programs, and traces f for them alone',
  (method) => {
    let runs = 0;
    const f = ({ p }: { p: Value }) => {
      runs++;
      return rosenbrock(p);
    };
    const start = { p: [-1.2, 1, 0.5] };
    const eager = minimize(f, start, { method });
    const before = runs;
    const programs = minimize(f, start, { method, compile });
    expect(programs.iterations).toBe(eager.iterations);
    expect(programs.x.p.toArray()).toEqual([1, 1, 1].map((each) => expect.closeTo(each, 6)));
    expect(before).toBeGreaterThan(20);
    expect(runs - before).toBeLessThan(5);
  },
);

test('integers and booleans beside the variables do not change, and their gradient is zero', () => {
  const start = { a: 1, n: constant([7, 8], { dtype: 'int32' }), mask: constant([true]) };
  const f = ({ a, n, mask }: { a: Value; n: Value; mask: Value }) => a.square().add(n.sum()).mul(mask.sum());
  const residuals = (x: Parameters<typeof f>[0]) => f(x).sub(15).reshape([1]);
  const found = [
    minimize(f, start),
    minimize(f, start, { method: 'newton-cg' }),
    minimize(f, start, { method: sgd({ learningRate: 0.1 }) }),
    leastSquares(residuals, start),
  ];
  for (const { x, gradient } of found) {
    expect(x.n.toArray()).toEqual([7, 8]);
    expect(gradient.n.toArray()).toEqual([0, 0]);
    expect(gradient.mask.toArray()).toEqual([false]);
  }
});
