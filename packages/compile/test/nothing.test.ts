import * as core from '@chainrule/core';
import { constant, type Value, value, zeros } from '@chainrule/core';
import * as nn from '@chainrule/nn';
import { describe, expect, test } from 'vitest';
import { compile } from '../src/index.ts';

/*
 * Reductions over nothing: an empty batch, an empty axis, targets that are all ignored. The answers are NumPy's and
 * PyTorch's, at once and compiled; where there is none, it is an error that says so.
 */

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const THROWS = 'throws';

type Reduction = (x: Value, options: { axis?: number }) => Value;

/** What each comes to over nothing. */
const ANSWERS: Record<string, [f: Reduction, answer: number | boolean | typeof THROWS]> = {
  sum: [core.sum, 0],
  nanSum: [core.nanSum, 0],
  mean: [core.mean, nan],
  nanMean: [core.nanMean, nan],
  prod: [core.prod, 1],
  all: [core.all, true],
  any: [core.any, false],
  countNonzero: [core.countNonzero, 0],
  max: [core.max, THROWS],
  min: [core.min, THROWS],
  argMax: [core.argMax, THROWS],
  argMin: [core.argMin, THROWS],
  median: [core.median, THROWS],
  nanMedian: [core.nanMedian, THROWS],
  quantile: [(x, options) => core.quantile(x, 0.5, options), THROWS],
  mode: [(x, options) => core.mode(x, options).values, THROWS],
  variance: [core.variance, nan],
  std: [core.std, nan],
  logSumExp: [core.logSumExp, -inf],
  trapezoid: [core.trapezoid, 0],
  norm: [core.norm, 0],
  'norm, p = 0': [(x, options) => core.norm(x, { ...options, p: 0 }), 0],
  'norm, p = 1': [(x, options) => core.norm(x, { ...options, p: 1 }), 0],
  'norm, p = 3': [(x, options) => core.norm(x, { ...options, p: 3 }), 0],
  'norm, p = ∞': [(x, options) => core.norm(x, { ...options, p: inf }), THROWS],
  'norm, p = −∞': [(x, options) => core.norm(x, { ...options, p: -inf }), THROWS],
};

const PLACES: [name: string, shape: number[], axis: number | undefined, repeated: number | undefined][] = [
  ['an empty vector', [0], undefined, undefined],
  ['an empty axis', [2, 0], 1, 2],
  ['no rows', [0, 3], 1, 0],
];

const both = ['javascript', 'webassembly'] as const;

/** What f gives at once, when it gives the same on both targets, with its gradient where it has one. */
function everywhere(f: (x: Value) => Value, x: Value): Value {
  const expected = f(x);
  for (const target of both) expect(compile(f, { target })(x).toArray()).toEqual(expected.toArray());
  if (!expected.wantsGradient) return expected;
  const slope = (at: Value) => f(at).sum().backward().of(at);
  for (const target of both) expect(compile(slope, { target })(x).toArray()).toEqual(slope(x).toArray());
  return expected;
}

describe.each(Object.entries(ANSWERS))('%s', (name, [f, answer]) => {
  test.each(PLACES)('over %s', (_, shape, axis, repeated) => {
    for (const dtype of ['float64', 'float32'] as const) {
      const x = value(zeros(shape, { dtype }));
      const run = (at: Value) => f(at, axis === undefined ? {} : { axis });
      if (answer === THROWS && repeated !== 0) {
        expect(() => run(x)).toThrow(`${name.split(',')[0]}: expected at least one`);
        for (const target of both) expect(() => compile(run, { target })(x)).toThrow('expected at least one');
        continue;
      }
      const many = repeated === undefined ? answer : new Array(repeated).fill(answer);
      expect(everywhere(run, x).toArray()).toEqual(many);
    }
  });
});

test('a softmax over nothing is nothing, and of −∞ alone it is NaN, as is its logarithm', () => {
  for (const dtype of ['float64', 'float32'] as const) {
    const nothing = value(zeros([2, 0], { dtype }));
    const shut = value(
      constant(
        [
          [-inf, -inf],
          [0, -inf],
        ],
        { dtype },
      ),
    );
    for (const f of [core.softmax, core.softmin, core.logSoftmax])
      expect(everywhere((x) => f(x), nothing).toArray()).toEqual([[], []]);
    expect(everywhere((x) => core.softmax(x), shut).toArray()).toEqual([
      [nan, nan],
      [1, 0],
    ]);
    expect(everywhere((x) => core.logSoftmax(x), shut).toArray()).toEqual([
      [nan, nan],
      [0, -inf],
    ]);
    const sums = (x: Value) => core.logSumExp(x, { axis: 1 });
    expect(everywhere(sums, shut).toArray()).toEqual([-inf, 0]);
    expect(sums(shut).sum().backward().of(shut).toArray()).toEqual([
      [0, 0],
      [1, 0],
    ]);
    const slope = sums(shut).sum().backward({ createGraph: true }).of(shut);
    expect(slope.mul([1, 2]).sum().backward().of(shut).toArray()).toEqual([
      [0, 0],
      [0, 0],
    ]);
  }
});

