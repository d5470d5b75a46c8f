import { matmul } from '@chainrule/core';
import { expect, test } from 'vitest';
import { isWrittenOut } from '../../../src/javascript/lower/unroll.ts';
import { programOf } from '../../support/programs.ts';

const writtenOut = (program: ReturnType<typeof programOf>) => program.instructions.map(isWrittenOut(program));

test('a program of small arrays is written out number by number', () => {
  expect(writtenOut(programOf((a, b) => matmul(a, b).exp(), [2, 3], [3, 2]))).toEqual([true, true]);
});

test('of a program with a large array only single numbers are', () => {
  expect(writtenOut(programOf((a) => a.exp().sum().neg(), [65]))).toEqual([false, false, true]);
});

test('an operation that comes to many numbers is a loop', () => {
  expect(writtenOut(programOf((a, b) => matmul(a, b), [8, 8], [8, 8]))).toEqual([true]);
  expect(writtenOut(programOf((a, b) => matmul(a, b), [5, 12], [12, 12]))).toEqual([false]);
});
