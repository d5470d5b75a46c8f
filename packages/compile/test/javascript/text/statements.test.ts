import type { Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { Names } from '../../../src/javascript/text/names.ts';
import { SourceText } from '../../../src/javascript/text/statements.ts';
import { programOf } from '../../support/programs.ts';

function textOf(f: (...xs: Value[]) => Value, form: 'nested' | 'flat', ...shapes: number[][]): SourceText {
  const names = new Names();
  const inputs = shapes.map((_, k) => names.fresh('abc'[k]));
  const text = new SourceText(lower(programOf(f, ...shapes), false), { names, inputs, results: ['y'], form });
  text.write();
  return text;
}

test('single numbers are statements where they have names, and stand inside others where not', () => {
  const { body } = textOf((a, b) => a.mul(b).add(1).named('net').sin(), 'nested', [], []);
  expect(body).toEqual(['const net = a * b + 1;', 'const y = Math.sin(net);']);
});

test('entries of nested and of flat arrays are read by their index', () => {
  const f = (a: Value) => a.sum();
  expect(textOf(f, 'nested', [2, 1]).body).toEqual(['const y = a[0][0] + a[1][0];']);
  expect(textOf(f, 'flat', [2, 1]).body).toEqual(['const y = a[0] + a[1];']);
});

test('large arrays are loops, on copies of nested arrays and on typed ones as they are', () => {
  const f = (a: Value) => a.exp();
  expect(textOf(f, 'nested', [100]).body[0]).toBe('const a_numbers = Float64Array.from(a);');
  expect(textOf(f, 'flat', [100]).body).toEqual([
    'const y = new Float64Array(100);',
    'for (let i0 = 0; i0 < 100; i0++) {',
    'y[i0] = Math.exp(a[i0]);',
    '}',
  ]);
});

test('an input that nothing reads is not noted as read', () => {
  expect([...textOf((a) => a.exp(), 'nested', [], []).read]).toEqual([0]);
});

test('an operation without a text is an error that names it', () => {
  expect(() => textOf((a) => a.cumSum(), 'nested', [3])).toThrow('toSource: cumSum');
});
