import { constant, conv2d, full, matmul, maxPool2d, where } from '@chainrule/core';
import {
  alongFilled,
  alongNumbers,
  binary,
  extremum,
  image,
  type Operations,
  reduction,
  rightFactor,
  truth,
  unary,
} from './kinds.ts';
import { asNumber, beside, fitted } from './pick.ts';

/** What keeps whole numbers whole, and may be compared to the last bit whatever the order. */
export const WHOLE: Operations = {
  add: binary((x, y) => x.add(y)),
  sub: binary((x, y) => x.sub(y)),
  mul: binary((x, y) => x.mul(y)),
  addNumber: (pick) => pick.number(0).add(pick.choice(0, 5) - 2),
  mulNumber: (pick) => pick.number(0).mul(pick.choice(0, 5) - 2),
  addConstant: (pick) => {
    const x = pick.number(0);
    const numbers = Array.from({ length: x.size }, (_, i) => (i % 5) - 2);
    return x.add(constant(numbers, { shape: x.shape, dtype: x.dtype }));
  },
  addNegativeZero: unary((x) => x.add(-0)),
  negativeZeroAdd: unary((x) => constant(-0).add(x)),
  maximumOfNegativeZero: unary((x) => x.maximum(-0)),
  subZero: unary((x) => x.sub(0)),
  divByPowerOfTwo: (pick) => pick.float(0).div([1, 0.5, 0.25][pick.choice(0, 3)]),
  divByRepeatedPower: (pick) =>
    pick
      .float(0)
      .sum()
      .div(full([3], 0.5)),
  named: (pick) => pick.number(0).add(1).named(['y', 'a b', 'constructor'][pick.choice(0, 3)]),
  twiceNegated: unary((x) => x.neg().neg()),
  maximum: binary((x, y) => x.maximum(y)),
  minimum: binary((x, y) => x.minimum(y)),
  neg: unary((x) => x.neg()),
  abs: unary((x) => x.abs()),
  relu: unary((x) => x.relu()),
  square: unary((x) => x.square()),
  sign: unary((x) => x.sign()),
  clamp: unary((x) => x.clamp(-2, 3)),
  floorOfHalf: unary((x) => x.mul(0.5).floor()),
  roundOfHalf: unary((x) => x.mul(0.5).round()),
  less: binary((x, y) => x.less(y)),
  greaterEqual: binary((x, y) => x.greaterEqual(y)),
  equal: binary((x, y) => x.equal(y)),
  logicalAnd: (pick) => {
    const x = pick.bool(0);
    return x.logicalAnd(beside(x, pick.bool(1)));
  },
  logicalXor: (pick) => {
    const x = pick.any(0);
    return x.logicalXor(beside(x, pick.any(1)));
  },
  logicalNot: (pick) => pick.any(0).logicalNot(),
  sum: reduction((x, options) => x.sum(options)),
  sumOfMask: truth((x, options) => x.sum(options)),
  max: extremum((x, options) => x.max(options)),
  min: extremum((x, options) => x.min(options)),
  maxOfMask: (pick) => {
    const x = pick.filled(0).asType('bool');
    return [x.max({ axis: pick.axes(x) }), x.min({ axis: pick.axes(x) })][pick.choice(1, 2)];
  },
  prodOfSigns: extremum((x, options) => x.sign().prod(options)),
  argMax: alongFilled((x, axis) => x.argMax({ axis })),
  argMin: alongFilled((x, axis) => x.argMin({ axis })),
  argSort: alongFilled((x, axis) => x.argSort({ axis })),
  any: truth((x, options) => x.any(options)),
  all: truth((x, options) => x.all(options)),
  countNonzero: reduction((x, options) => x.countNonzero(options)),
  cumSum: alongFilled((x, axis) => x.cumSum({ axis })),
  cumMax: alongNumbers((x, axis) => x.cumMax({ axis })),
  matmul: (pick) => {
    const x = asNumber(pick.line(0));
    const left = x.rank > 1 && pick.choice(3, 3) === 2 ? x.swapAxes(-1, -2) : x;
    return matmul(left, rightFactor(left, pick.float(1), pick));
  },
  matmulOfTwo: (pick) => {
    const [x, y] = [fitted(pick.number(0), [2, 3, 4]), fitted(pick.number(1), [4, 3])];
    return matmul(x, y.asType(x.dtype));
  },
  largeMatmul: (pick) => {
    const n = pick.choice(0, 20) === 11 ? 60 : 6;
    const [x, y] = [fitted(pick.float(0), [2, n, 50]), fitted(pick.float(1), [2, 50, 40])];
    return matmul(x.clamp(-3, 3), y.clamp(-3, 3).asType(x.dtype)).slice([[], [0, 2], [0, 7]]);
  },
  sumOfProducts: (pick) => {
    const [x, y] = [fitted(pick.float(0), [2, 3, 4]), fitted(pick.float(1), [2, 4, 3])];
    return matmul(x, y.asType(x.dtype)).sum({ axis: 0, keepDims: pick.choice(0, 2) === 1 });
  },
  batchesApart: (pick) => {
    const x = fitted(pick.float(0), [2, 3, 2, 4, 3]).transpose([2, 0, 1, 3, 4]);
    const y = fitted(pick.float(1), [3, 2, 2, 3, 2]).transpose([2, 1, 0, 3, 4]);
    return matmul(x, y.asType(x.dtype));
  },
  transposedProduct: (pick) => {
    const [x, y] = [fitted(pick.float(0), [2, 3, 4]), fitted(pick.float(1), [4, 3])];
    return matmul(x, y.asType(x.dtype)).swapAxes(-1, -2);
  },
  recurrence: (pick) => {
    let x = fitted(pick.float(0), [7, 7]);
    const w = fitted(pick.float(1), [7, 7]).asType(x.dtype).sign();
    for (let round = 0; round < pick.choice(0, 9); round++)
      x = matmul(x, w).add(matmul(w, x)).clamp(-3, 3).add(x).neg();
    return x;
  },
  readInTurn: (pick) => {
    const x = fitted(pick.float(0), [5, 3]);
    let y = x.select(0);
    for (let i = 1; i < 5; i++)
      y = y
        .clamp(-2, 2)
        .mul(x.select(i))
        .add(x.select(i - 1));
    return y;
  },
  conv2d: (pick) => {
    const x = image(pick.float(0), pick, 2, 4);
    const w = fitted(pick.float(1), [4, 2, 3, 2]).asType(x.dtype);
    return conv2d(x, w, { padding: pick.choice(0, 2), stride: 1 + pick.choice(1, 2) });
  },
  convInGroups: (pick) => {
    const x = image(pick.float(0), pick, 2, 3);
    return conv2d(x, fitted(pick.float(1), [4, 1, 2, 2]).asType(x.dtype), {
      groups: 2,
      dilation: 1 + pick.choice(0, 2),
    });
  },
  maxPool2d: (pick) => maxPool2d(image(pick.number(0), pick, 1, 4), 2, { stride: 1 + pick.choice(0, 2) }),
  dropout: (pick) => {
    const x = pick.float(0);
    return where(pick.random.bernoulli(x.shape, { p: 0.5 }), x, 0);
  },
  draw: (pick) => pick.random.integers([1 + pick.choice(0, 5), 3], { min: -3, max: 4, dtype: 'float32' }),
};
