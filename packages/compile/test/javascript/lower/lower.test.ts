import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { programOf } from '../../support/programs.ts';

const kindsIn = (program: ReturnType<typeof programOf>) => lower(program).items.map(({ kind }) => kind);

test('operations on single numbers are one run', () => {
  expect(kindsIn(programOf((a, b) => a.mul(b).sin().add(a), [], []))).toEqual(['scalars']);
  expect(kindsIn(programOf((a, b) => a.mul(b).sum(), [3], [3]))).toEqual(['scalars']);
});

test('large arrays are loops, and numbers beside them stay numbers', () => {
  expect(kindsIn(programOf((a, b) => a.exp().mul(b.neg()), [100], []))).toEqual([
    'loops',
    'scalars',
    'pack',
    'loops',
  ]);
});

test("an operation without loops is core's kernel", () => {
  expect(kindsIn(programOf((a) => a.cumSum().exp(), [100]))).toEqual(['kernel', 'loops']);
});

test('a sum need not begin with a zero, as text has it', () => {
  const program = programOf((a) => a.sum(), [3]);
  expect(lower(program).scalars.codes).toHaveLength(3);
  expect(lower(program, false).scalars.codes).toHaveLength(2);
});
