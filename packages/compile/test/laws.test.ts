import { type Primitive, repeat, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { elementwiseOperations, otherCases } from '../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../scripts/test-support/samples.ts';
import { compile, type Target } from '../src/index.ts';
import { derivatives, type Many, type Several, sampled, single } from './support/derivatives.ts';

/*
 * Every operation of core gives compiled what it gives at once, and so do its derivatives to second order: on both targets,
 * for both types of floats, at sizes that no vector divides, and on operands that lie in memory out of order.
 */

/** The same entries in another order in memory, and how to read them in theirs. */
const VIEWS = [
  { store: (x: Value) => x.transpose(), read: (x: Value) => x.transpose() },
  {
    store: (x: Value) => (x.rank === 0 ? x : repeat(x, 2, { axis: -1 })),
    read: (x: Value) => x.slice(x.shape.map((_, k) => (k === x.rank - 1 ? [null, null, 2] : []))),
  },
  { store: (x: Value) => x.flip(), read: (x: Value) => x.flip() },
];
const viewAt = (i: number) => VIEWS[i % VIEWS.length];

/** The function of operands that are transposed, every second entry of something, or reversed. */
const ofViews =
  (f: Several): Several =>
  (...xs) =>
    f(...xs.map((x, i) => viewAt(i).read(x)));
const stored = (xs: readonly Value[]) => xs.map((x, i) => value(viewAt(i).store(x)));

const SHAPES: Readonly<Record<string, number[][]>> = {
  'broadcast to one another': [[3, 1], [1, 5], [5]],
  'that are scalars': [[], [], []],
  'of a prime size': [[1031], [1], []],
  'without entries': [[0], [0], [0]],
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
  expect(compiled.target.toLowerCase()).toContain(target);
}

const anywhere = { kink: (x: number) => x } as unknown as Primitive;
const compilable = otherCases.filter(([, each]) => !each.shapedByNumbers);

describe.each(['webassembly', 'javascript'] satisfies Target[])('on %s', (target) => {
  describe.each(elementwiseOperations)('%s', (_, op) => {
    const given = op as unknown as { primitive: Primitive; length: number };

    test.each(Object.entries(SHAPES))('of operands %s', (_, shapes) => {
      const points = [11, 12].map((seed) => sampled(given, shapes, seed));
      expectSame(derivatives(op), target, points, 1e-12);
      expectSame(derivatives(op), target, points.map(single), 1e-5);
    });

    test('of operands out of order', () => {
      const points = [stored(sampled(given, [[4, 3], [4, 3], [3]], 13))];
      expectSame(derivatives(ofViews(op)), target, points, 1e-12);
      expectSame(derivatives(ofViews(op)), target, points.map(single), 1e-5);
    });
  });

  test.each(compilable)('%s', (_, { f, shapes }) => {
    const points = [8, 13].map((seed) => sampleInputs(anywhere, shapes, seed));
    expectSame(derivatives(f), target, points, 1e-12);
    expectSame(derivatives(f), target, points.map(single), 1e-5);
    expectSame(derivatives(ofViews(f)), target, [stored(points[0])], 1e-12);
  });
});
