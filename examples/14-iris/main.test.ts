import { expect, test } from 'vitest';
import { accuracyOf, crossValidate, flowers } from './main.ts';

test('at least 96 % of the held-out flowers are classified correctly', async () => {
  const predicted = await crossValidate(1);
  expect(predicted).toHaveLength(150);
  expect(accuracyOf(predicted)).toBeGreaterThanOrEqual(0.96);
});

test('there are fifty flowers of each of three kinds', () => {
  const { lengths, kinds, names } = flowers();
  expect([lengths.shape, lengths.dtype]).toEqual([[150, 4], 'float32']);
  expect(names).toEqual(['setosa', 'versicolor', 'virginica']);
  const actual = kinds.toArray() as number[];
  expect(names.map((_, kind) => actual.filter((each) => each === kind).length)).toEqual([50, 50, 50]);
});
