import { constant, stack, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { Linear, leastSquares } from '../../src/index.ts';
import { references } from './nist.ts';

const rosenbrock = (x: Value) => {
  const [a, b] = [x.select(0), x.select(1)];
  return stack([b.sub(a.square()).mul(10), a.neg().add(1)]);
};

describe('leastSquares finds the certified values of NIST', () => {
  const runs = references.flatMap((each) =>
    each.starts.map((start, i) => [each.name, i + 1, each, start] as const),
  );
  test.each(runs)('%s from start %i', (_, __, { x, y, model, certified, squares }, start) => {
    const [xs, ys] = [constant([...x]), constant([...y])];
    const found = leastSquares(
      (b: Value[]) => model(xs, b).sub(ys),
      start.map((each) => constant(each)),
      {
        gradientTolerance: 0,
        valueTolerance: 1e-15,
        stepTolerance: 1e-12,
      },
    );
    expect(found.success).toBe(true);
    found.x.forEach((b, i) => {
      expect(Math.abs(b.item() / certified[i] - 1)).toBeLessThan(1e-7);
    });
    expect(Math.abs((2 * found.cost) / squares - 1)).toBeLessThan(1e-9);
  });
});

describe('leastSquares with bounds', () => {
  test('agrees with the documentation of SciPy for the bounded Rosenbrock function', () => {
    const found = leastSquares(rosenbrock, [2, 2], { bounds: { lower: [-Infinity, 1.5] } });
    const [x, y] = found.x.toArray() as number[];
    expect(x).toBeCloseTo(1.22437075, 7);
    expect(y).toBe(1.5);
    expect(found.cost).toBeCloseTo(0.025213093946805685, 10);
    expect(found.status).toBe('converged');
    expect(found.optimality).toBeLessThan(1e-5);
  });

  test('begins inside and stays there, whatever the start', () => {
    const seen: number[] = [];
    const line = (x: Value) => {
      seen.push(x.item());
      return x.sub(3);
    };
    const found = leastSquares(line, -100, { bounds: { lower: -1, upper: 2 } });
    expect(found.x.item()).toBe(2);
    expect(found.success).toBe(true);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...seen)).toBeLessThanOrEqual(2);
  });

  test('refuses an empty box, and a box of another shape', () => {
    expect(() => leastSquares(rosenbrock, [2, 2], { bounds: { lower: 1, upper: 1 } })).toThrow(
      'leastSquares: bounds: expected each lower one below the upper, got 1 and 1',
    );
    expect(() => leastSquares(rosenbrock, [2, 2], { bounds: { lower: [1, 2, 3] } })).toThrow(
      'leastSquares: bounds.lower: expected shape [2], got [3]',
    );
  });
});

describe('leastSquares with a robust loss', () => {
  const t = Array.from({ length: 20 }, (_, i) => i / 5);
  const y = t.map((x, i) => 3 * x + 1 + (i % 7 === 3 ? 25 : 0.01 * Math.cos(9 * i)));
  const line = ({ slope, offset }: { slope: Value; offset: Value }) => slope.mul(t).add(offset).sub(y);

  test.each(['softL1', 'huber', 'cauchy', 'arctan'] as const)('%s is robust to outliers', (loss) => {
    const plain = leastSquares(line, { slope: 0, offset: 0 });
    expect(Math.abs(plain.x.offset.item() - 1)).toBeGreaterThan(1);
    // The last two are not convex: they need a start nearby.
    const start = ['cauchy', 'arctan'].includes(loss) ? { slope: 2.9, offset: 1.2 } : { slope: 0, offset: 0 };
    const robust = leastSquares(line, start, { loss, residualScale: 0.1 });
    expect(robust.success).toBe(true);
    expect(robust.x.slope.item()).toBeCloseTo(3, 1);
    expect(robust.x.offset.item()).toBeCloseTo(1, 1);
  });

  test.each(['linear', 'softL1', 'huber', 'cauchy', 'arctan'] as const)(
    '%s has the gradient of its cost',
    (loss) => {
      const cost = (slope: number) =>
        leastSquares(line, { slope, offset: 1 }, { loss, residualScale: 2, ...none }).cost;
      const none = { maxIterations: 0 };
      const { gradient, status } = leastSquares(
        line,
        { slope: 2, offset: 1 },
        { loss, residualScale: 2, ...none },
      );
      expect(status).toBe('max-iterations');
      const difference = (cost(2 + 1e-5) - cost(2 - 1e-5)) / 2e-5;
      expect(gradient.slope.item()).toBeCloseTo(difference, 4);
    },
  );
});

