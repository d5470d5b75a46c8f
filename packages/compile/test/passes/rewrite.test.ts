import { expect, test } from 'vitest';
import { rewrite } from '../../src/passes/rewrite.ts';
import { operationsIn, programOf } from '../support/programs.ts';

test('what is replaced is replaced wherever it is read, in results too', () => {
  const before = programOf(
    (a) => {
      const y = a.sin();
      return [y.cos(), y];
    },
    [2],
  );
  const program = rewrite(before, ({ primitive, inputs }) =>
    primitive.name === 'sin' ? { by: inputs[0] } : undefined,
  );
  expect(operationsIn(program)).toEqual(['cos']);
  expect(program.instructions[0].inputs).toEqual(program.inputs);
  expect(program.results[1]).toBe(program.inputs[0]);
});

test('a rule sees what has been replaced before', () => {
  const program = rewrite(
    programOf((a) => a.sin().sin().sin(), [2]),
    ({ inputs }) => ({ by: inputs[0] }),
  );
  expect(program.instructions).toEqual([]);
  expect(program.results).toEqual(program.inputs);
});
