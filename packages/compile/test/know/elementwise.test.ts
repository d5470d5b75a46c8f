import { add, mul, sub } from '@chainrule/core';
import { expect, test } from 'vitest';
import { handmade } from '../../../../scripts/test-support/namesakes.ts';
import { wraps } from '../../src/know/elementwise.ts';

test('an operation of core is known, and another primitive of its name is not', () => {
  expect([add, sub, mul].map(({ primitive }) => wraps(primitive))).toEqual([true, true, false]);
  expect(wraps(handmade(add.primitive))).toBe(false);
});
