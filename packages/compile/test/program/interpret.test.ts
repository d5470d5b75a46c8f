import { expect, test } from 'vitest';
import { interpret } from '../../src/program/interpret.ts';
import { leavesOf, programOf } from '../support/programs.ts';

test('a program is run with the kernels of core, and makes no graph', () => {
  const f = (a: ReturnType<typeof leavesOf>[0]) => [a.square().sum(), a];
  const [sum, same] = interpret(programOf(f, [3]), leavesOf([3]));
  expect(sum.item()).toBe(14);
  expect(sum.inputs).toEqual([]);
  expect(same.toArray()).toEqual([1, 2, 3]);
});
