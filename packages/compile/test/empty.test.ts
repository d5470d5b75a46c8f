import { ChainruleError, matmul, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { otherCases } from '../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../scripts/test-support/samples.ts';
import { compile, type Target } from '../src/index.ts';
import { derivatives, type Several } from './support/derivatives.ts';

/*
 * Operations on operands without entries: what core computes at once, with two derivatives, both targets compute too.
 */

type Shapes = readonly (readonly number[])[];

const anywhere = { kink: (x: number) => x } as never;
const TARGETS = ['webassembly', 'javascript'] satisfies Target[];

/** Operands with one axis emptied, each in turn: alone, or where f is not defined then, with all axes of its size. */
function emptied(f: Several, shapes: Shapes): Value[][] {
  const made = new Map<string, Value[]>();
  const isDefined = (at: (size: number, input: number, axis: number) => boolean) => {
    const each = shapes.map((shape, i) => shape.map((n, k) => (at(n, i, k) ? 0 : n)));
    const xs = sampleInputs(anywhere, each, 8);
    try {
      f(...xs);
    } catch (error) {
      if (error instanceof ChainruleError) return false;
      throw error;
    }
    made.set(JSON.stringify(each), xs);
    return true;
  };
  shapes.forEach((shape, i) => {
    shape.forEach((n, k) => {
      if (!isDefined((_, j, l) => i === j && k === l)) isDefined((size) => size === n);
    });
  });
  return [...made.values()];
}

function expectSame(f: Several, xs: Value[], target: Target): void {
  const all = derivatives(f);
  const [got, expected] = [compile(all, { target, threads: 1 })(xs), all(xs)];
  expect(got.map(({ shape, dtype }) => ({ shape, dtype }))).toEqual(
    expected.map(({ shape, dtype }) => ({ shape, dtype })),
  );
  got.forEach((y, i) => {
    expectClose(y, expected[i], 1e-12);
  });
}

/** Those of several parts read one that is not there where nothing is to be parted. */
const PARTED = /^(split|unstack),/;
const compilable = otherCases.filter(([name, each]) => !each.shapedByNumbers && !PARTED.test(name));

test.each(compilable)('%s', (_, { f, shapes }) => {
  for (const xs of emptied(f, shapes)) for (const target of TARGETS) expectSame(f, xs, target);
});

describe.each(TARGETS)('products of matrices without entries on %s', (target) => {
  test.each<[number[], number[]]>([
    [
      [2, 5, 3],
      [3, 0],
    ],
    [
      [2, 0, 3],
      [3, 0],
    ],
    [
      [2, 0, 3],
      [3, 4],
    ],
    [
      [0, 5, 3],
      [3, 4],
    ],
    [
      [2, 5, 0],
      [0, 4],
    ],
    [[1, 3, 1, 0], [0]],
    [[0], [1, 3, 0, 1]],
    [
      [3, 4, 3],
      [1, 3, 0],
    ],
    [
      [3, 4, 0],
      [3, 0, 2],
    ],
    [
      [1, 0, 4, 2],
      [3, 1, 2, 5],
    ],
    [
      [3, 0],
      [2, 0, 3],
    ],
  ])('%j × %j', (a, b) => {
    const xs = [a, b].map((shape) => value(sampleInputs(anywhere, [shape], 3)[0]));
    expectSame(matmul, xs, target);
    // The gradient of one factor alone, as that of a layer's weight is.
    expectSame((x, y) => matmul(x.mul(2), y.exp()).sum(), xs, target);
  });
});
