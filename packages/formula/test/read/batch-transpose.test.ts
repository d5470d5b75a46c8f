import { value } from '@chainrule/core';
import { parse } from '@chainrule/formula';
import { expect, test } from 'vitest';

test('the matrices of a batch written out are transposed one by one, as those of a name are', () => {
  const batch = [[[1, 2, 3], [4, 5, 6]]]; // biome-ignore format: rows
  const transposed = [[[1, 4], [2, 5], [3, 6]]]; // biome-ignore format: rows
  expect(parse("X'")({ X: value(batch) }).toArray()).toEqual(transposed);
  expect(parse(`${JSON.stringify(batch)}'`)().toArray()).toEqual(transposed);
});
