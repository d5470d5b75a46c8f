import { matmul, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { withProductsTransposed } from '../../src/passes/transposed-products.ts';
import { interpret } from '../../src/program/interpret.ts';
import { leavesOf, operationsIn, programOf } from '../support/programs.ts';

const SHAPES = [
  [2, 3],
  [3, 4],
];

test('(A B)ᵀ is Bᵀ Aᵀ, with the same numbers', () => {
  const f = (a: Value, b: Value) => matmul(a, b).transpose();
  const before = programOf(f, ...SHAPES);
  const program = withProductsTransposed(before);
  expect(operationsIn(before).at(-1)).toBe('transpose');
  expect(operationsIn(program).at(-1)).toBe('matmul');
  const product = program.instructions.findLast(({ primitive }) => primitive.name === 'matmul')!;
  expect(product.result.shape).toEqual([4, 2]);
  const [a, b] = leavesOf(...SHAPES);
  expect(interpret(program, [a, b])[0].toArray()).toEqual(f(a, b).toArray());
});

test.each<[string, (a: Value, b: Value) => Value | Value[]]>([
  [
    'is read as it is, too',
    (a, b) => {
      const y = matmul(a, b);
      return [y, y.transpose()];
    },
  ],
  ['is not transposed', (a, b) => matmul(a, b).neg()],
])('a product stays if it %s', (_, f) => {
  const before = programOf(f, ...SHAPES);
  expect(operationsIn(withProductsTransposed(before))).toEqual(operationsIn(before));
});
