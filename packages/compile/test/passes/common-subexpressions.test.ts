import { constant, Random, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { withoutRepetition } from '../../src/passes/common-subexpressions.ts';
import { operationsIn, programOf } from '../support/programs.ts';

const passed = (f: (a: Value, b: Value) => Value[]) => withoutRepetition(programOf(f, [2, 2], [2, 2]));

test.each<[string, (a: Value, b: Value) => Value[]]>([
  ['the same operation on the same variables', (a) => [a.exp(), a.exp()]],
  ['operands of a sum in another order', (a, b) => [a.add(b), b.add(a)]],
  ['operands of a product in another order', (a, b) => [a.mul(b), b.mul(a)]],
  ['equal constants', (a) => [a.mul(constant(3)), a.mul(constant(3))]],
  ['equal attributes', (a) => [a.sum({ axis: 0 }), a.sum({ axis: 0 })]],
])('computes once %s', (_, f) => {
  const program = passed(f);
  expect(program.instructions).toHaveLength(1);
  expect(program.results[0]).toBe(program.results[1]);
});

test.each<[string, (a: Value, b: Value) => Value[]]>([
  ['operands of a difference in another order', (a, b) => [a.sub(b), b.sub(a)]],
  ['constants of another sign of zero', (a) => [a.mul(constant(0)), a.mul(constant(-0))]],
  ['other attributes', (a) => [a.sum({ axis: 0 }), a.sum({ axis: 1 })]],
])('computes twice %s', (_, f) => {
  expect(passed(f).instructions).toHaveLength(2);
});

test('draws twice what is drawn twice', () => {
  const random = new Random(1);
  const program = passed((a) => [a.add(random.normal([2])), a.add(random.normal([2]))]);
  expect(operationsIn(program).filter((name) => name === 'add')).toHaveLength(2);
});
