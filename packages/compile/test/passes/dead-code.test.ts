import { Random } from '@chainrule/core';
import { expect, test } from 'vitest';
import { withoutDeadCode } from '../../src/passes/dead-code.ts';
import { operationsIn, programOf } from '../support/programs.ts';

test('what no result depends on is left out', () => {
  const program = programOf(
    (a) => {
      a.sin().cos();
      return a.exp();
    },
    [2],
  );
  expect(operationsIn(program)).toEqual(['sin', 'cos', 'exp']);
  expect(operationsIn(withoutDeadCode(program))).toEqual(['exp']);
});

test('random numbers are drawn even if nobody reads them, since the next ones follow them', () => {
  const program = programOf(
    (a) => {
      new Random(1).normal([2]);
      return a;
    },
    [2],
  );
  expect(program.instructions).not.toEqual([]);
  expect(withoutDeadCode(program).instructions).toHaveLength(1);
});
