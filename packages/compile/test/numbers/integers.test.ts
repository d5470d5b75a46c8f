import { constant, einsum, kron, scatterReduce } from '@chainrule/core';
import { describe, test } from 'vitest';
import { elementwiseOperations } from '../../../../scripts/test-support/laws/table.ts';
import type { Target } from '../../src/index.ts';
import { expectSame, type Several } from './special.ts';

/*
 * int32 at the ends of its range comes out of a compiled operation as it does of an eager one: what leaves the range wraps
 * around, to the last bit, though a product of large integers is no double.
 */

const [LARGEST, SMALLEST] = [2 ** 31 - 1, -(2 ** 31)];
const ENDS = [0, 1, -1, 2, 3, 46341, 65537, LARGEST, SMALLEST, 123456789, -987654321, 715827883];
/** A whole vector and a tail, of odd numbers beside all: a product of many even ones is 0. */
const COUNT = 35;

const int32 = (at: (i: number) => number) =>
  constant(
    Array.from({ length: COUNT }, (_, i) => at(i)),
    { shape: [5, 7], dtype: 'int32' },
  );
const x = int32((i) => ENDS[i % ENDS.length]);
const y = int32((i) => ENDS[(3 * i + Math.floor(i / ENDS.length)) % ENDS.length]);
const odd = int32((i) => 389 * (2 * i + 1));
const first = constant(Array(7).fill(0), { shape: [1, 7], dtype: 'int32' });

const REDUCED: Record<string, Several> = {
  sum: (a, b) => a.add(b).sum(),
  'sum of products': (a, b) => a.mul(b).sum({ axis: 0 }),
  prod: (a) => a.prod(),
  'prod by rows': (a) => a.prod({ axis: 1 }),
  'prod by columns': (a) => a.prod({ axis: 0 }),
  'prod of a chain': (a, b) => a.add(b).mul(3).prod({ axis: 1 }),
  cumProd: (a) => a.cumProd({ axis: 1 }),
  cumSum: (a) => a.cumSum({ axis: 0 }),
  matmul: (a, b) => a.matmul(b.transpose()),
  outer: (a, b) => a.flatten().outer(b.flatten()),
  einsum: (a, b) => einsum('ij,ij->j', a, b),
  kron: (a, b) => kron(a, b),
  scatterReduce: (a, b) => scatterReduce(a, first, b.slice([[0, 1]]), 0, 'prod'),
};

describe.each(['webassembly', 'javascript'] satisfies Target[])('on %s', (target) => {
  test.each(elementwiseOperations)('%s', (_, op) => {
    const { length } = op as unknown as { length: number };
    expectSame(op as Several, [x, y, odd].slice(0, length), target, 1e-13);
  });

  test.each(Object.entries(REDUCED))('%s', (_, f) => {
    for (const a of [x, odd]) expectSame(f, [a, odd], target, 0);
  });
});
