import { conv1d, matmul } from '@chainrule/core';
import { expect, test } from 'vitest';
import { operationsOf, printProgram } from '../../src/program/print.ts';
import { programOf } from '../support/programs.ts';

test('a listing has a line for each instruction, with shapes, bytes and operations', () => {
  const program = programOf((a, b) => matmul(a, b).named('y').add(1), [2, 3], [3, 4]);
  expect(printProgram(program).split('\n')).toEqual([
    'inputs',
    '  a  float64 [2, 3]  48 B',
    '  b  float64 [3, 4]  96 B',
    'instructions',
    '  y = matmul a, b  float64 [2, 4]  64 B  48 op',
    '  %3 = add y, 1    float64 [2, 4]  64 B  8 op',
    'results %3',
    '2 instructions, 56 op',
  ]);
});

test('products count twice the terms that they add up, all else the numbers that it reads or writes', () => {
  const count = (program: ReturnType<typeof programOf>) => program.instructions.map(operationsOf);
  expect(count(programOf((a, b) => matmul(a, b), [5, 7], [7, 2]))).toEqual([2 * 5 * 7 * 2]);
  expect(count(programOf((a) => a.sum(), [5, 7]))).toEqual([35]);
  expect(count(programOf((a, b) => conv1d(a, b), [1, 2, 10], [3, 2, 4])).at(-1)).toBe(2 * 3 * 7 * 2 * 4);
});
