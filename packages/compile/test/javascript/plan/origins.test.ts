import { expect, test } from 'vitest';
import { ROOM, Scalars } from '../../../src/javascript/lower/scalars.ts';
import { originsOf } from '../../../src/javascript/plan/origins.ts';
import { Opcodes } from '../../../src/javascript/spelling/opcode.ts';
import { spellings } from '../../../src/javascript/spelling/table.ts';

const opcodes = new Opcodes();
const [times, plus] = [spellings.mul, spellings.add].map((spelling, k) =>
  opcodes.spelled(['mul', 'add'][k], 'float64', spelling),
);

/** y = x; then in each round: v = y · w; y = v + input of the round. */
function rounds(count: number) {
  const scalars = new Scalars();
  const [x, w] = [scalars.input(0, 0), scalars.input(1, 0)];
  let y = x;
  for (let round = 0; round < count; round++) {
    const v = scalars.push(times, y, w);
    y = scalars.push(plus, v, scalars.input(2, round));
  }
  return { scalars, repeat: { start: 0, period: 2, times: count }, x, w };
}

test('an operand comes from the round, from the one before, or from outside', () => {
  const { scalars, repeat, x, w } = rounds(4);
  const origins = originsOf(scalars, repeat, false);
  expect(origins.slice(0, ROOM)).toEqual([
    { kind: 'carried', step: 1, first: x },
    { kind: 'same', ref: w },
    undefined,
  ]);
  expect(origins[ROOM]).toEqual({ kind: 'local', step: 0 });
  const [, second] = origins.slice(ROOM);
  expect(second).toMatchObject({ kind: 'varying' });
  expect(second?.kind === 'varying' && new Set(second.refs).size).toBe(4);
});

test('what is carried is one object wherever it is read', () => {
  const scalars = new Scalars();
  const x = scalars.input(0, 0);
  let y = x;
  for (let round = 0; round < 3; round++) y = scalars.push(times, y, y);
  const [a, b] = originsOf(scalars, { start: 0, period: 1, times: 3 }, false);
  expect(a).toEqual({ kind: 'carried', step: 0, first: x });
  expect(b).toBe(a);
});

test('a number that is overwritten before it is read is not carried in a slot', () => {
  // In each round: a = b of the round before, doubled; b = a of the round before, doubled.
  const scalars = new Scalars();
  let [a, b] = [scalars.input(0, 0), scalars.input(0, 1)];
  for (let round = 0; round < 3; round++) [a, b] = [scalars.push(plus, b, b), scalars.push(plus, a, a)];
  const repeat = { start: 0, period: 2, times: 3 };
  const kinds = (inOrder: boolean) => originsOf(scalars, repeat, inOrder).map((origin) => origin?.kind);
  expect(kinds(false)[ROOM]).toBe('carried');
  expect(kinds(true)[0]).toBe('carried');
  expect(kinds(true)[ROOM]).toBe('varying');
});
