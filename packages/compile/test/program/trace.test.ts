import { constant } from '@chainrule/core';
import { expect, test } from 'vitest';
import { traceProgram } from '../../src/program/trace.ts';
import { leavesOf, operationsIn, programOf } from '../support/programs.ts';

test('what a function does becomes a list, in which each variable is assigned once', () => {
  const program = programOf((a, b) => a.mul(b).sin(), [2], [2]);
  expect(operationsIn(program)).toEqual(['mul', 'sin']);
  expect(program.inputs.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(program.instructions[1].inputs).toEqual([program.instructions[0].result]);
  expect(program.results).toEqual([program.instructions[1].result]);
});

test('what depends on no input is computed while tracing, and is a constant', () => {
  const program = programOf((a) => a.add(constant([1, 2]).mul(3)), [2]);
  expect(operationsIn(program)).toEqual(['add']);
  expect(program.instructions[0].inputs[1].constant?.toArray()).toEqual([3, 6]);
});

test('a Value that is returned twice is one result', () => {
  const { program, value, resultOf } = traceProgram(leavesOf([2]), ([a]) => {
    const y = a.exp();
    return { y, again: [y], a };
  });
  expect(program.results).toHaveLength(2);
  expect(resultOf.get(value.y)).toBe(resultOf.get(value.again[0]));
  expect(program.results[resultOf.get(value.a)!]).toBe(program.inputs[0]);
});
