import { describe, expect, test } from 'vitest';
import {
  add,
  backward,
  broadcastTo,
  ChainruleError,
  constant,
  DataError,
  full,
  GradientError,
  grad,
  log,
  matmul,
  Random,
  reshape,
  ShapeError,
  sumTo,
  transpose,
  Value,
  value,
  zeros,
} from '../src/index.ts';

const W = value(
  [
    [1, 2, 3],
    [4, 5, 6],
  ],
  { name: 'W' },
);
const h = value([[1, 2]], { name: 'h' });
const v = value([1, 2], { name: 'v' });
const s = value(1, { name: 's' });
const count = constant(new Int32Array([1, 2])).named('count');
const wrong = (x: unknown) => x as never;

/** What a user did, and what the message says: the operation, the nodes, what was expected, what came. */
const table: [string, () => unknown, new (...xs: never[]) => Error, string][] = [
  [
    'a ragged array',
    () => value([[1, 2], [3]]),
    DataError,
    'value: the array is ragged at [1]: expected an array of length 2 as in the first entry, got an array of length 1',
  ],
  [
    'a number among arrays',
    () => constant(wrong([[1], 2])),
    DataError,
    'constant: the array is ragged at [1]: expected an array of length 1 as in the first entry, got 2',
  ],
  [
    'an array among numbers',
    () => constant(wrong([1, [2]])),
    DataError,
    'constant: the array is ragged at [1]: expected a number as in the first entry, got an array of length 1',
  ],
  ['a string', () => value(wrong('0.4')), DataError, 'value: expected a number, got the string "0.4"'],
  ['null inside', () => value(wrong([1, null])), DataError, 'value: expected a number at [1], got null'],
  ['undefined', () => value(wrong(undefined)), DataError, 'value: expected a number, got undefined'],
  ['an object', () => value(wrong({ a: 1 })), DataError, 'value: expected a number, got an object (Object)'],
  ['a bigint', () => value(wrong([1n])), DataError, 'value: expected a number at [0], got 1'],
  [
    'a typed array of another kind',
    () => value(wrong(new Uint16Array(2))),
    DataError,
    'value: expected a number, got an object (Uint16Array)',
  ],
  [
    'a shape that does not hold the data',
    () => value([1, 2, 3], { shape: [2, 2] }),
    DataError,
    'value: shape [2, 2] holds 4 numbers, got 3',
  ],
  [
    'a shape that is none',
    () => value([1], { shape: [-1] }),
    ShapeError,
    'value: expected a shape of whole numbers, none below zero, got [-1]',
  ],
  [
    'zeros of no shape',
    () => zeros(wrong(3)),
    ShapeError,
    'full: expected a shape of whole numbers, none below zero, got 3',
  ],
  ['full of a string', () => full([2], wrong('x')), DataError, 'full: expected a number, got the string "x"'],
  [
    'a gradient of integers',
    () => value(new Int32Array(2)),
    GradientError,
    'value: a int32 value has no gradient: expected float64 or float32 data (constant(…) holds integers and booleans)',
  ],
  [
    'a string as an operand',
    () => s.mul(wrong('2')),
    DataError,
    'mul: expected a number, got the string "2"',
  ],
  ['no operand', () => add(s, wrong(undefined)), DataError, 'add: expected a number, got undefined'],
  [
    'shapes that do not broadcast',
    () => W.add(v),
    ShapeError,
    'add: shapes do not broadcast: W [2, 3] and v [2] (aligned from the right, each pair of sizes must be equal or hold a 1)',
  ],
  [
    'three that do not',
    () => W.greater(0).where(v, 0),
    ShapeError,
    'where: shapes do not broadcast: a value [2, 3] and v [2] and a value [] (aligned from the right, each pair of sizes must be equal or hold a 1)',
  ],
  [
    'inner sizes',
    () => h.matmul(h),
    ShapeError,
    'matmul: inner sizes differ: h [1, 2] × h [1, 2] (h transposed would fit)',
  ],
  [
    'inner sizes, left',
    () => W.matmul(v),
    ShapeError,
    'matmul: inner sizes differ: W [2, 3] × v [2] (W transposed would fit)',
  ],
  [
    'inner sizes, no way',
    () => v.matmul([1, 2, 3]),
    ShapeError,
    'matmul: inner sizes differ: v [2] × a value [3]',
  ],
  [
    'a matrix product of a number',
    () => matmul(W, 2),
    ShapeError,
    'matmul: expected a vector or a matrix, got a value [] of rank 0',
  ],
  [
    'batches that do not broadcast',
    () => matmul(zeros([2, 1, 1]), zeros([3, 1, 1])),
    ShapeError,
    'matmul: shapes do not broadcast: a value [2, 1, 1] and a value [3, 1, 1] (aligned from the right, each pair of sizes must be equal or hold a 1)',
  ],
  [
    'an axis out of range',
    () => W.sum({ axis: 2 }),
    ShapeError,
    'sum: axis 2 is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'an axis that is no number',
    () => W.mean({ axis: 0.5 }),
    ShapeError,
    'mean: axis 0.5 is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'any axis of a scalar',
    () => s.sum({ axis: 0 }),
    ShapeError,
    'sum: axis 0 is out of range for s []: it is a scalar and has no axes',
  ],
  [
    'an axis twice',
    () => W.sum({ axis: [0, -2] }),
    ShapeError,
    'sum: an axis of W [2, 3] is named twice in [0, -2]',
  ],
  [
    'axes of a transpose',
    () => transpose(W, [0, 0]),
    ShapeError,
    'transpose: expected each axis of W [2, 3] once, got [0, 0]',
  ],
  [
    'a reshape that does not fit',
    () => reshape(W, [4]),
    ShapeError,
    'reshape: W [2, 3] holds 6 numbers, and [4] cannot hold them',
  ],
  [
    'a reshape with two open sizes',
    () => reshape(W, [-1, -1]),
    ShapeError,
    'reshape: W [2, 3] holds 6 numbers, and [-1, -1] cannot hold them',
  ],
  [
    'a reshape to no shape',
    () => reshape(W, wrong(6)),
    ShapeError,
    'reshape: expected a shape of whole numbers, none below zero, got 6',
  ],
  [
    'an unknown dtype',
    () => W.astype(wrong('float16')),
    DataError,
    'astype: dtype: expected float64, float32, int32 or bool, got the string "float16"',
  ],
  [
    'an unknown dtype of new data',
    () => value(1, { dtype: wrong('double') }),
    DataError,
    'value: dtype: expected float64, float32, int32 or bool, got the string "double"',
  ],
  [
    'a broadcast that does not fit',
    () => broadcastTo(v, [3]),
    ShapeError,
    'broadcastTo: v [2] does not broadcast to [3]',
  ],
  [
    'a broadcast to less',
    () => broadcastTo(W, [3]),
    ShapeError,
    'broadcastTo: W [2, 3] does not broadcast to [3]',
  ],
  [
    'a sum to more',
    () => sumTo(v, [3, 2]),
    ShapeError,
    'sumTo: [3, 2] does not broadcast to v [2], so nothing can be summed back to it',
  ],
  ['an item of many', () => W.item(), ShapeError, 'item: expected a single number, got W [2, 3]'],
  [
    'a backward from a matrix',
    () => W.mul(2).named('y').backward(),
    GradientError,
    'backward: expected a scalar, got y [2, 3]: reduce it first (.sum(), .mean()) or give the cotangent as { seed }',
  ],
  [
    'a seed of another shape',
    () => backward(v.mul(2), { seed: [1, 2, 3] }),
    GradientError,
    'backward: the seed must have the shape of the result: expected [2] for mul(…) [2], got [3]',
  ],
  [
    'a backward from integers',
    () => backward(count.sum()),
    GradientError,
    'backward: a value [] is int32: only float64 and float32 have derivatives',
  ],
  [
    'a backward from what is no Value',
    () => backward(wrong(3)),
    DataError,
    'backward: expected a Value, got 3',
  ],
  [
    'a method on something else',
    () => Value.prototype.exp.call(wrong(3)),
    DataError,
    'exp: expected a Value as the object of the method, got 3',
  ],
  [
    'grad of a function that returns a number',
    () => grad(wrong(() => 3))(1),
    GradientError,
    'grad: the function must return a Value, got 3',
  ],
  [
    'grad of a vector',
    () => grad((x) => wrong(wrong(x)))([1, 2]),
    GradientError,
    'grad: expected a scalar, got a value [2]: reduce it first (.sum(), .mean()) or give the cotangent as { seed }',
  ],
  [
    'a seed that is no whole number',
    () => new Random(0.5),
    DataError,
    'Random: seed: expected a whole number, got 0.5',
  ],
  [
    'a permutation of less than none',
    () => new Random(0).permutation(-1),
    DataError,
    'permutation: n: expected a whole number, not below zero, got -1',
  ],
  [
    'random numbers of no shape',
    () => new Random(0).normal(wrong('x')),
    ShapeError,
    'normal: expected a shape of whole numbers, none below zero, got "x"',
  ],
  ['log of an object', () => log(wrong({})), DataError, 'log: expected a number, got an object (Object)'],
];

describe('a wrong call says which operation, which nodes, what was expected and what came', () => {
  test.each(table)('%s', (_, call, kind, message) => {
    let thrown: unknown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(kind);
    expect(thrown).toBeInstanceOf(ChainruleError);
    expect((thrown as Error).message).toBe(message);
    expect((thrown as ChainruleError).operation).toBe(message.split(':')[0]);
  });
});
