import { describe, expect, test } from 'vitest';
import {
  arange,
  avgPool1d,
  cholesky,
  col2im,
  concat,
  constant,
  conv2d,
  cov,
  DataError,
  histogram,
  interpolate,
  logDet,
  maxPool2d,
  nanToNum,
  normalize,
  oneHot,
  ones,
  onesLike,
  Random,
  replay,
  ShapeError,
  slogDet,
  stack,
  tensorSplit,
  topK,
  type Value,
  value,
  vmap,
  zeros,
} from '../../src/index.ts';
import { A, s, testWrongCalls, v, W, type WrongCall, wrong } from '../support/wrong-calls.ts';

const image4 = zeros([1, 1, 3, 3]);
const image = zeros([1, 2, 4], { name: 'image' });
const random = new Random(0);
const nothing = wrong(undefined);

/** Options that are none, for functions of each way to read them. */
const options: readonly WrongCall[] = (
  [
    ['value', () => value(1, wrong(null)), 'null', 'name, dtype, shape'],
    ['zeros', () => zeros([2], wrong('int32')), 'the string "int32"', 'name, dtype'],
    ['arange', () => arange(2, wrong(null)), 'null', 'name, dtype'],
    ['onesLike', () => onesLike(v, wrong(null)), 'null', ''],
    ['sum', () => W.sum(wrong(0)), '0', 'axis, keepDims'],
    ['mean', () => W.mean(wrong([0])), 'an array of length 1', 'axis, keepDims'],
    ['countNonzero', () => W.countNonzero(wrong(0)), '0', 'axis, keepDims'],
    ['nanMean', () => W.nanMean(wrong(1)), '1', 'axis, keepDims'],
    ['argMax', () => W.argMax(wrong(0)), '0', 'axis, keepDims'],
    ['softmax', () => W.softmax(wrong(0)), '0', 'axis'],
    ['cumSum', () => W.cumSum(wrong(value(0))), 'an object (Value)', 'axis'],
    ['concat', () => concat([v, v], wrong(1)), '1', 'axis'],
    ['roll', () => W.roll(1, wrong(0)), '0', 'axis'],
    ['take', () => W.take([0], wrong(1)), '1', 'axis'],
    ['topK', () => topK(v, 1, wrong(null)), 'null', 'axis, largest'],
    ['pad', () => v.pad(1, wrong('reflect')), 'the string "reflect"', 'mode, value'],
    ['elu', () => v.elu(wrong(0.1)), '0.1', 'alpha'],
    ['cov', () => cov(W, wrong(0)), '0', 'correction'],
    ['avgPool1d', () => avgPool1d(image, 2, wrong(1)), '1', 'stride, padding, ceilMode, countIncludePad'],
    ['narrow', () => v.narrow(nothing), 'undefined', ''],
    ['unfold', () => v.unfold(wrong(2)), '2', ''],
    ['interpolate', () => interpolate(image, nothing), 'undefined', 'size, scaleFactor, mode, alignCorners'],
    ['col2im', () => col2im(image, 1, nothing), 'undefined', 'outputSize, stride, padding, dilation'],
    ['uniform', () => random.uniform([2], wrong(null)), 'null', 'min, max, name, dtype'],
    ['gamma', () => random.gamma([2], nothing), 'undefined', 'concentration, scale, name, dtype'],
  ] as const
).map(([name, call, got, known]) => [
  `options of ${name}`,
  call,
  DataError,
  `${name}: options: expected an object${known && `, such as { ${known.split(',')[0]}: … }`}, got ${got}${known && `; the options are ${known}`}`,
]);

const CONVOLUTION = 'stride, padding, dilation, groups, bias';