describe('leastSquares', () => {
  test('takes trees and modules, and keeps their structure', () => {
    const x = constant([[0], [1], [2]]);
    const found = leastSquares(
      (model: Linear) => model.forward(x).sub([[1], [3], [5]]),
      new Linear(1, 1, { random: 1 }),
    );
    expect(found.x).toBeInstanceOf(Linear);
    expect(found.x.weight.item()).toBeCloseTo(2, 7);
    expect(found.jacobian.shape).toEqual([3, 2]);
    expect(found.residuals.shape).toEqual([3, 1]);
  });

  test('does not move a parameter that nothing depends on', () => {
    const found = leastSquares(({ a, b }: { a: Value; b: Value }) => a.sub(2).add(b.mul(0)), { a: 0, b: 7 });
    expect(found.x.a.item()).toBeCloseTo(2, 8);
    expect(found.x.b.item()).toBe(7);
  });

  test('refuses a start with non-finite residuals', () => {
    const found = leastSquares((x: Value) => x.log(), -1);
    expect(found.status).toBe('non-finite');
    expect(found.message).toBe('a residual is not finite at the start: begin at another point');
    expect(found.success).toBe(false);
  });

  test('treats steps to non-finite residuals as too long', () => {
    const found = leastSquares((x: Value) => x.log().add(3), 1);
    expect(found.x.item()).toBeCloseTo(Math.exp(-3), 8);
  });

  test('says that the descent leads to non-finite residuals', () => {
    const found = leastSquares((x: Value) => x.sub(1).sqrt().add(x), 2);
    expect(found.status).toBe('stalled');
    expect(found.message).toContain('non-finite residuals');
    const bounded = leastSquares((x: Value) => x.sub(1).sqrt().add(x), 2, { bounds: { lower: 1.01 } });
    expect(bounded.success).toBe(true);
    expect(bounded.x.item()).toBe(1.01);
  });

  test('solves problems with fewer residuals than numbers', () => {
    const found = leastSquares((x: Value) => x.mul([1, 2, 3]).sum().sub(14).expandDims(0), [0, 0, 0]);
    expect(found.cost).toBeLessThan(1e-12);
  });

  test('stops when the callback says so or after the maximum of iterations, and reports each', () => {
    const seen: number[] = [];
    const stopped = leastSquares(rosenbrock, [-1.2, 1], {
      callback: ({ iteration }) => {
        seen.push(iteration);
        return iteration === 2;
      },
    });
    expect(stopped.status).toBe('stopped');
    expect(seen).toEqual([1, 2]);
    const short = leastSquares(rosenbrock, [-1.2, 1], { maxIterations: 1 });
    expect(short.message).toBe('not converged after 1 iterations');
    expect(short.history.length).toBe(1);
  });

  test('refuses bad arguments by name', () => {
    expect(() => leastSquares(rosenbrock, [1, 1], { loss: 'tukey' as never })).toThrow(
      'leastSquares: loss: expected linear, softL1, huber, cauchy, arctan, got tukey',
    );
    expect(() => leastSquares((() => 3) as never, 1)).toThrow('must return a Value of residuals, got 3');
    expect(() => leastSquares(rosenbrock, [1, 1], { residualScale: 0 })).toThrow('residualScale');
    expect(() => leastSquares((x: Value[]) => x[0], [])).toThrow('there is nothing to optimise');
  });
});
