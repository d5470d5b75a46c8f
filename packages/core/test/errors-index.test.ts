import { describe, expect, test } from 'vitest';
import {
  blockDiagonal,
  ChainruleError,
  concat,
  constant,
  DataError,
  indexAdd,
  meshgrid,
  oneHot,
  ShapeError,
  scatter,
  scatterAdd,
  stack,
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
const v = value([1, 2], { name: 'v' });
const s = value(1, { name: 's' });
const mask = constant([true, false], { name: 'mask' });
const empty = zeros([2, 0]).named('empty');
const wrong = (x: unknown) => x as never;

/** What a user did, and what the message says: the operation, the nodes, what was expected, what came. */
const table: [string, () => unknown, new (...xs: never[]) => Error, string][] = [
  [
    'an index beyond an axis',
    () => W.takeAlongAxis([[0], [3]], 1),
    ShapeError,
    'takeAlongAxis: index 3 at [1, 0] is out of range for axis 1 of W [2, 3]: expected a whole number from -3 to 2',
  ],
  [
    'an index before an axis',
    () => W.take([0, -3], { axis: 0 }),
    ShapeError,
    'take: index -3 at [1] is out of range for axis 0 of W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'an index beyond all entries',
    () => W.take(6),
    ShapeError,
    'take: index 6 is out of range for W [2, 3]: expected a whole number from -6 to 5',
  ],
  [
    'an index into nothing',
    () => empty.take([0], { axis: 1 }),
    ShapeError,
    'take: index 0 at [0] is out of range for axis 1 of empty [2, 0]: it is empty',
  ],
  [
    'an index between entries',
    () => W.gather([[0.5]], 0),
    ShapeError,
    'gather: index 0.5 at [0, 0] is out of range for axis 0 of W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'a mask as indices',
    () => W.take(mask, { axis: 0 }),
    DataError,
    "take: expected whole numbers as indices, got mask [2] of dtype bool (.astype('int32') makes them whole)",
  ],
  [
    'a float Value as indices',
    () => W.indexSelect(v, 0),
    DataError,
    "indexSelect: expected whole numbers as indices, got v [2] of dtype float64 (.astype('int32') makes them whole)",
  ],
  [
    'a matrix where a vector of indices goes',
    () => W.indexSelect([[0]], 0),
    ShapeError,
    'indexSelect: expected a vector of indices, got a value [1, 1] of rank 2',
  ],
  [
    'indices of another rank',
    () => W.gather([0], 0),
    ShapeError,
    'gather: expected indices of rank 2, got a value [1]',
  ],
  [
    'indices longer than the array',
    () => W.gather([[0], [1], [0]], 1),
    ShapeError,
    'gather: expected indices within [2, 3] along every axis but 1, got a value [3, 1]',
  ],
  [
    'indices that do not broadcast',
    () => W.takeAlongAxis([[0], [0], [0]], 1),
    ShapeError,
    'takeAlongAxis: shapes do not broadcast: W [2, 3] and a value [3, 1] (aligned from the right, each pair of sizes must be equal or hold a 1)',
  ],
  [
    'a source smaller than the indices',
    () => scatter(W, [[0, 1]], [[1]], 1),
    ShapeError,
    'scatter: expected a source of at least [1, 2], got a value [1, 1]',
  ],
  [
    'a scatter beyond the axis',
    () => scatterAdd(W, [[3]], [[1]], 1),
    ShapeError,
    'scatterAdd: index 3 at [0, 0] is out of range for axis 1 of W [2, 3]: expected a whole number from -3 to 2',
  ],
  [
    'a source of another shape',
    () => indexAdd(W, [0], v, 1),
    ShapeError,
    'indexAdd: expected a source of shape [2, 1], got v [2]',
  ],
  [
    'an axis that is not there',
    () => W.flip({ axis: 2 }),
    ShapeError,
    'flip: axis 2 is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'an axis that is not named',
    () => W.gather([[0]], wrong(undefined)),
    ShapeError,
    'gather: axis undefined is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'a slice of more axes than there are',
    () => v.slice([0, [1]]),
    ShapeError,
    'slice: expected at least 2 axes, got v [2]',
  ],
  [
    'an index of a slice out of range',
    () => W.slice([[], 3]),
    ShapeError,
    'slice: index 3 is out of range for axis 1 of W [2, 3]: expected a whole number from -3 to 2',
  ],
  [
    'a slice with a step of 0',
    () => v.slice([[0, 1, 0]]),
    DataError,
    'slice: step: expected a whole number other than 0, got 0',
  ],
  [
    'a slice from between two entries',
    () => v.slice([[0.5]]),
    DataError,
    'slice: range: expected [start, end, step] of whole numbers or null, got 0.5',
  ],
  [
    'a slice by an object',
    () => v.slice([wrong({ start: 1 })]),
    DataError,
    'slice: range: expected [start, end, step] of whole numbers or null, got an object (Object)',
  ],
  [
    'a narrowing to more than there is',
    () => W.narrow({ axis: 1, start: 2, length: 2 }),
    ShapeError,
    'narrow: expected axis 1 to hold 2 entries from 2 on, got W [2, 3]',
  ],
  [
    'windows larger than the axis',
    () => W.unfold({ size: 4 }),
    ShapeError,
    'unfold: expected at least 4 entries along axis 1, got W [2, 3]',
  ],
  [
    'windows that do not move',
    () => W.unfold({ size: 1, step: 0 }),
    DataError,
    'unfold: step: expected a whole number, 1 or more, got 0',
  ],
  [
    'parts that do not add up',
    () => W.split([1, 2]),
    ShapeError,
    'split: expected 3 entries along axis 0, got W [2, 3]',
  ],
  ['parts of no size', () => W.split(0), DataError, 'split: size: expected a whole number, 1 or more, got 0'],
  [
    'a squeeze of an axis that is not 1',
    () => W.squeeze({ axis: 1 }),
    ShapeError,
    'squeeze: expected axis 1 to have size 1, got W [2, 3]',
  ],
  [
    'a new axis too far',
    () => W.expandDims(3),
    ShapeError,
    'expandDims: expected different axes from -3 to 2 for W [2, 3] made rank 3, got [3]',
  ],
  [
    'axes to move without as many places',
    () => W.moveAxis([0, 1], 0),
    DataError,
    'moveAxis: to: expected as many axes as to move, 2, got 0',
  ],
  [
    'axes of a permutation',
    () => W.permute([0]),
    ShapeError,
    'permute: expected each axis of W [2, 3] once, got [0]',
  ],
  [
    'a flattening backwards',
    () => W.flatten({ startAxis: 1, endAxis: 0 }),
    DataError,
    'flatten: endAxis: expected an axis from 1 on, got 0',
  ],
  [
    'widths for other axes',
    () => W.pad([1]),
    DataError,
    'pad: widths: expected a number, or one entry for each of 2 axes, got an array of length 1',
  ],
  [
    'a width below zero',
    () => W.pad([0, [1, -1]]),
    DataError,
    'pad: widths: expected a whole number, 0 or more, got -1',
  ],
  [
    'an unknown way to pad',
    () => W.pad(1, { mode: wrong('edge') }),
    DataError,
    'pad: mode: expected constant, reflect, replicate or circular, got the string "edge"',
  ],
  [
    'copies of nothing as padding',
    () => empty.pad(1, { mode: 'reflect' }),
    ShapeError,
    'pad: expected entries along axis 1 to copy from, got empty [2, 0]',
  ],
  [
    'repeats for other entries',
    () => W.repeat([1, 2, 3], { axis: 0 }),
    ShapeError,
    'repeat: expected 3 entries along axis 0, got W [2, 3]',
  ],
  [
    'half a tile',
    () => v.tile([0.5]),
    DataError,
    'tile: counts: expected a whole number, 0 or more, got 0.5',
  ],
  [
    'shifts for other axes',
    () => W.roll([1, 2], { axis: 0 }),
    DataError,
    'roll: shift: expected a number, or one for each of 1 axes, got an array of length 2',
  ],
  ['half a turn more', () => W.rot90(0.5), DataError, 'rot90: quarters: expected a whole number, got 0.5'],
  [
    'a diagonal along one axis',
    () => W.diagonal({ axes: [0, -2] }),
    ShapeError,
    'diagonal: an axis of W [2, 3] is named twice in [0, -2]',
  ],
  [
    'a diagonal of a scalar',
    () => s.diag(),
    ShapeError,
    'diag: expected a vector or a matrix, got s [] of rank 0',
  ],
  [
    'a triangle of a vector',
    () => v.tril(),
    ShapeError,
    'tril: expected a matrix or more, got v [2] of rank 1',
  ],
  [
    'more than there are',
    () => W.topK(4),
    ShapeError,
    'topK: expected at least 4 entries along axis 1, got W [2, 3]',
  ],
  [
    'a class too high',
    () => oneHot([0, 2], 2),
    DataError,
    'oneHot: indices: expected indices from 0 to 1, got 2',
  ],
  [
    'a class below zero',
    () => oneHot([-1]),
    DataError,
    'oneHot: indices: expected indices from 0 on, got -1',
  ],
  [
    'nothing to join',
    () => concat([]),
    DataError,
    'concat: operands: expected an array of at least one, got an array of length 0',
  ],
  [
    'a Value where a list goes',
    () => stack(wrong(v)),
    DataError,
    'stack: operands: expected an array of at least one, got an object (Value)',
  ],
  [
    'arrays that do not fit together',
    () => concat([W, [[1]]], { axis: 0 }),
    ShapeError,
    'concat: expected the shape of W [2, 3] along every axis but 0, got a value [1, 1]',
  ],
  [
    'a stack of different shapes',
    () => stack([W, v]),
    ShapeError,
    'stack: expected the shape of W [2, 3], got v [2]',
  ],
  [
    'a stack along an axis that is not there',
    () => stack([W, W], { axis: 3 }),
    ShapeError,
    'stack: expected different axes from -3 to 2 for W [2, 3] made rank 3, got [3]',
  ],
  [
    'a block of three axes',
    () => blockDiagonal([zeros([1, 1, 1]).named('T')]),
    ShapeError,
    'blockDiagonal: expected a matrix, got T [1, 1, 1] of rank 3',
  ],
  [
    'a grid of matrices',
    () => meshgrid([W]),
    ShapeError,
    'meshgrid: expected a vector, got W [2, 3] of rank 2',
  ],
  [
    'a grid of another kind',
    () => meshgrid([v], { indexing: wrong('yx') }),
    DataError,
    'meshgrid: indexing: expected ij or xy, got the string "yx"',
  ],
];

describe('a wrong call of an operation that moves entries says what was wrong', () => {
  test.each(table)('%s', (_, call, kind, message) => {
    let thrown: unknown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error).message).toBe(message);
    expect(thrown).toBeInstanceOf(kind);
    expect(thrown).toBeInstanceOf(ChainruleError);
    expect((thrown as ChainruleError).operation).toBe(message.split(':')[0]);
  });
});