const unknown: readonly WrongCall[] = (
  [
    ['sum', () => W.sum(wrong({ dim: 1 })), 'dim', 'axis, keepDims'],
    ['mean', () => W.mean(wrong({ dim: 1 })), 'dim', 'axis, keepDims'],
    ['max', () => W.max(wrong({ axis: 1, keepdim: true })), 'keepdim', 'axis, keepDims'],
    ['nanMean', () => W.nanMean(wrong({ dim: 1 })), 'dim', 'axis, keepDims'],
    ['logSumExp', () => W.logSumExp(wrong({ dim: 1 })), 'dim', 'axis, keepDims'],
    ['std', () => W.std(wrong({ unbiased: false })), 'unbiased', 'axis, keepDims, correction'],
    ['norm', () => W.norm(wrong({ ord: 1 })), 'ord', 'axis, keepDims, p'],
    ['softmax', () => W.softmax(wrong({ dim: 0 })), 'dim', 'axis'],
    ['cumSum', () => W.cumSum(wrong({ dim: 0 })), 'dim', 'axis'],
    ['normalize', () => normalize(W, wrong({ dim: 0 })), 'dim', 'axis, p, eps'],
    ['sort', () => W.sort(wrong({ reverse: true })), 'reverse', 'axis, descending'],
    ['topK', () => topK(v, 1, wrong({ dim: 0 })), 'dim', 'axis, largest'],
    ['unstack', () => W.unstack(wrong({ dim: 1 })), 'dim', 'axis'],
    ['concat', () => concat([W, W], wrong({ dim: 1 })), 'dim', 'axis'],
    ['stack', () => stack([W, W], wrong({ dim: 1 })), 'dim', 'axis'],
    ['take', () => W.take([0], wrong({ dim: 1 })), 'dim', 'axis'],
    ['squeeze', () => W.squeeze(wrong({ dim: 1 })), 'dim', 'axis'],
    ['value', () => value(3, wrong({ requiresGrad: false })), 'requiresGrad', 'name, dtype, shape'],
    ['zeros', () => zeros([2], wrong({ type: 'int32' })), 'type', 'name, dtype'],
    ['arange', () => arange(2, wrong({ step: 2 })), 'step', 'name, dtype'],
    ['uniform', () => random.uniform([3], wrong({ low: 5, high: 6 })), 'low', 'min, max, name, dtype'],
    ['normal', () => random.normal([3], wrong({ sd: 2 })), 'sd', 'mean, std, name, dtype'],
    ['conv2d', () => conv2d(image4, image4, wrong({ pad: 1 })), 'pad', CONVOLUTION],
    ['pad', () => v.pad(1, wrong({ constant: 1 })), 'constant', 'mode, value'],
    ['gelu', () => v.gelu(wrong({ approx: 'tanh' })), 'approx', 'approximate'],
    ['leakyRelu', () => v.leakyRelu(wrong({ slope: 0.1 })), 'slope', 'negativeSlope'],
    ['flatten', () => W.flatten(wrong({ start: 1 })), 'start', 'startAxis, endAxis'],
    ['backward', () => s.backward(wrong({ retainGraph: true })), 'retainGraph', 'seed, createGraph'],
    ['vmap', () => vmap((x: Value) => x, wrong({ inAxis: 1 })), 'inAxis', 'axis, outAxis'],
  ] as const
).map(([name, call, option, known]) => [
  `an option of ${name} that there is not`,
  call,
  DataError,
  `${name}: there is no option ${option}: the options are ${known}`,
]);

