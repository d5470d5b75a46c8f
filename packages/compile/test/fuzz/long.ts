import { arange, type DType, dot, matmul, type Value } from '@chainrule/core';
import type { Operation, Operations } from './kinds.ts';
import { fitted, type Pick } from './pick.ts';

/** Sums of very many terms, which are rare: a program with one takes as long as fifty others. */
const long =
  (f: (x: Value) => Value): Operation =>
  (pick) =>
    f(lengthened(pick));

function lengthened(pick: Pick): Value {
  const isLong = pick.choice(0, 60) === 41 && pick.choice(1, 4) === 3;
  const n = isLong ? [40_003, 40_960, 100_003, 262_144, 1_000_001][pick.choice(3, 5)] : 37;
  const dtype = (['float32', 'float64', 'float32', 'int32'] satisfies DType[])[pick.choice(2, 4)];
  const x = fitted(pick.number(0), [n]).asType(dtype);
  // The numbers do not repeat.
  return x.add(arange(n, { dtype }).remainder(7).sub(3).asType(dtype));
}

/** Whole numbers stay whole: the terms are few enough. */
export const LONG: Operations = {
  sumOfLong: long((x) => x.sum()),
  sumOfLongColumns: long((x) =>
    x
      .slice([[0, x.size - (x.size % 3)]])
      .reshape([-1, 3])
      .sum({ axis: 0 }),
  ),
  dotOfLong: long((x) => dot(x, x.flip())),
  productOfLong: long((x) => matmul(x.reshape([1, -1]), x.reshape([-1, 1]))),
  outerSumOfLong: long((x) => matmul(x.sign(), x.abs().minimum(1))),
  prodOfLong: long((x) => x.remainder(2).mul(2).sub(1).prod()),
  maxOfLong: long((x) => x.max()),
  minOfLong: long((x) => x.min()),
  maxOfLongMask: long((x) => x.greater(1).max()),
  argMaxOfLong: long((x) => x.argMax()),
  cumSumOfLong: long((x) => x.cumSum().select(-1)),
};

/** The same with fractions. */
export const LONG_SMOOTH: Operations = {
  meanOfLong: long((x) => x.mul(0.1).mean()),
  varianceOfLong: long((x) => x.mul(0.1).variance()),
  normOfLong: long((x) => x.mul(0.1).norm()),
  logSumExpOfLong: long((x) => x.mul(0.1).logSumExp()),
  softmaxOfLong: long((x) => x.mul(0.1).softmax().max()),
};
