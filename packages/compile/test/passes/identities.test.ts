import { constant, matmul, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { withIdentities } from '../../src/passes/identities.ts';
import { interpret } from '../../src/program/interpret.ts';
import { leavesOf, operationsIn, programOf } from '../support/programs.ts';

const passed = (f: (a: Value, b: Value) => Value) => withIdentities(programOf(f, [2, 2], [2, 2]));

describe('an operation that does nothing is left out', () => {
  test.each<[string, (a: Value) => Value]>([
    ['x · 1', (a) => a.mul(1)],
    ['1 · x', (a) => constant(1).mul(a)],
    ['x / 1', (a) => a.div(1)],
    ['x − 0', (a) => a.sub(0)],
    ['x + −0', (a) => a.add(-0)],
    ['−0 + x', (a) => constant(-0).add(a)],
    ['−(−x)', (a) => a.neg().neg()],
    ['a shape that it has', (a) => a.reshape([2, 2])],
    ['a dtype that it has', (a) => a.asType('float64')],
  ])('%s', (_, f) => {
    const program = passed(f);
    expect(program.results).toEqual([program.inputs[0]]);
  });
});

describe('an operation has a cheaper equal', () => {
  test.each<[string, (a: Value) => Value, string, number]>([
    ['x · −1 is −x', (a) => a.mul(-1), 'neg', -4],
    ['x / 8 is x · ⅛', (a) => a.div(8), 'mul', 0.5],
  ])('%s', (_, f, operation, last) => {
    const program = passed(f);
    expect(operationsIn(program)).toEqual([operation]);
    const [y] = interpret(program, leavesOf([2, 2], [2, 2]));
    expect((y.toArray() as number[][])[1][1]).toBe(last);
  });
});

describe('an operation stays', () => {
  test.each<[string, (a: Value, b: Value) => Value]>([
    ['x · 0, which is NaN for an infinity', (a) => a.mul(0)],
    ['x + 0, which is 0 for −0', (a) => a.add(0)],
    ['x − −0', (a) => a.sub(-0)],
    ['x / 3, since ⅓ is rounded', (a) => a.div(3)],
    ['x · 1 of another shape', (a) => a.mul(constant(new Array(3).fill([[1, 1]])))],
    ['x · 1 of another dtype', (a) => a.greater(2).mul(1)],
    ['a product of matrices', (a, b) => matmul(a, b)],
  ])('%s', (_, f) => {
    const before = programOf(f, [2, 2], [2, 2]);
    expect(operationsIn(withIdentities(before))).toEqual(operationsIn(before));
  });
});
