import { constant } from '@chainrule/core';
import { expect, test } from 'vitest';
import { expand } from '../../src/program/expand.ts';
import { interpret } from '../../src/program/interpret.ts';
import type { Variable } from '../../src/program/program.ts';
import { leavesOf } from '../support/programs.ts';

test('a function of variables becomes the instructions that compute the result', () => {
  const inputs: Variable[] = [0, 1].map(() => ({ shape: [3], dtype: 'float64' }));
  const result: Variable = { shape: [3], dtype: 'float64' };
  const instructions = expand((a, b) => a.mul(b).add(constant(1)), inputs, result);
  expect(instructions.map(({ primitive }) => primitive.name)).toEqual(['mul', 'add']);
  expect(instructions[1].result).toBe(result);
  const [y] = interpret({ inputs, instructions, results: [result] }, leavesOf([3], [3]));
  expect(y.toArray()).toEqual([2, 5, 10]);
});
