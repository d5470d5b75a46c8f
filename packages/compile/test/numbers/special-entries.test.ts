import { type Primitive, where } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { elementwiseOperations } from '../../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../../scripts/test-support/samples.ts';
import type { Target } from '../../src/index.ts';
import { expectSame, FLOATS, type Float, type Several, SPECIAL, withEveryNaN } from './special.ts';

/*
 * NaN, the infinities, both zeros and the ends of the range come out of a compiled operation as they do of an eager one,
 * wherever they stand among ordinary numbers: a kernel treats several at once.
 */

interface Given {
  readonly primitive: Primitive;
  readonly length: number;
}

/** As many numbers as the widest vector has. */
const LANES = 4;

/** Rows of operands: each special number at each lane, alone, beside NaN, and beside every other one. */
function rowsOf(operands: readonly (readonly number[])[], ends: readonly number[]): number[][] {
  const special = [...SPECIAL, ...ends.flatMap((x) => [x, -x])];
  const rows: number[][] = [];
  /** One vector of each operand: at a lane the given numbers, elsewhere others. */
  const put = (
    at: number,
    given: readonly (number | undefined)[],
    others: readonly (number | undefined)[],
  ) => {
    for (let lane = 0; lane < LANES; lane++) {
      const ordinary = operands.map((numbers) => numbers[rows.length % numbers.length]);
      rows.push(ordinary.map((x, k) => (lane === at ? given : others)[k] ?? x));
    }
  };
  const none = operands.map(() => undefined);
  for (const x of special) {
    for (let lane = 0; lane < LANES; lane++) {
      operands.forEach((_, k) => {
        put(lane, none.with(k, x as never), none);
      });
      put(
        lane,
        operands.map(() => Number.NaN),
        operands.map(() => x),
      );
    }
  }
  const few = [...SPECIAL.slice(0, 9), ends[0], ends[4], -ends[4]];
  const all = operands.length > 1 ? few.length ** operands.length : 0;
  for (let i = 0; i < all; i++)
    rows.push(operands.map((_, k) => few[Math.floor(i / few.length ** k) % few.length]));
  // One more than whole vectors.
  rows.push(operands.map(() => Number.NaN));
  return rows;
}

function operandsOf({ primitive, length }: Given, float: Float) {
  const ordinary = sampleInputs(primitive, Array(length).fill([7]), 3).map((x) => x.toArray() as number[]);
  const rows = rowsOf(ordinary, float.ends);
  return ordinary.map((_, k) =>
    withEveryNaN(
      rows.map((row) => row[k]),
      float,
    ),
  );
}

describe.each(['webassembly', 'javascript'] satisfies Target[])('on %s', (target) => {
  describe.each(FLOATS)('in $dtype', (float) => {
    test.each(elementwiseOperations)('%s', (_, op) => {
      const f = op as Several;
      const xs = operandsOf(op as unknown as Given, float);
      expectSame(f, xs, target, float.tolerance);
      const inChain: Several = (...xs) =>
        f(...xs.map((x) => x.neg().neg()))
          .asType(float.dtype)
          .mul(2);
      expectSame(inChain, xs, target, float.tolerance);
    });

    test.each(['float32', 'float64', 'int32', 'bool'] as const)('casts to %s', (dtype) => {
      const [x] = operandsOf({ primitive: {} as Primitive, length: 1 }, float);
      expectSame((x) => x.asType(dtype), [x], target, 0);
      expectSame((x) => x.neg().asType(dtype), [x], target, 0);
    });

    test('what a chain makes NaN of', () => {
      const xs = operandsOf({ primitive: {} as Primitive, length: 2 }, float);
      const made: Several[] = [
        (x) => x.log(),
        (x) => x.sqrt(),
        (x, y) => x.div(y),
        (x, y) => x.mul(y),
        (x) => x.sub(x),
      ];
      const read: Several[] = [
        (x) => x.exp(),
        (x) => x.sigmoid(),
        (x) => x.softplus(),
        (x) => x.tanh(),
        (x) => x.cosh(),
        (x) => where(x.greater(0), x.exp(), x.relu()),
        (x) => x.clamp(-1, 1).maximum(0),
      ];
      for (const make of made)
        for (const f of read) expectSame((x, y) => f(make(x, y)), xs, target, float.tolerance);
    });
  });
});

test('a half is rounded to the even neighbour, and keeps its sign', () => {
  for (const target of ['webassembly', 'javascript'] as const)
    expectSame((x) => x.round(), [withEveryNaN([-0.5, 0.5, -0.2, -1.5, -0], FLOATS[0])], target, 0);
  expect(Object.is(Math.sign(withEveryNaN([-0.5], FLOATS[0]).round().item()), -0)).toBe(true);
});
