import { add, primitive, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { match, soleReaders } from '../../src/program/match.ts';
import { programOf } from '../support/programs.ts';

test("an instruction matches core's operation, and not a user's of the same name", () => {
  const own = primitive({ name: 'add', forward: (out, x) => out.set(x), vjp: (g) => [g] });
  const { inputs, instructions } = programOf((a, b) => own(a.add(b)) as Value, [2], [2]);
  expect(match(instructions[0], add)).toEqual(inputs);
  expect(match(instructions[1], add)).toBeUndefined();
});

test('the sole reader of a variable is the one instruction that reads it, once', () => {
  const program = programOf(
    (a, b) => {
      const once = a.exp();
      const twice = b.exp();
      return [once.neg(), twice.mul(twice)];
    },
    [2],
    [2],
  );
  const [exp, second, neg] = program.instructions;
  const readers = soleReaders(program);
  expect(readers.get(exp.result)).toBe(neg);
  expect(readers.get(program.inputs[0])).toBe(exp);
  expect(readers.has(second.result)).toBe(false);
});

test('a result of the program has no sole reader', () => {
  const program = programOf((a) => [a.exp(), a.exp().neg()], [2]);
  const [exp] = program.instructions;
  expect(program.results).toContain(exp.result);
  expect(soleReaders(program).has(exp.result)).toBe(false);
});
