import { backward, constant, type Primitive, type Value, value, zerosLike } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { elementwiseOperations, otherCases } from '../../core/test/laws/table.ts';
import { expectClose } from '../../core/test/support/close.ts';
import { project } from '../../core/test/support/finite-differences.ts';
import { sampleInputs } from '../../core/test/support/samples.ts';
import { compile, type Target } from '../src/index.ts';

/*
 * Every operation of core gives compiled what it gives at once, and so do its gradients, on both targets.
 */

type Many = (xs: Value[]) => Value[];

/** The function with its first derivatives, and those of these. */
const derivatives =
  (f: (...xs: Value[]) => Value): Many =>
  (xs) => {
    const y = f(...xs);
    if (!y.wantsGradient) return [y];
    const first = backward(project(y), { createGraph: true });
    const slopes = xs.map((x) => first.of(x));
    const total = slopes.map(project).reduce((a, b) => a.add(b));
    const second = total.wantsGradient ? backward(total) : undefined;
    return [y, ...slopes, ...xs.map((x) => second?.of(x) ?? zerosLike(x))];
  };

function expectSame(f: Many, target: Target, points: readonly (readonly Value[])[], tolerance: number): void {
  const compiled = compile(f, { target, threads: 1 });
  for (const point of points) {
    const [got, expected] = [compiled([...point]), f([...point])];
    got.forEach((y, i) => {
      expect(y.shape).toEqual(expected[i].shape);
      expect(y.dtype).toBe(expected[i].dtype);
      expectClose(y, expected[i], tolerance);
    });
  }
  expect(compiled.traces).toBe(1);
}

const single = (xs: readonly Value[]) => xs.map((x) => value(x, { dtype: 'float32' }));

const anywhere = { kink: (x: number) => x } as unknown as Primitive;

describe.each(['webassembly', 'javascript'] satisfies Target[])('%s', (target) => {
  test.each(elementwiseOperations)('%s', (_, op) => {
    const arity = (op as { length: number }).length;
    for (const shapes of [[[3, 1], [1, 5], [5]], [[], [], []], [[1031], [1], []]]) {
      const points = [11, 12].map((seed) => sampleInputs(op.primitive, shapes.slice(0, arity), seed));
      expectSame(derivatives(op), target, points, 1e-12);
      expectSame(derivatives(op), target, points.map(single), 1e-5);
    }
  });

  test.each(otherCases.filter(([, each]) => !each.shapedByNumbers))('%s', (_, { f, shapes }) => {
    const points = [8, 13].map((seed) => sampleInputs(anywhere, shapes, seed));
    expectSame(derivatives(f), target, points, 1e-11);
    expectSame((xs) => [f(...xs)], target, points.map(single), 1e-5);
  });
});

void constant;
