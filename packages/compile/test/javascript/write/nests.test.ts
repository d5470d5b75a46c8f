import { matmul, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { Slots } from '../../../src/javascript/plan/slots.ts';
import { fuse } from '../../../src/javascript/write/fuse.ts';
import { ModuleText } from '../../../src/javascript/write/module-text.ts';
import { arraysOf, writeNests } from '../../../src/javascript/write/nests.ts';
import { programOf } from '../../support/programs.ts';

function written(f: (...xs: Value[]) => Value, ...shapes: number[][]): string[][] {
  const lowered = lower(programOf(f, ...shapes));
  const text = new ModuleText(lowered, new Slots(lowered.scalars));
  const { groups, stored } = fuse(lowered);
  return [...groups.values()].map((group) => writeNests(text, group, stored));
}

test('an operation is a loop for each axis that is longer than one', () => {
  expect(written((a) => a.exp(), [1, 100])).toEqual([
    ['for (let i1 = 0; i1 < 100; i1++) {', 'a1[i1] = Math.exp(a0[i1]);', '}'],
  ]);
});

test('operations of a group hand numbers on in locals', () => {
  expect(written((a) => a.exp().neg(), [100])).toEqual([
    [
      'for (let i0 = 0; i0 < 100; i0++) {',
      'const v1 = Math.exp(a0[i0]);',
      'const v2 = -v1;',
      'a2[i0] = v2;',
      '}',
    ],
  ]);
});

test('a fold has a loop of its own for each number that it makes', () => {
  expect(written((a, b) => matmul(a, b), [9, 8], [8, 7])).toEqual([
    [
      'for (let i0 = 0; i0 < 9; i0++) {',
      'for (let i1 = 0; i1 < 7; i1++) {',
      'let y = 0;',
      'for (let i2 = 0; i2 < 8; i2++) {',
      'const x = a0[i0 * 8 + i2] * a1[i1 + i2 * 7];',
      'y = y + x;',
      '}',
      'a2[i0 * 7 + i1] = y;',
      '}',
      '}',
    ],
  ]);
});

test('a group needs the arrays that it reads, and those that it fills for others', () => {
  const lowered = lower(programOf((a) => a.exp().neg(), [100]));
  const { groups, stored } = fuse(lowered);
  expect([...groups.values()].map((group) => arraysOf(group, stored))).toEqual([[0, 2]]);
});
