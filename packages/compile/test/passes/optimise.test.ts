import { matmul } from '@chainrule/core';
import { expect, test } from 'vitest';
import { optimise } from '../../src/passes/optimise.ts';
import { interpret } from '../../src/program/interpret.ts';
import { leavesOf, operationsIn, programOf } from '../support/programs.ts';

const traced = programOf(
  (a, b) => {
    a.sin();
    return [matmul(a, b).mul(1), matmul(a, b).neg()];
  },
  [2, 2],
  [2, 2],
);

test('every stage is a program with the same results', () => {
  const stages = optimise(traced);
  expect(stages[0]).toEqual({ pass: 'traced', program: traced });
  const inputs = leavesOf([2, 2], [2, 2]);
  const [expected] = stages.map(({ program }) => interpret(program, inputs).map((y) => y.toArray()));
  for (const { pass, program } of stages)
    expect(
      interpret(program, inputs).map((y) => y.toArray()),
      pass,
    ).toEqual(expected);
});

test('the last one holds no operation that does nothing, and none twice', () => {
  expect(operationsIn(optimise(traced).at(-1)!.program)).toEqual(['matmul', 'neg']);
});
