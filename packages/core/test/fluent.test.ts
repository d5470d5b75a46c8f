import { expect, test } from 'vitest';
import { value } from '../src/index.ts';
import * as ops from '../src/ops/index.ts';

test('every operation of the table is a method, and passes on all that it is given', () => {
  for (const [name, operation] of Object.entries(ops)) {
    expect(typeof (value(1) as unknown as Record<string, unknown>)[name], name).toBe('function');
    expect(operation.length, `${name} takes more than its method passes on`).toBeLessThanOrEqual(5);
  }
  const x = value([1, 2]);
  expect(x.addcmul([1, 1], [2, 2], { value: 10 }).toArray()).toEqual([21, 22]);
});

test('methods are not enumerable: a Value logs and spreads as data', () => {
  expect(Object.keys(value(1))).not.toContain('exp');
});

test('stopGradient is a method', () => {
  const x = value(3);
  expect(x.mul(x.stopGradient()).backward().of(x).item()).toBe(3);
});
