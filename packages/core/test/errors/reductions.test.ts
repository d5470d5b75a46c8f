import * as cr from '../../src/index.ts';
import { s, testWrongCalls, W, type WrongCall, wrong } from '../support/wrong-calls.ts';

const { DataError, ShapeError, value, zeros } = cr;

const none = zeros([2, 0], { name: 'none' });

const range = 'is out of range for W [2, 3]: expected a whole number from -2 to 1';
const nothing = 'expected at least one number along the axes reduced, got none [2, 0]';

const table: readonly WrongCall[] = [
  ['max of nothing', () => none.max(), ShapeError, `max: ${nothing}`],
  ['min along an empty axis', () => none.min({ axis: 1 }), ShapeError, `min: ${nothing}`],
  ['argMax of nothing', () => none.argMax(), ShapeError, `argMax: ${nothing}`],
  ['argMin of nothing', () => none.argMin({ axis: -1 }), ShapeError, `argMin: ${nothing}`],
  ['median of nothing', () => none.median(), ShapeError, `median: ${nothing}`],
  ['quantile of nothing', () => cr.quantile(none, 0.5), ShapeError, `quantile: ${nothing}`],
  ['prod of an axis that is not', () => W.prod({ axis: 2 }), ShapeError, `prod: axis 2 ${range}`],
  ['variance along 1.5', () => W.variance({ axis: 1.5 }), ShapeError, `variance: axis 1.5 ${range}`],
  ['std of an axis that is not', () => W.std({ axis: -3 }), ShapeError, `std: axis -3 ${range}`],
  ['softmax of an axis that is not', () => W.softmax({ axis: 2 }), ShapeError, `softmax: axis 2 ${range}`],
  ['logSumExp of one', () => W.logSumExp({ axis: [0, 3] }), ShapeError, `logSumExp: axis 3 ${range}`],
  [
    'an axis named twice',
    () => W.max({ axis: [1, -1] }),
    ShapeError,
    'max: an axis of W [2, 3] is named twice in [1, -1]',
  ],
  [
    'a running sum of a number',
    () => s.cumSum(),
    ShapeError,
    'cumSum: axis -1 is out of range for s []: it is a scalar and has no axes',
  ],
  ['a running product', () => W.cumProd({ axis: 2 }), ShapeError, `cumProd: axis 2 ${range}`],
  ['a running maximum', () => W.cumMax({ axis: 2 }), ShapeError, `cumMax: axis 2 ${range}`],
  ['a running minimum', () => W.cumMin({ axis: 2 }), ShapeError, `cumMin: axis 2 ${range}`],
  ['an integral', () => W.trapezoid({ axis: 2 }), ShapeError, `trapezoid: axis 2 ${range}`],
  [
    'a quantile above 1',
    () => cr.quantile(W, 25),
    DataError,
    'quantile: q: expected a number from 0 to 1, got 25',
  ],
  [
    'a quantile of no number',
    () => cr.quantile(W, wrong('0.5')),
    DataError,
    'quantile: q: expected a number from 0 to 1, got the string "0.5"',
  ],
  ['a norm of no number', () => W.norm({ p: NaN }), DataError, 'norm: p: expected a number, got NaN'],
  [
    'a norm by name',
    () => W.norm({ p: wrong('fro') }),
    DataError,
    'norm: p: expected a number, got the string "fro"',
  ],
  [
    'a correction that is true',
    () => W.std({ correction: wrong(true) }),
    DataError,
    'std: correction: expected a number, got true',
  ],
  [
    'an unknown approximation',
    () => W.gelu({ approximate: wrong('erf') }),
    DataError,
    'gelu: approximate: expected "none" or "tanh", got the string "erf"',
  ],
  [
    'celu of α = 0',
    () => W.celu({ alpha: 0 }),
    DataError,
    'celu: alpha: expected a number other than 0, got 0',
  ],
  ['an odd glu', () => W.glu(), ShapeError, 'glu: expected an even size along axis 1, got W [2, 3]'],
  [
    'weights for other channels',
    () => W.prelu(value([1, 2], { name: 'slopes' })),
    ShapeError,
    'prelu: expected a single weight or one for each of the 3 channels of W [2, 3], got slopes [2]',
  ],
  ['max of a string', () => cr.max(wrong('W')), DataError, 'max: expected a number, got the string "W"'],
];

testWrongCalls('a reduction or an activation', table);
