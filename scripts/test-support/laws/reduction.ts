import type { Value } from '../../../packages/core/src/index.ts';
import * as functions from '../../../packages/core/src/ops/functions.ts';
import * as methods from '../../../packages/core/src/ops/index.ts';
import type { Case, Cases } from './case.ts';

const ops = { ...methods, ...functions };

type Reduction = (x: Value, options?: { axis?: number | readonly number[]; keepDims?: boolean }) => Value;

/** All axes, one axis, several that are not adjacent, and a scalar. */
const reductions = (reduce: Reduction, constant = false): Case[] => [
  { f: (x) => reduce(x), shapes: [[2, 3]], result: [], constant },
  { f: (x) => reduce(x, { axis: 1 }), shapes: [[2, 3, 4]], result: [2, 4], constant },
  {
    f: (x) => reduce(x, { axis: [-1, 0], keepDims: true }),
    shapes: [[2, 3, 4]],
    result: [1, 3, 1],
    constant,
  },
  { f: (x) => reduce(x), shapes: [[]], result: [], constant },
];

const cumulative = (run: (x: Value, options?: { axis?: number }) => Value): Case[] => [
  { f: (x) => run(x), shapes: [[5]], result: [5] },
  { f: (x) => run(x, { axis: 1 }), shapes: [[2, 4, 3]], result: [2, 4, 3] },
  { f: (x) => run(x, { axis: 0 }), shapes: [[1, 2]], result: [1, 2] },
];

/** Exact even if some entries are 0. */
const withZeros = (f: (x: Value) => Value): Case => ({
  f: (x) => f(x.mul([1, 0, 1, 0, 1])),
  shapes: [[2, 5]],
  result: f(ops.broadcastTo(0, [2, 5])).shape,
});

/** With some entries replaced by NaN. */
const withNaN = (f: (x: Value) => Value): Case => ({
  f: (x) =>
    f(
      ops.where(
        [
          [true, false, true, true, true],
          [true, true, false, false, true],
        ],
        x,
        Number.NaN,
      ),
    ),
  shapes: [[2, 5]],
  result: f(ops.broadcastTo(0, [2, 5])).shape,
});

const places = (find: (x: Value, options?: { axis?: number; keepDims?: boolean }) => Value): Case[] => [
  { f: (x) => find(x), shapes: [[2, 3]], result: [], constant: true },
  { f: (x) => find(x, { axis: -2 }), shapes: [[2, 3]], result: [3], constant: true },
  { f: (x) => find(x, { axis: 1, keepDims: true }), shapes: [[2, 3]], result: [2, 1], constant: true },
];

/** Reductions and running results. */
export const reductionCases = {
  all: reductions(ops.all, true),
  amax: reductions(ops.amax),
  amin: reductions(ops.amin),
  aminmax: [
    ...reductions((x, options) => ops.aminmax(x, options).min),
    ...reductions((x, options) => ops.aminmax(x, options).max),
  ],
  any: reductions(ops.any, true),
  argMax: places(ops.argMax),
  argMin: places(ops.argMin),
  countNonzero: reductions(ops.countNonzero, true),
  cumMax: cumulative(ops.cumMax),
  cumMin: cumulative(ops.cumMin),
  cumProd: [...cumulative(ops.cumProd), withZeros((x) => ops.cumProd(x))],
  cumSum: cumulative(ops.cumSum),
  cumulativeTrapezoid: [
    { f: (x) => ops.cumulativeTrapezoid(x, { dx: 0.3 }), shapes: [[2, 4]], result: [2, 3] },
    { f: (x) => ops.cumulativeTrapezoid(x, { axis: 0 }), shapes: [[1, 2]], result: [0, 2] },
  ],
  logCumSumExp: cumulative(ops.logCumSumExp),
  logSumExp: reductions(ops.logSumExp),
  max: reductions(ops.max),
  median: reductions(ops.median),
  min: reductions(ops.min),
  nanMean: reductions(ops.nanMean),
  nanMedian: [...reductions(ops.nanMedian), withNaN((x) => ops.nanMedian(x, { axis: 1 }))],
  nanQuantile: [
    ...reductions((x, options) => ops.nanQuantile(x, 0.3, options)),
    { f: (x) => ops.nanQuantile(x, [0.3, 1], { axis: 0 }), shapes: [[4, 2]], result: [2, 2] },
    withNaN((x) => ops.nanQuantile(x, 0.4, { axis: 1, interpolation: 'midpoint' })),
    withNaN((x) => ops.nanQuantile(x, 0.4, { axis: 1 })),
  ],
  nanSum: reductions(ops.nanSum),
  norm: [1, 2, 2.5, -1.5, Infinity, -Infinity].flatMap((p) =>
    reductions((x, options) => ops.norm(x, { p, ...options })),
  ),
  prod: [...reductions(ops.prod), withZeros((x) => ops.prod(x, { axis: 1 }))],
  quantile: [
    ...reductions((x, options) => ops.quantile(x, 0.3, options)),
    { f: (x) => ops.quantile(x, 1), shapes: [[4]], result: [] },
    { f: (x) => ops.quantile(x, [0.2, 0.5], { axis: 1 }), shapes: [[3, 4]], result: [2, 3] },
    { f: (x) => ops.quantile(x, [0.2], { keepDims: true }), shapes: [[3, 4]], result: [1, 1, 1] },
    ...(['lower', 'higher', 'midpoint', 'nearest'] as const).map((interpolation) => ({
      f: (x: Value) => ops.quantile(x, 0.3, { interpolation }),
      shapes: [[5]],
      result: [],
    })),
  ],
  renorm: [1, 2, Infinity].map((p) => ({
    f: (x) => ops.renorm(x, { axis: 1, maxNorm: 3, p }),
    shapes: [[2, 4, 2]],
    result: [2, 4, 2],
  })),
  std: reductions((x, options) => ops.std(x, { correction: 0, ...options })).slice(0, 3),
  trapezoid: [
    { f: (x) => ops.trapezoid(x, { dx: 0.3 }), shapes: [[2, 4]], result: [2] },
    { f: (x) => ops.trapezoid(x, { axis: 0 }), shapes: [[2, 4]], result: [4] },
  ],
  variance: reductions((x, options) => ops.variance(x, { correction: 0.5, ...options })),
} satisfies Cases;