const table: readonly WrongCall[] = [
  ...options,
  ...unknown,
  [
    'a string for an axis',
    () => W.sum({ axis: wrong('a') }),
    ShapeError,
    'sum: axis the string "a" is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'null for an axis',
    () => W.softmax({ axis: wrong(null) }),
    ShapeError,
    'softmax: axis null is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'a symbol for an axis',
    () => W.flip({ axis: wrong(Symbol('rows')) }),
    ShapeError,
    'flip: axis Symbol(rows) is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'a hole among axes',
    () => W.sum({ axis: new Array(1) }),
    ShapeError,
    'sum: axis undefined is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  [
    'a single axis of a transpose',
    () => W.transpose(wrong(0)),
    ShapeError,
    'transpose: expected each axis of W [2, 3] once, got [0]',
  ],
  [
    'no axes of a permutation',
    () => W.permute(nothing),
    ShapeError,
    'permute: expected each axis of W [2, 3] once, got [undefined]',
  ],
  [
    'no new axis',
    () => v.expandDims(nothing),
    ShapeError,
    'expandDims: expected different axes from -2 to 1 for v [2] made rank 2, got [undefined]',
  ],
  [
    'no axis to move',
    () => W.moveAxis(nothing, 0),
    ShapeError,
    'moveAxis: axis undefined is out of range for W [2, 3]: expected a whole number from -2 to 1',
  ],
  ['no ranges', () => v.slice(nothing), DataError, 'slice: ranges: expected an array, got undefined'],
  ['no index', () => v.select(nothing), DataError, 'select: expected a number, got undefined'],
  [
    'no size to split into',
    () => v.split(nothing),
    DataError,
    'split: size: expected a whole number, 1 or more, got undefined',
  ],
  [
    'no repeats',
    () => v.repeat(nothing),
    DataError,
    'repeat: repeats: expected a whole number, 0 or more, got undefined',
  ],
  ['no shift', () => v.roll(nothing), DataError, 'roll: shift: expected a whole number, got undefined'],
  [
    'null for a width',
    () => v.pad([wrong(null)]),
    DataError,
    'pad: widths: expected a whole number, got null',
  ],
  [
    'a scale that is null',
    () => interpolate(image, { scaleFactor: wrong(null) }),
    DataError,
    'interpolate: size: expected a whole number, 1 or more, got 0',
  ],
  [
    'nothing to choose from',
    () => random.choice(nothing),
    DataError,
    'choice: from: expected a whole number, not below zero, or an array, got undefined',
  ],
  ...(
    [
      [nothing, 'undefined'],
      ['abc', 'the string "abc"'],
      [[1.5, 2], 'an array of length 2'],
      [[1, 2 ** 32], 'an array of length 2'],
      [[1], 'an array of length 1'],
    ] as const
  ).map(
    ([seed, got]): WrongCall => [
      `a seed that is ${got}`,
      () => new Random(wrong(seed)),
      DataError,
      `Random: seed: expected a whole number, got ${got}`,
    ],
  ),
  [
    'a shape with a hole',
    () => ones(Object.assign(new Array(2), { 1: 2 })),
    ShapeError,
    'ones: expected a shape of whole numbers, none below zero, got [undefined,2]',
  ],
  [
    'a shape of bigints',
    () => zeros([wrong(2n)]),
    ShapeError,
    'zeros: expected a shape of whole numbers, none below zero, got [2]',
  ],
  [
    'a reshape to bigints',
    () => v.reshape([wrong(2n)]),
    ShapeError,
    'reshape: expected a shape of whole numbers, none below zero, got [2]',
  ],
  [
    'null for a shape',
    () => value(1, { shape: wrong(null) }),
    ShapeError,
    'value: expected a shape of whole numbers, none below zero, got null: a shape is an array, as [2, 3]',
  ],
  [
    'more zeros than there is room for',
    () => zeros([2 ** 26, 2 ** 26], { name: 'Z' }),
    ShapeError,
    'zeros: 4503599627370496 numbers of float64 do not fit into memory',
  ],
  [
    'a broadcast to more than there is room for',
    () => v.broadcastTo([2 ** 50, 2]),
    ShapeError,
    'broadcastTo: 2251799813685248 numbers of float64 do not fit into memory',
  ],
  [
    'more repeats than there is room for',
    () => v.repeat(2 ** 50),
    ShapeError,
    'repeat: 2251799813685248 numbers of int32 do not fit into memory',
  ],
  [
    'the gradient of the determinant of a singular matrix',
    () => slogDet(A).logAbsDet.backward(),
    DataError,
    'slogDet: A [2, 2] is singular: pivot 2 of 2 is 0',
  ],
  [
    'the same of its logarithm',
    () => logDet(A).backward(),
    DataError,
    'logDet: A [2, 2] is singular: pivot 2 of 2 is 0',
  ],
  [
    'a permutation that no memory holds',
    () => new Random(0).permutation(1e12),
    ShapeError,
    'permutation: 1000000000000 numbers of int32 do not fit into memory',
  ],
  [
    'a choice of so many',
    () => new Random(0).choice(1e12),
    ShapeError,
    'choice: 1000000000000 numbers of float64 do not fit into memory',
  ],
  [
    'so many classes',
    () => oneHot([1], 1e12),
    ShapeError,
    'oneHot: 1000000000000 numbers of int32 do not fit into memory',
  ],
  [
    'so many bins',
    () => histogram([1], { bins: 1e12 }),
    ShapeError,
    'histogram: 1000000000001 numbers of float64 do not fit into memory',
  ],
  [
    'so many parts',
    () => tensorSplit(v, 1e12),
    ShapeError,
    'tensorSplit: 999999999999 numbers of int32 do not fit into memory',
  ],
  [
    'options where there is nothing to do',
    () => nanToNum(true, wrong(3)),
    DataError,
    'nanToNum: options: expected an object, such as { nan: … }, got 3; the options are nan, posInf, negInf',
  ],
  [
    'null for a number of classes',
    () => oneHot([0, 1], wrong(null)),
    DataError,
    'oneHot: classes: expected a whole number, 0 or more, got null',
  ],
  [
    'replacements',
    () => replay(A, wrong(null)),
    DataError,
    'replay: replacements: expected a Map of nodes, got null',
  ],
];

testWrongCalls('any function, with arguments of another kind', table);

describe('an option that is true or false takes nothing else:', () => {
  const x = constant([
    [1, 2],
    [3, 4],
  ]);
  const image = ones([1, 1, 4, 4]);
  const calls: Record<string, (given: never) => unknown> = {
    'sum: keepDims': (keepDims) => x.sum({ keepDims }),
    'argMax: keepDims': (keepDims) => x.argMax({ keepDims }),
    'sort: descending': (descending) => x.sort({ descending }),
    'topK: largest': (largest) => topK(x, 1, { largest }),
    'maxPool2d: ceilMode': (ceilMode) => maxPool2d(image, 2, { ceilMode }),
    'cholesky: upper': (upper) => cholesky(x.matmul(x.transpose()), { upper }),
    'interpolate: alignCorners': (alignCorners) =>
      interpolate(image, { size: 2, mode: 'bilinear', alignCorners }),
    'backward: createGraph': (createGraph) => value(1).mul(2).backward({ createGraph }),
  };
  test.each(Object.entries(calls))('%s', (name, call) => {
    for (const given of ['no', 1, 0, null])
      expect(() => call(given as never)).toThrow(`${name.split(': ')[1]}: expected true or false, got `);
    for (const given of [true, false, undefined]) call(given as never);
  });
});
