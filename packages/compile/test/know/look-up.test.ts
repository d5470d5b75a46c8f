import { add, neg, polygamma, value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { handmade } from '../../../../scripts/test-support/namesakes.ts';
import { lookUp } from '../../src/know/look-up.ts';

test('a table is looked up by the primitive, and not by its name alone', () => {
  const table = { add: 1 };
  expect(lookUp(table, add.primitive)).toBe(1);
  expect(lookUp(table, neg.primitive)).toBeUndefined();
  expect(lookUp(table, handmade(add.primitive))).toBeUndefined();
});

test('names that every object has are not in a table', () => {
  expect(lookUp({}, { ...add.primitive, name: 'toString' })).toBeUndefined();
});

test('a primitive that core makes when it is first needed is found', () => {
  const { primitive } = polygamma(value(2), 7);
  expect(lookUp({ polygamma7: true }, primitive!)).toBe(true);
});
