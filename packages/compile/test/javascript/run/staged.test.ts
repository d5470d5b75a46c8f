import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { StagedExecutable } from '../../../src/javascript/run/staged.ts';
import { interpret } from '../../../src/program/interpret.ts';
import { leavesOf, programOf } from '../../support/programs.ts';

const program = programOf((a, b) => [a.div(100).exp().cumSum().mul(b), a.sum()], [100], []);
const inputs = leavesOf([100], []);

test('functions, kernels and numbers between them give the numbers of core', () => {
  const executable = new StagedExecutable(lower(program));
  const expected = interpret(program, inputs).map(({ data }) => data);
  expect(executable.run(inputs)).toEqual(expected);
  expect(executable.run(inputs)).toEqual(expected);
});

test('results take the place of inputs as often as it is told', () => {
  const doubling = programOf((a, b) => a.mul(b), [100], []);
  const executable = new StagedExecutable(lower(doubling));
  const [a] = leavesOf([100]);
  const two = leavesOf([2])[0].slice([1]);
  expect(executable.iterate(4, [a, two], [0, -1])).toEqual([a.mul(16).data]);
});
