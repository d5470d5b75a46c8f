import { expect, test } from 'vitest';
import {
  BINDS,
  calling,
  fitted,
  holds,
  infix,
  inside,
  named,
} from '../../../src/javascript/spelling/spelling.ts';

test('a text that binds less than its place asks for is put in parentheses', () => {
  expect(fitted('a + b', BINDS.sum, BINDS.product)).toBe('(a + b)');
  expect(fitted('a + b', BINDS.sum, BINDS.sum)).toBe('a + b');
});

test('an infix operator associates to the left', () => {
  const minus = infix('-', BINDS.sum);
  const inner = minus.write('a', 'b');
  expect(fitted(inner, minus.binds, minus.needs[0])).toBe('a - b');
  expect(fitted(inner, minus.binds, minus.needs[1])).toBe('(a - b)');
});

test('operands between marks need nothing, and those written twice a name', () => {
  expect(calling('Math.max', 2).write('a + 1', 'b')).toBe('Math.max(a + 1, b)');
  expect(calling('Math.max', 2).needs).toEqual([BINDS.any, BINDS.any]);
  expect(inside((x) => `f(${x})`, 1).needs).toEqual([BINDS.any]);
  expect(named((x) => `${x} * ${x}`, 1).needs).toEqual([BINDS.name]);
});

test('a condition is 1 or 0', () => {
  const spelling = holds((a, b) => `${a} < ${b}`, 2);
  expect(new Function('a', 'b', `return ${spelling.write('a', 'b')}`)(1, 2)).toBe(1);
});