test('the variance of one number is NaN, and 0 without the correction', () => {
  expect([core.variance([5]).item(), core.std([5]).item()]).toEqual([nan, nan]);
  expect([core.variance([5], { correction: 0 }).item(), core.std([5], { correction: 0 }).item()]).toEqual([
    0, 0,
  ]);
});

type Loss = (x: Value, options: { reduction?: 'mean' | 'sum' | 'none' }) => Value;

const empty = (...shape: number[]) => constant(zeros(shape));
const classes = (...ys: number[]) => constant(ys, { dtype: 'int32', shape: [ys.length] });

/** Losses of a batch of no samples. */
const LOSSES: Record<string, [f: Loss, shape: number[]]> = {
  mse: [(x, o) => nn.mse(x, empty(0, 3), o), [0, 3]],
  l1: [(x, o) => nn.l1(x, empty(0, 3), o), [0, 3]],
  huber: [(x, o) => nn.huber(x, empty(0), o), [0]],
  smoothL1: [(x, o) => nn.smoothL1(x, empty(0), o), [0]],
  bce: [(x, o) => nn.bce(x, empty(0), o), [0]],
  bceWithLogits: [(x, o) => nn.bceWithLogits(x, empty(0), o), [0]],
  klDiv: [(x, o) => nn.klDiv(x, empty(0, 3), o), [0, 3]],
  poissonNll: [(x, o) => nn.poissonNll(x, empty(0), o), [0]],
  gaussianNll: [(x, o) => nn.gaussianNll(x, empty(0), empty(0), o), [0]],
  hinge: [(x, o) => nn.hinge(x, empty(0), o), [0]],
  hingeEmbedding: [(x, o) => nn.hingeEmbedding(x, empty(0), o), [0]],
  cosineEmbedding: [(x, o) => nn.cosineEmbedding(x, empty(0, 3), empty(0), o), [0, 3]],
  tripletMargin: [(x, o) => nn.tripletMargin(x, empty(0, 3), empty(0, 3), o), [0, 3]],
  marginRanking: [(x, o) => nn.marginRanking(x, empty(0), empty(0), o), [0]],
  multiMargin: [(x, o) => nn.multiMargin(x, classes(), o), [0, 3]],
  nll: [(x, o) => nn.nll(x, classes(), o), [0, 3]],
  crossEntropy: [(x, o) => nn.crossEntropy(x, classes(), o), [0, 3]],
  'crossEntropy with probabilities': [(x, o) => nn.crossEntropy(x, empty(0, 3), o), [0, 3]],
  'crossEntropy, smoothed': [(x, o) => nn.crossEntropy(x, classes(), { ...o, labelSmoothing: 0.1 }), [0, 3]],
};

test.each(Object.entries(LOSSES))(
  '%s of an empty batch is NaN as a mean, and 0 as a sum',
  (_, [f, shape]) => {
    const x = value(zeros(shape));
    expect(everywhere((at) => f(at, {}), x).item()).toBeNaN();
    expect(everywhere((at) => f(at, { reduction: 'mean' }), x).item()).toBeNaN();
    expect(everywhere((at) => f(at, { reduction: 'sum' }), x).item()).toBe(0);
    expect(everywhere((at) => f(at, { reduction: 'none' }), x).size).toBe(0);
  },
);

test.each<[string, Loss]>([
  ['nll', (x, o) => nn.nll(x, classes(-100, -100), o)],
  ['crossEntropy', (x, o) => nn.crossEntropy(x, classes(-100, -100), o)],
  ['crossEntropy, weighted', (x, o) => nn.crossEntropy(x, classes(-100, -100), { ...o, weight: [1, 2, 3] })],
  [
    'crossEntropy, smoothed',
    (x, o) => nn.crossEntropy(x, classes(-100, -100), { ...o, labelSmoothing: 0.1 }),
  ],
])('%s of targets that are all ignored is NaN as a mean, with gradient 0, and 0 as a sum', (_, f) => {
  const x = value([
    [1, 2, 3],
    [3, 2, 1],
  ]);
  const none = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const [reduction, answer] of [
    ['mean', nan],
    ['sum', 0],
    ['none', [0, 0]],
  ] as const) {
    const run = (at: Value) => f(at, { reduction });
    expect(everywhere(run, x).toArray()).toEqual(answer);
    // −0 is 0.
    expect(run(x).sum().backward().of(x).add(0).toArray()).toEqual(none);
  }
});

