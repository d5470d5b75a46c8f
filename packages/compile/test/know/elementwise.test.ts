import { add, maximum, mul, sub } from '@chainrule/core';
import { expect, test } from 'vitest';
import { handmade } from '../../../core/test/support/namesakes.ts';
import { factsOf } from '../../src/know/elementwise.ts';

test('an operation of core has its facts, and another primitive of its name has none', () => {
  expect(factsOf(add.primitive)).toEqual({ commutes: true, wraps: true });
  expect(factsOf(sub.primitive)).toEqual({ wraps: true });
  expect(factsOf(handmade(add.primitive))).toEqual({});
});

test('what commutes gives the same bits with its operands exchanged', () => {
  const numbers = [0, -0, 1.5, -3, Number.NaN, Infinity, 1e-310];
  for (const { primitive } of [add, mul])
    for (const a of numbers)
      for (const b of numbers) {
        const f = primitive.onNumbers!.forward as (a: number, b: number) => number;
        expect(Object.is(f(a, b), f(b, a))).toBe(true);
      }
  expect(factsOf(maximum.primitive).commutes).toBeUndefined();
});
