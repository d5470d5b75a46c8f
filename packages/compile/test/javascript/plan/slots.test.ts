import { expect, test } from 'vitest';
import { Scalars } from '../../../src/javascript/lower/scalars.ts';
import { Slots } from '../../../src/javascript/plan/slots.ts';
import { Opcodes } from '../../../src/javascript/spelling/opcode.ts';
import { spellings } from '../../../src/javascript/spelling/table.ts';

function scalarsOf(count: number) {
  const scalars = new Scalars();
  const code = new Opcodes().spelled('neg', 'float64', spellings.neg);
  const x = scalars.input(0, 0);
  for (let i = 0; i < count; i++) scalars.push(code, i === 0 ? x : i - 1);
  return { scalars, x };
}

test('inputs have slots from the beginning, and results that are wanted get theirs', () => {
  const { scalars, x } = scalarsOf(3);
  const slots = new Slots(scalars);
  slots.wanted[1] = 1;
  slots.allocate();
  expect(slots.of(x)).toBe(0);
  expect([...slots.slot]).toEqual([-1, 1, -1]);
  expect(slots.count).toBe(2);
});

test('a constant that is read from a slot is put there once', () => {
  const { scalars } = scalarsOf(1);
  const five = scalars.constant(5);
  const slots = new Slots(scalars);
  expect(slots.of(five)).toBe(slots.of(five));
  expect(slots.initial).toEqual([[slots.of(five), 5]]);
});

test('slots are taken side by side', () => {
  const slots = new Slots(scalarsOf(1).scalars);
  const first = slots.take(3);
  expect(slots.take(1)).toBe(first + 3);
});