test('a metric without a sample is NaN, and a table of zeros', () => {
  const binary = [nn.accuracy(), nn.precision(), nn.recall(), nn.f1Score(), nn.auc()];
  for (const metric of [...binary, nn.r2Score()]) {
    expect(metric.result()).toBeNaN();
    metric.update(empty(0), classes());
    expect(metric.result(), metric.name).toBeNaN();
  }
  for (const metric of [
    nn.accuracy(),
    nn.topKAccuracy(2),
    nn.f1Score({ average: 'macro' }),
    nn.perplexity(),
  ]) {
    metric.update(empty(0, 3), classes());
    expect(metric.result(), metric.name).toBeNaN();
  }
  const table = nn.confusionMatrix();
  expect(table.result()).toEqual([]);
  table.update(empty(0, 2), classes());
  expect(table.result()).toEqual([
    [0, 0],
    [0, 0],
  ]);
  const r2 = nn.r2Score();
  r2.update(constant([1]), constant([1]));
  expect(r2.result()).toBeNaN();
});

test.each<[string, (x: Value) => Value, number[], number[]]>([
  ['Linear', (x) => new nn.Linear(3, 2).forward(x), [0, 3], [0, 2]],
  ['Conv2d', (x) => new nn.Conv2d(1, 2, 3).forward(x), [0, 1, 5, 5], [0, 2, 3, 3]],
  ['maxPool2d', (x) => core.maxPool2d(x, 2), [0, 1, 4, 4], [0, 1, 2, 2]],
  ['avgPool2d', (x) => core.avgPool2d(x, 2), [0, 1, 4, 4], [0, 1, 2, 2]],
  ['adaptiveAvgPool2d', (x) => core.adaptiveAvgPool2d(x, 2), [0, 1, 4, 4], [0, 1, 2, 2]],
  ['LayerNorm', (x) => new nn.LayerNorm(3).forward(x), [0, 3], [0, 3]],
  ['GroupNorm', (x) => new nn.GroupNorm(1, 2).forward(x), [0, 2, 3], [0, 2, 3]],
  ['RMSNorm', (x) => new nn.RMSNorm(3).forward(x), [0, 3], [0, 3]],
  ['InstanceNorm1d', (x) => new nn.InstanceNorm1d(2).forward(x), [0, 2, 3], [0, 2, 3]],
  ['BatchNorm1d in evaluation', (x) => new nn.BatchNorm1d(2).eval().forward(x), [0, 2], [0, 2]],
  ['Dropout', (x) => new nn.Dropout().forward(x), [0, 2], [0, 2]],
])('%s of an empty batch is empty', (_, f, shape, expected) => {
  const x = value(zeros(shape));
  expect(f(x).shape).toEqual(expected);
  expect(f(x).sum().backward().of(x).shape).toEqual(shape);
});

test.each<[string, () => unknown, string]>([
  ['BatchNorm1d, an empty batch', () => new nn.BatchNorm1d(2).forward(empty(0, 2)), 'more than one number'],
  ['BatchNorm1d, one sample', () => new nn.BatchNorm1d(2).forward(empty(1, 2)), 'more than one number'],
  ['BatchNorm2d, no pixels', () => new nn.BatchNorm2d(2).forward(empty(3, 2, 0, 4)), 'more than one number'],
  ['batchNorm', () => nn.batchNorm(empty(0, 2)), 'more than one number'],
  [
    'InstanceNorm1d, no length',
    () => new nn.InstanceNorm1d(2).forward(empty(2, 2, 0)),
    'more than one number',
  ],
  [
    'InstanceNorm1d that collects, an empty batch',
    () => new nn.InstanceNorm1d(2, { trackRunningStats: true }).forward(empty(0, 2, 3)),
    'at least one sample',
  ],
  ['maxPool2d, no rows', () => core.maxPool2d(empty(1, 1, 0, 4), 2), 'at least 2 along axis 2'],
  [
    'LSTM, an empty batch',
    () => new nn.LSTM(3, 2, { batchFirst: true }).forward(empty(0, 4, 3)),
    'not empty',
  ],
])('%s is refused', (_, act, message) => {
  expect(act).toThrow(message);
});

test('what is refused for its batch leaves the running statistics as they are', () => {
  for (const layer of [new nn.BatchNorm1d(2), new nn.InstanceNorm1d(2, { trackRunningStats: true })]) {
    expect(() => layer.forward(empty(0, 2, 3))).toThrow();
    expect([layer.runningMean?.toArray(), layer.runningVar?.toArray()]).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect(layer.numBatchesTracked?.item()).toBe(0);
  }
});
