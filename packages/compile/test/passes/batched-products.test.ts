import { matmul, type Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { withBatchesJoined } from '../../src/passes/batched-products.ts';
import { interpret } from '../../src/program/interpret.ts';
import { leavesOf, operationsIn, programOf } from '../support/programs.ts';

const SHAPES = [
  [3, 2, 4],
  [3, 4, 5],
];
const passed = (f: (a: Value, b: Value) => Value) => withBatchesJoined(programOf(f, ...SHAPES));

test('the sum of the products of a batch is one product', () => {
  const f = (a: Value, b: Value) => matmul(a, b).sum({ axis: 0 });
  const program = passed(f);
  const product = program.instructions.findLast(({ primitive }) => primitive.name === 'matmul')!;
  expect(product.inputs.map(({ shape }) => shape)).toEqual([
    [2, 12],
    [12, 5],
  ]);
  const [a, b] = leavesOf(...SHAPES);
  expect(interpret(program, [a, b])[0].toArray()).toEqual(f(a, b).toArray());
});

test.each<[string, (a: Value, b: Value) => Value]>([
  ['a sum along another axis', (a, b) => matmul(a, b).sum({ axis: 1 })],
  [
    'a product that is read elsewhere',
    (a, b) => {
      const y = matmul(a, b);
      return y.sum({ axis: 0 }).add(y.sum());
    },
  ],
  ['a factor that is repeated along the batch', (a, b) => matmul(a, b.slice([0])).sum({ axis: 0 })],
])('%s stays', (_, f) => {
  expect(operationsIn(passed(f))).toEqual(operationsIn(programOf(f, ...SHAPES)));
});
