import { expect, test } from 'vitest';
import { Random, type Value } from '../../src/index.ts';

/** The definition, entry by entry. */
function byDefinition(a: Value, b: Value): number[][] {
  const [A, B] = [a.toArray(), b.toArray()] as number[][][];
  return A.map((row) => B[0].map((_, j) => row.reduce((total, x, k) => total + x * B[k][j], 0)));
}

test.each([
  [1, 1, 1],
  [2, 3, 4],
  [7, 5, 3],
  [1, 16, 9],
  [17, 1, 2],
  [4, 4, 4],
  [5, 9, 6],
  [3, 40, 50],
  [101, 3, 9],
])('matmul of %i × %i × %i follows the definition', (m, k, n) => {
  const random = new Random(m * 100 + k * 10 + n);
  const [a, b] = [random.normal([m, k]), random.normal([k, n])];
  const got = a.matmul(b).toArray() as number[][];
  byDefinition(a, b).forEach((row, i) => {
    row.forEach((x, j) => {
      expect(got[i][j]).toBeCloseTo(x, 12);
    });
  });
});

test('an empty inner axis gives zeros', () => {
  const random = new Random(0);
  expect(
    random
      .normal([2, 0])
      .matmul(random.normal([0, 3]))
      .toArray(),
  ).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
});

test('float32 is summed in double precision and rounded once', () => {
  const random = new Random(1);
  const [a, b] = [random.normal([9, 300]), random.normal([300, 7])].map((x) => x.asType('float32'));
  const exact = a.asType('float64').matmul(b.asType('float64')).asType('float32');
  expect(a.matmul(b).toArray()).toEqual(exact.toArray());
});

test('matrices of a stack are multiplied one by one, those that are repeated too', () => {
  const random = new Random(2);
  const [a, b] = [random.normal([2, 5, 6]), random.normal([3, 1, 6, 5])];
  const both = a.matmul(b).toArray() as number[][][][];
  for (const [i, j] of [
    [0, 1],
    [2, 0],
  ]) {
    expect(both[i][j]).toEqual(a.select(j).matmul(b.select(i).select(0)).toArray());
  }
});
