import { expect, test } from 'vitest';
import { findRepeats } from '../../../src/javascript/plan/roll.ts';
import type { Opcode } from '../../../src/javascript/spelling/opcode.ts';

const opcode = (name: string): Opcode => ({ name, arity: 1 });
const [a, b, c, ...others] = Array.from({ length: 40 }, (_, i) => opcode(`f${i}`));
const times = (count: number, period: readonly Opcode[]) =>
  Array.from({ length: count }, () => period).flat();

test('a stretch that stands many times in a row is a repeat', () => {
  const codes = [...others, ...times(200, [a, b, c]), ...others];
  expect(findRepeats(codes, 0, codes.length)).toEqual([{ start: others.length, period: 3, times: 200 }]);
});

test('what saves little is no repeat', () => {
  expect(findRepeats(times(80, [a, b, c]), 0, 240)).toEqual([]);
});

test('two repeats stay apart, in order', () => {
  const codes = [...times(300, [a, b]), ...others, ...times(300, [c, a, a])];
  const found = findRepeats(codes, 0, codes.length);
  expect(found.map(({ period, times }) => [period, times])).toEqual([
    [2, 300],
    [3, 300],
  ]);
  expect(found[1].start).toBeGreaterThanOrEqual(found[0].start + 600);
});

test('only the part that is asked for is looked at', () => {
  const codes = times(400, [a, b]);
  expect(findRepeats(codes, 100, 800)).toEqual([{ start: 100, period: 2, times: 350 }]);
});
