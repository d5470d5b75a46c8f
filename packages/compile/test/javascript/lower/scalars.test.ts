import { expect, test } from 'vitest';
import { Scalars } from '../../../src/javascript/lower/scalars.ts';
import { Opcodes } from '../../../src/javascript/spelling/opcode.ts';
import { spellings } from '../../../src/javascript/spelling/table.ts';

const sum = new Opcodes().spelled('add', 'float64', spellings.add);

test('leaves are negative references, each there once, zeros by their sign', () => {
  const scalars = new Scalars();
  const [input, zero, negative] = [scalars.input(0, 2), scalars.constant(0), scalars.constant(-0)];
  expect([input, zero, negative]).toEqual([-1, -2, -3]);
  expect(scalars.constant(0)).toBe(zero);
  expect(scalars.input(0, 2)).toBe(input);
  expect(scalars.leaf(input)).toEqual({ kind: 'input', input: 0, entry: 2 });
});

test('an operation is known by its place', () => {
  const scalars = new Scalars();
  const a = scalars.input(0, 0);
  expect(scalars.push(sum, a, a)).toBe(0);
  expect(scalars.push(sum, 0, a)).toBe(1);
  expect(scalars.operands).toEqual([a, a, -1, 0, a, -1]);
  expect(scalars.leaf(0)).toBeUndefined();
});

test('a number keeps the first name that it was given', () => {
  const scalars = new Scalars();
  const ref = scalars.push(sum, scalars.constant(1), scalars.constant(2));
  scalars.label([ref], { shape: [], dtype: 'float64' });
  scalars.label([ref], { shape: [], dtype: 'float64', name: 'first' });
  scalars.label([ref], { shape: [], dtype: 'float64', name: 'second' });
  expect(scalars.labels.get(ref)?.variable.name).toBe('first');
});
