import { concat, constant, conv2d, type DType, matmul, maxPool2d, stack, where } from '@chainrule/core';
import {
  alongLine,
  binary,
  extremum,
  image,
  type Operation,
  places,
  reduction,
  rightFactor,
  unary,
} from './kinds.ts';
import { beside, fitted } from './pick.ts';

/** What keeps whole numbers whole, and may be compared to the last bit whatever the order. */
export const WHOLE: Readonly<Record<string, Operation>> = {
  add: binary((x, y) => x.add(y)),
  sub: binary((x, y) => x.sub(y)),
  mul: binary((x, y) => x.mul(y)),
  addNumber: (pick) => pick.number(0).add(pick.choice(0, 5) - 2),
  mulNumber: (pick) => pick.number(0).mul(pick.choice(0, 5) - 2),
  addConstant: (pick) => {
    const x = pick.float(0);
    const numbers = Array.from({ length: x.size }, (_, i) => (i % 5) - 2);
    return x.add(constant(numbers, { shape: x.shape, dtype: x.dtype }));
  },
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
  logicalNot: (pick) => pick.bool(0).logicalNot(),
  where: (pick) => {
    const x = pick.number(0);
    return where(beside(x, pick.bool(2)), x, beside(x, pick.number(1)));
  },
  astype: (pick) =>
    pick.any(0).astype((['float64', 'float32', 'int32', 'bool'] satisfies DType[])[pick.choice(0, 4)]),
  sum: reduction((x, options) => x.sum(options)),
  sumOfIntegers: (pick) => {
    const x = pick.number(0);
    return x.sum({ axis: pick.axes(x) });
  },
  max: extremum((x, options) => x.max(options)),
  min: extremum((x, options) => x.min(options)),
  argMax: alongLine((x, axis) => x.argMax({ axis })),
  argMin: alongLine((x, axis) => x.argMin({ axis })),
  any: (pick) => pick.bool(0).any({ axis: pick.axes(pick.any(0)) }),
  cumSum: alongLine((x, axis) => x.cumSum({ axis })),
  sort: alongLine((x, axis, pick) => x.sort({ axis, descending: pick.choice(1, 2) === 1 })),
  argSort: alongLine((x, axis) => x.argSort({ axis })),
  cumMax: alongLine((x, axis) => x.cumMax({ axis })),
  flatten: (pick) => pick.any(0).flatten(),
  reshape: (pick) => {
    const x = pick.any(0);
    return x.reshape(
      [
        [x.size],
        [1, x.size],
        [x.size, 1],
        x.size % 2 === 0 ? [2, x.size / 2] : [x.size],
        [...x.shape].reverse(),
      ][pick.choice(0, 5)],
    );
  },
  transpose: (pick) => {
    const x = pick.any(0);
    return x.transpose(pick.order(x));
  },
  expandDims: (pick) => {
    const x = pick.any(0);
    return x.rank > 3 ? x : x.expandDims(pick.choice(0, x.rank + 1));
  },
  squeeze: (pick) => pick.any(0).squeeze(),
  broadcastTo: (pick) => {
    const x = pick.any(0);
    return x.rank > 3
      ? x
      : x.broadcastTo([1 + pick.choice(0, 3), ...x.shape.map((n) => (n === 1 ? 1 + pick.choice(1, 4) : n))]);
  },
  slice: (pick) => {
    const x = pick.any(0);
    const range = (k: number): [number, null, number] => [pick.choice(k, 2), null, 1 + pick.choice(k + 1, 2)];
    return x.slice(x.shape.map((_, k) => range(k)));
  },
  reversed: (pick) => {
    const x = pick.any(0);
    return x.slice(
      x.shape.map((_, k) => [null, null, pick.choice(k, 2) === 0 ? 1 : -1 - pick.choice(2, 2)] as const),
    );
  },
  select: (pick) => {
    const x = pick.line(0);
    const axis = pick.axis(x);
    return x.select(pick.choice(1, x.shape[axis]), { axis });
  },
  flip: (pick) => pick.any(0).flip(),
  roll: (pick) => {
    const x = pick.line(0);
    return x.roll(pick.choice(1, 4), { axis: pick.axis(x) });
  },
  pad: (pick) => {
    const x = pick.number(0);
    return x.pad(
      x.shape.map((_, k) => [pick.choice(k, 3), pick.choice(k + 1, 2)] as const),
      { value: pick.choice(0, 3) },
    );
  },
  tile: (pick) => {
    const x = pick.any(0);
    return x.rank === 0 ? x : x.tile(x.shape.map((_, k) => (k === 0 ? 2 : 1)));
  },
  concat: (pick) => {
    const x = pick.line(0);
    return concat([x, fitted(pick.number(1), x.shape), x], { axis: pick.axis(x) });
  },
  stack: (pick) => {
    const x = pick.number(0);
    return x.rank > 3 ? x : stack([x, fitted(pick.number(1), x.shape)], { axis: pick.choice(0, x.rank + 1) });
  },
  tril: (pick) => {
    const x = pick.float(0);
    return x.rank < 2 ? x : x.tril();
  },
  unfold: alongLine((x, axis, pick) =>
    x.rank > 3
      ? x
      : x.unfold({ axis, size: 1 + pick.choice(1, Math.min(x.shape[axis], 3)), step: 1 + pick.choice(2, 2) }),
  ),
  take: alongLine((x, axis, pick) => x.take(places(x.shape[axis], pick), { axis })),
  takeByValue: alongLine((x, axis, pick) => {
    const n = x.shape[axis];
    return x.take(fitted(pick.number(1), [4]).astype('int32').abs().remainder(n).astype('int32'), { axis });
  }),
  takeAlongAxis: alongLine((x, axis, pick) =>
    x.takeAlongAxis(
      fitted(pick.number(1), x.shape).astype('int32').abs().remainder(x.shape[axis]).astype('int32'),
      axis,
    ),
  ),
  indexAdd: alongLine((x, axis, pick) => {
    const at = places(x.shape[axis], pick);
    const shape = x.shape.map((n, k) => (k === axis ? at.size : n));
    return x.indexAdd(at, fitted(pick.float(1), shape).astype(x.dtype), axis);
  }),
  matmul: (pick) => {
    const x = pick.line(0);
    const left = x.rank > 1 && pick.choice(3, 3) === 2 ? x.swapAxes(-1, -2) : x;
    return matmul(left, rightFactor(left, pick.float(1), pick));
  },
  matmulOfTwo: (pick) => {
    const [x, y] = [fitted(pick.line(0), [2, 3, 4]), fitted(pick.line(1), [4, 3])];
    return matmul(x, y.astype(x.dtype));
  },
  conv2d: (pick) => {
    const x = image(pick.float(0), 2, 4);
    const w = fitted(pick.float(1), [4, 2, 3, 2]).astype(x.dtype);
    return conv2d(x, w, { padding: pick.choice(0, 2), stride: 1 + pick.choice(1, 2) });
  },
  convInGroups: (pick) => {
    const x = image(pick.float(0), 2, 3);
    return conv2d(x, fitted(pick.float(1), [4, 1, 2, 2]).astype(x.dtype), {
      groups: 2,
      dilation: 1 + pick.choice(0, 2),
    });
  },
  maxPool2d: (pick) => maxPool2d(image(pick.float(0), 1, 4), 2, { stride: 1 + pick.choice(0, 2) }),
  dropout: (pick) => {
    const x = pick.float(0);
    return where(pick.random.bernoulli(x.shape, { p: 0.5 }), x, 0);
  },
  draw: (pick) => pick.random.integers([1 + pick.choice(0, 5), 3], { min: -3, max: 4, dtype: 'float32' }),
};
