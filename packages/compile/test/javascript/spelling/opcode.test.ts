import { add, besselJ0, mul, sub } from '@chainrule/core';
import { expect, test } from 'vitest';
import { handmade } from '../../../../../scripts/test-support/namesakes.ts';
import { Opcodes } from '../../../src/javascript/spelling/opcode.ts';

const opcodes = new Opcodes();

test('there is one opcode of each kind', () => {
  expect(opcodes.of(add.primitive, 'float64', 2)).toBe(opcodes.of(add.primitive, 'float64', 2));
  expect(opcodes.of(add.primitive, 'float32', 2)).not.toBe(opcodes.of(add.primitive, 'float64', 2));
});

test('a result is rounded to its dtype', () => {
  expect(opcodes.of(sub.primitive, 'float64', 2).spelling!.write('a', 'b')).toBe('a - b');
  expect(opcodes.of(sub.primitive, 'float32', 2).spelling!.write('a', 'b')).toBe('Math.fround(a - b)');
  expect(opcodes.of(sub.primitive, 'int32', 2).spelling!.write('a', 'b')).toBe('a - b | 0');
  expect(opcodes.of(mul.primitive, 'int32', 2).spelling!.write('a', 'b')).toBe('Math.imul(a, b)');
});

test("what is not written is called: core's function, or a user's of any name", () => {
  const bessel = opcodes.of(besselJ0.primitive, 'float32', 1);
  expect(bessel.spelling).toBeUndefined();
  expect(bessel.closure!(0)).toBe(1);
  const own = opcodes.of(handmade(add.primitive), 'float64', 2);
  expect(own.spelling).toBeUndefined();
  expect(own.closure!(5, 2)).toBe(1);
});

test('a number of a narrower dtype needs no rounding', () => {
  expect(opcodes.rounding('int32', 'float64')).toBeUndefined();
  expect(opcodes.rounding('bool', 'int32')).toBeUndefined();
  expect(opcodes.rounding('float64', 'float64')).toBeUndefined();
  expect(opcodes.rounding('float64', 'float32')!.spelling!.write('x')).toBe('Math.fround(x)');
});
