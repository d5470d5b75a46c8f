import { expect, test } from 'vitest';
import {
  checkCount,
  checkDepth,
  dryRun,
  halfOf,
  hidesValues,
  isBranch,
  isNoting,
  keysOf,
  kindOf,
  operand,
  toValues,
  treeLeaves,
  type Value,
  value,
} from '../src/index.ts';

/* What the other packages take from core, which users have no need of. */

test('trees: what is looked into, what is not, and the keys of a branch', () => {
  expect([{}, [], Object.create(null)].map(isBranch)).toEqual([true, true, true]);
  expect([value(1), new Map(), null, 1].map(isBranch)).toEqual([false, false, false, false]);
  expect([new Map([['w', value(1)]]), new Set([1])].map((thing) => hidesValues(thing))).toEqual([
    true,
    false,
  ]);
  expect(keysOf('test', () => 'the tree', { a: 1, b: 2 }, 0)).toEqual(['a', 'b']);
  expect(() => keysOf('test', () => 'the tree', new Array(2) as never, 0)).toThrow('test: the tree');
  expect(() => checkDepth('test', () => 'the tree', 500)).toThrow(
    'test: expected a tree of at most 500 levels',
  );
});

test('numbers: kinds of typed arrays, halves, operands', () => {
  expect([new Uint8Array(1), new Float32Array(1), [1]].map(kindOf)).toEqual([
    'Uint8Array',
    'Float32Array',
    undefined,
  ]);
  expect([0x3e00, 0xc000, 0x7c00].map(halfOf)).toEqual([1.5, -2, Infinity]);
  const x: Value = operand('test', [1, 2]);
  expect(x.toArray()).toEqual([1, 2]);
  expect(treeLeaves(toValues('test', { a: [1, 2], b: x }, 'the tree'))).toHaveLength(2);
  expect(() => operand('test', 'a' as never)).toThrow('test: expected a number');
});

test('calls: their arguments are counted, and a transform that runs is told', () => {
  expect(() => checkCount('test', 1, [1, 2])).toThrow('test: 2 is one argument too many');
  expect([isNoting(), dryRun(isNoting)]).toEqual([false, true]);
});
