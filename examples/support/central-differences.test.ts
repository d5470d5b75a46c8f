import { value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { centralDifferences } from './central-differences.ts';

test('of x³ + 2y they are 3x² and 2, for scalars and in tensors', () => {
  const point = { x: value([[1, -2]]), y: value(3) };
  const f = ({ x, y }: typeof point) => x.pow(3).sum().add(y.mul(2)).item();
  const { x, y } = centralDifferences(f, point);
  expect(x.toArray()).toEqual([[expect.closeTo(3, 8), expect.closeTo(12, 8)]]);
  expect(y.item()).toBeCloseTo(2, 8);
});

test('the point itself is left as it is', () => {
  const point = [value([1, 2])];
  centralDifferences(([x]) => x.square().sum().item(), point);
  expect(point[0].toArray()).toEqual([1, 2]);
});
