import type { Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { fuse } from '../../../src/javascript/write/fuse.ts';
import { programOf } from '../../support/programs.ts';

function groupsOf(f: (...xs: Value[]) => Value | Value[], ...shapes: number[][]) {
  const { groups, stored } = fuse(lower(programOf(f, ...shapes)));
  return [...groups.values()].map((group) =>
    group.map(({ instruction, write }) => `${instruction.primitive.name}${stored(write) ? ' stored' : ''}`),
  );
}

test('neighbours that go entry by entry over one shape are one loop, which stores its last result alone', () => {
  expect(groupsOf((a) => a.exp().neg().sin(), [100])).toEqual([['exp', 'neg', 'sin stored']]);
});

test('a result that is read elsewhere is stored', () => {
  expect(
    groupsOf(
      (a) => {
        const y = a.exp();
        return [y, y.neg()];
      },
      [100],
    ),
  ).toEqual([['exp stored', 'neg stored']]);
});

test('a fold, another shape, and entries in another order begin a loop of their own', () => {
  expect(groupsOf((a) => a.exp().sum(), [100])).toEqual([['exp stored'], ['sum stored']]);
  expect(groupsOf((a) => a.exp().transpose().neg(), [10, 20])).toEqual([
    ['exp stored'],
    ['transpose', 'neg stored'],
  ]);
});
