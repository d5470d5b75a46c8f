import fc from 'fast-check';
import { expect, test } from 'vitest';
import { literal, operandOf } from '../../../src/javascript/spelling/literal.ts';

const read = (text: string): number => new Function(`return ${text};`)();

test('a number reads back as itself', () => {
  fc.assert(fc.property(fc.double(), (x) => Object.is(read(literal(x)), x)));
  for (const x of [0, -0, Number.NaN, Infinity, -Infinity, Math.PI, -Math.SQRT2, 5e-324])
    expect(read(literal(x))).toBe(x);
});

test('a constant of Math has its name', () => {
  expect(literal(Math.PI)).toBe('Math.PI');
  expect(literal(-Math.LN2)).toBe('-Math.LN2');
});

test('an operand that begins with a sign is in parentheses', () => {
  expect(operandOf(-2)).toBe('(-2)');
  expect(operandOf(-0)).toBe('(-0)');
  expect(operandOf(2)).toBe('2');
});
