import * as cr from '../../src/index.ts';
import { s, testWrongCalls, v, W, type WrongCall, wrong } from '../support/wrong-calls.ts';

const { DataError, ShapeError, zeros } = cr;

const empty = zeros([2, 0], { name: 'empty' });

const table: readonly WrongCall[] = [
  [
    'a copy of slices of another shape',
    () => cr.indexCopy(W, [0], v, 1),
    ShapeError,
    'indexCopy: expected a source of shape [2, 1], got v [2]',
  ],
  [
    'a copy beyond the axis',
    () => cr.indexCopy(W, [3], [[1], [2]], 1),
    ShapeError,
    'indexCopy: index 3 at [0] is out of range for axis 1 of W [2, 3]: expected a whole number from -3 to 2',
  ],
  [
    'a filling that is no number',
    () => cr.indexFill(W, [0], v, 1),
    ShapeError,
    'indexFill: expected a scalar to fill in, got v [2] of rank 1',
  ],
  [
    'a matrix of indices to fill at',
    () => cr.indexFill(W, [[0]], 1, 1),
    ShapeError,
    'indexFill: expected a vector of indices, got a value [1, 1] of rank 2',
  ],
  [
    'indices without an axis of their own',
    () => cr.indexPut(W, wrong(0), 1),
    DataError,
    'indexPut: indices: expected an array of indices for each of the first axes, got 0',
  ],
  [
    'indices for more axes than there are',
    () => cr.indexPut(v, [[0], [0]], 1),
    ShapeError,
    'indexPut: expected at least 2 axes, got v [2]',
  ],
  [
    'indices that do not go together',
    () =>
      cr.indexPut(
        W,
        [
          [0, 1],
          [0, 1, 2],
        ],
        1,
      ),
    ShapeError,
    'indexPut: shapes do not broadcast: a value [2] and a value [3] (aligned from the right, each pair of sizes must be equal or hold a 1)',
  ],
  [
    'a put beyond the second axis',
    () => cr.indexPut(W, [[0], [3]], 1),
    ShapeError,
    'indexPut: index 3 at [0] is out of range for axis 1 of W [2, 3]: expected a whole number from -3 to 2',
  ],
  [
    'a source that does not fit what is written',
    () => cr.indexPut(W, [[0]], v),
    ShapeError,
    'indexPut: v [2] does not broadcast to [1, 3]',
  ],
  [
    'an unknown reduction',
    () => cr.scatterReduce(W, [[0]], [[1]], 0, wrong('max')),
    DataError,
    'scatterReduce: reduction: expected sum, prod, mean, amax or amin, got the string "max"',
  ],
  [
    'a reduction into another rank',
    () => cr.scatterReduce(W, [0], [1], 0, 'sum'),
    ShapeError,
    'scatterReduce: expected indices of rank 2, got a value [1]',
  ],
  [
    'a reduction of slices of another shape',
    () => cr.indexReduce(W, [0], v, 0, 'prod'),
    ShapeError,
    'indexReduce: expected a source of shape [1, 3], got v [2]',
  ],
  [
    'a mask of another shape',
    () => cr.maskedSelect(W, [true, false]),
    ShapeError,
    'maskedSelect: shapes do not broadcast: W [2, 3] and a value [2] (aligned from the right, each pair of sizes must be equal or hold a 1)',
  ],
  [
    'a mask larger than what is written',
    () =>
      cr.maskedScatter(
        v,
        [
          [true, true],
          [false, false],
        ],
        v,
      ),
    ShapeError,
    'maskedScatter: a value [2, 2] does not broadcast to [2]',
  ],
  [
    'a source too small for its mask',
    () => cr.maskedScatter(W, true, v),
    ShapeError,
    'maskedScatter: expected a source of at least 6 numbers, got v [2]',
  ],
  [
    'a source larger than the slice',
    () => cr.sliceScatter(W, v, [0]),
    ShapeError,
    'sliceScatter: v [2] does not broadcast to [3]',
  ],
  [
    'a slice of more axes than there are',
    () => cr.sliceScatter(v, 0, [0, 0]),
    ShapeError,
    'sliceScatter: expected at least 2 axes, got v [2]',
  ],
  [
    'a slice that is not there',
    () => cr.selectScatter(W, 0, 3, { axis: 1 }),
    ShapeError,
    'selectScatter: index 3 is out of range for axis 1 of W [2, 3]: expected a whole number from -3 to 2',
  ],
  [
    'several slices',
    () => cr.selectScatter(W, 0, wrong([0])),
    DataError,
    'selectScatter: expected a number, got an array of length 1',
  ],
  [
    'a diagonal of a vector',
    () => cr.diagonalScatter(v, 0),
    ShapeError,
    'diagonalScatter: axis 1 is out of range for v [2]: expected a whole number from -1 to 0',
  ],
  [
    'a diagonal of another length',
    () => cr.diagonalScatter(W, [1, 2, 3]),
    ShapeError,
    'diagonalScatter: a value [3] does not broadcast to [2]',
  ],
  [
    'the value of rank 0',
    () => cr.kthValue(W, 0),
    DataError,
    'kthValue: k: expected a whole number, 1 or more, got 0',
  ],
  [
    'a rank beyond the last',
    () => cr.kthValue(W, 4),
    ShapeError,
    'kthValue: expected at least 4 entries along axis 1, got W [2, 3]',
  ],
  [
    'the mode of nothing',
    () => cr.mode(empty),
    ShapeError,
    'mode: expected at least one entry along axis 1, got empty [2, 0]',
  ],
  [
    'the smallest and the largest of nothing',
    () => cr.aminmax(empty),
    ShapeError,
    'aminmax: expected at least one number along the axes reduced, got empty [2, 0]',
  ],
  [
    'sizes that do not make up the axis',
    () => cr.unflatten(W, 1, [2, -1]),
    ShapeError,
    'unflatten: expected axis 1 to have the size of [2, -1], got W [2, 3]',
  ],
  [
    'sizes that are none',
    () => cr.unflatten(W, 1, [1.5, 2]),
    ShapeError,
    'unflatten: expected a shape of whole numbers, none below zero, got [1.5,2]',
  ],
  [
    'half a part',
    () => cr.tensorSplit(W, 0.5),
    DataError,
    'tensorSplit: parts: expected a whole number, 1 or more, got 0.5',
  ],
  [
    'parts that do not come out even',
    () => cr.hsplit(W, 2),
    ShapeError,
    'hsplit: expected axis 1 to divide into 2 equal parts, got W [2, 3]',
  ],
  [
    'the parts of a number',
    () => cr.hsplit(s, 1),
    ShapeError,
    'hsplit: expected rank 1 or more, got s [] of rank 0',
  ],
  [
    'the rows of a vector',
    () => cr.vsplit(v, 2),
    ShapeError,
    'vsplit: expected rank 2 or more, got v [2] of rank 1',
  ],
  [
    'the depth of a matrix',
    () => cr.dsplit(W, 1),
    ShapeError,
    'dsplit: expected rank 3 or more, got W [2, 3] of rank 2',
  ],
  [
    'the columns of a vector',
    () => cr.fliplr(v),
    ShapeError,
    'fliplr: axis 1 is out of range for v [2]: expected a whole number from -1 to 0',
  ],
  [
    'columns of different lengths',
    () => cr.columnStack([v, [1, 2, 3]]),
    ShapeError,
    'columnStack: expected the shape of reshape(…) [2, 1] along every axis but 1, got a value [3, 1]',
  ],
  [
    'combinations of a matrix',
    () => cr.combinations(W),
    ShapeError,
    'combinations: expected a vector, got W [2, 3] of rank 2',
  ],
  [
    'combinations of none',
    () => cr.combinations(v, { length: 0 }),
    DataError,
    'combinations: length: expected a whole number, 1 or more, got 0',
  ],
  [
    'powers of a number',
    () => cr.vander(s),
    ShapeError,
    'vander: expected a vector or more, got s [] of rank 0',
  ],
  [
    'a slope at one place',
    () => cr.gradient([1]),
    ShapeError,
    'gradient: expected more than 1 entries along axis 0, got a value [1]',
  ],
  [
    'coordinates for other entries',
    () => cr.gradient(W, { axis: 1, spacing: [[0, 1]] }),
    DataError,
    'gradient: spacing: expected a number other than 0, or 3 coordinates, got an array of length 2',
  ],
  [
    'spacings for other axes',
    () => cr.gradient(W, { spacing: [1] }),
    DataError,
    'gradient: spacing: expected a number, or one entry for each of 2 axes, got an array of length 1',
  ],
  [
    'cubic ends',
    () => cr.gradient(W, { edgeOrder: wrong(3) }),
    DataError,
    'gradient: edgeOrder: expected 1 or 2, got 3',
  ],
  [
    'a norm below zero',
    () => cr.renorm(W, { axis: 0, maxNorm: -1 }),
    DataError,
    'renorm: maxNorm: expected a number, not below zero, got -1',
  ],
  [
    'a running integral of a number',
    () => cr.cumulativeTrapezoid(s),
    ShapeError,
    'cumulativeTrapezoid: axis -1 is out of range for s []: it is a scalar and has no axes',
  ],
  [
    'a search in other lines',
    () => cr.searchSorted(W, [[1]]),
    ShapeError,
    'searchSorted: expected values of rank 2 that begin with [2], got a value [1, 1]',
  ],
  [
    'boundaries in a matrix',
    () => cr.bucketize(v, W),
    ShapeError,
    'bucketize: expected a vector of boundaries, got W [2, 3] of rank 2',
  ],
  [
    'a count of negative numbers',
    () => cr.binCount([0, -1]),
    DataError,
    'binCount: x: expected a whole number, 0 or more, got -1',
  ],
  [
    'weights for other numbers',
    () => cr.binCount([0, 1, 1], { weights: v }),
    ShapeError,
    'binCount: expected 3 weights, got v [2]',
  ],
  [
    'bins that overlap',
    () => cr.histogram(v, { bins: [0, 2, 1] }),
    DataError,
    'histogram: bins: expected a number of bins, or two rising edges or more, got an array of length 3',
  ],
  [
    'a range of NaN',
    () => cr.histogram([Number.NaN]),
    DataError,
    'histogram: range: expected two finite numbers, the second one larger, got an array of length 2',
  ],
  [
    'no quantile',
    () => cr.quantile(v, []),
    DataError,
    'quantile: q: expected a number from 0 to 1, got an array of length 0',
  ],
  [
    'one wrong quantile of several',
    () => cr.nanQuantile(v, [0.5, 2]),
    DataError,
    'nanQuantile: q: expected a number from 0 to 1, got 2',
  ],
  [
    'an unknown interpolation',
    () => cr.quantile(v, 0.5, { interpolation: wrong('cubic') }),
    DataError,
    'quantile: interpolation: expected linear, lower, higher, midpoint or nearest, got the string "cubic"',
  ],
];

testWrongCalls('an operation that writes, counts or takes apart', table);
