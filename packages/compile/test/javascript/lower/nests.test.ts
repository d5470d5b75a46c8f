import { concat, matmul, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { foldedIn, nestsOf } from '../../../src/javascript/lower/nests.ts';
import { programOf } from '../../support/programs.ts';

const nestsIn = (f: (...xs: Value[]) => Value, ...shapes: number[][]) =>
  nestsOf(programOf(f, ...shapes).instructions.at(-1)!);

test('an elementwise operation reads with strides of 0 along what is repeated', () => {
  const [nest] = nestsIn((a, b) => a.add(b), [2, 3], [3])!;
  expect(nest.domain).toEqual([2, 3]);
  expect(nest.reads.map(({ strides }) => strides)).toEqual([
    [3, 1],
    [0, 1],
  ]);
  expect(nest.apply).toBe('primitive');
});

test('a product of matrices folds over the innermost loop', () => {
  const [nest] = nestsIn((a, b) => matmul(a, b), [2, 3], [3, 4])!;
  expect(nest).toMatchObject({ domain: [2, 4, 3], apply: 'mul', fold: 'sum', inner: 1 });
});

test('a fold goes over the axes that are left last', () => {
  const [nest] = nestsIn((a) => a.max({ axis: 0 }), [2, 3])!;
  expect(nest).toMatchObject({ domain: [3, 2], fold: 'largest', inner: 1 });
  expect(nest.reads[0].strides).toEqual([1, 3]);
});

test('a join is a nest for each input, each behind the last', () => {
  const nests = nestsIn((a, b) => concat([a, b], { axis: 1 }), [2, 3], [2, 1])!;
  expect(nests.map(({ write }) => write.offset)).toEqual([0, 3]);
});

test("what is known by core's kernel alone has no nests", () => {
  expect(nestsIn((a) => a.cumSum(), [3])).toBeUndefined();
});

test('products of integers are folded in integers, all else in doubles', () => {
  expect(foldedIn('product', 'int32')).toBe('int32');
  expect(foldedIn('sum', 'int32')).toBe('float64');
  expect(foldedIn('sum', 'float32')).toBe('float64');
});
