import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { InlineExecutable } from '../../../src/javascript/run/inline.ts';
import { leavesOf, programOf } from '../../support/programs.ts';

test('results are numbers and typed arrays, and are not written over by the next run', () => {
  const executable = new InlineExecutable(lower(programOf((a) => [a.neg(), a.sum()], [3])));
  const [first, sum] = executable.run(leavesOf([3]));
  expect([first, sum]).toEqual([Float64Array.of(-1, -2, -3), 6]);
  executable.run(leavesOf([3]).map((x) => x.mul(5)));
  expect(first).toEqual(Float64Array.of(-1, -2, -3));
});

test('results take the place of inputs as often as it is told', () => {
  const executable = new InlineExecutable(lower(programOf((a, b) => a.mul(b), [2], [2])));
  expect(executable.iterate(3, leavesOf([2], [2]), [0, -1])).toEqual([Float64Array.of(1, 16)]);
  expect(executable.iterate(1, leavesOf([2], [2]), [0, -1])).toEqual([Float64Array.of(1, 4)]);
});
