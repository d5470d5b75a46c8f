import { besselJ0, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { Expressions } from '../../../src/javascript/text/expressions.ts';
import { Names } from '../../../src/javascript/text/names.ts';
import { programOf } from '../../support/programs.ts';

function expressionsOf(f: (...xs: Value[]) => Value, ...shapes: number[][]) {
  const lowered = lower(programOf(f, ...shapes), false);
  const read = new Set<number>();
  const names = { names: new Names(), inputs: ['a', 'b'], results: ['y'], form: 'nested' } as const;
  const expressions = new Expressions(lowered, names, {
    arrayName: (array) => `array${array}`,
    applied: ({ spelling }, operands) => spelling!.write(...operands),
    read: (input) => read.add(input),
  });
  const statements = lowered.scalars.codes.map((_, i) => expressions.statements(i));
  return { statements, expressions, read, last: lowered.scalars.codes.length - 1 };
}

test('an operation that is read once is written where it is read, with parentheses as it needs them', () => {
  const { statements, expressions, last } = expressionsOf((a, b) => a.add(b).mul(b), [], []);
  expect(statements).toEqual([[], ['const y = (a + b) * b;']]);
  expect(expressions.text(last)).toBe('y');
});

test('an operand that a text has twice gets a name first', () => {
  const { statements } = expressionsOf((a) => a.add(1).square(), []);
  expect(statements.flat()).toEqual(['const t = a + 1;', 'const y = t * t;']);
});

test('inputs are noted as they are read', () => {
  expect([...expressionsOf((_, b) => b.neg(), [], []).read]).toEqual([1]);
});

test('an operation without a text is an error that names it', () => {
  expect(() => expressionsOf((a) => besselJ0(a), [])).toThrow('toSource: besselJ0');
});
