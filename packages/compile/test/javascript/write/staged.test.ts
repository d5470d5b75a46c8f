import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { writeStaged } from '../../../src/javascript/write/staged.ts';
import { programOf } from '../../support/programs.ts';

test('a program is functions that are run in turn, and calls of kernels between them', () => {
  const { source, stored } = writeStaged(lower(programOf((a) => a.exp().neg().cumSum().sum().sin(), [100])));
  expect(source).toContain('function f0() {');
  expect(source).toMatch(/return function run\(\) \{\nf0\(\);\nK\(2\);\nf1\(\);\nf2\(\);\n\};$/);
  // The array of the exponentials is read in the loop that makes them, and nowhere else.
  expect([0, 1, 2].map(stored)).toEqual([true, false, true]);
});

test('many calls stand in functions of their own', () => {
  const program = programOf(
    (a) => {
      let y = a;
      for (let i = 0; i < 300; i++) y = y.exp().cumSum();
      return y;
    },
    [100],
  );
  const { source } = writeStaged(lower(program));
  expect(source).toContain('function g1() {');
  expect(source).toMatch(/return function run\(\) \{\ng0\(\);\ng1\(\);\n\};$/);
});
