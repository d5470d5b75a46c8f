import {
  add,
  checkCount,
  constant,
  div,
  equal,
  mean,
  mul,
  type Operand,
  sqrt,
  square,
  sub,
  type Value,
  where,
} from '@chainrule/core';

/** Shifts and scales that bring data to mean 0 and standard deviation 1, and back. */
export interface Standardizer {
  readonly mean: Value;
  readonly std: Value;
  /** (x − mean) / std, of the data it was made from or of other data. */
  apply(x: Value): Value;
  /** x · std + mean. */
  invert(x: Value): Value;
}

/**
 * The means and standard deviations of the columns of samples [n, …], as functions to standardise with: made from the training
 * data, applied to all data. A constant column is divided by 1. The standard deviation has n in the denominator.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { standardizer } from '@chainrule/nn';
 * const { apply, invert, mean } = standardizer([[1, 5], [3, 5]]);
 * mean; // → [2, 5]
 * apply(constant([[1, 5], [5, 6]])); // → [[-1, 0], [3, 1]]
 * invert(constant([[0, 0]])); // → [[2, 5]]
 * ```
 */
export function standardizer(samples: Operand): Standardizer {
  checkCount('standardizer', 1, arguments);
  const x = constant(samples);
  const center = mean(x, { axis: 0 });
  const spread = sqrt(mean(square(sub(x, center)), { axis: 0 }));
  const std = where(equal(spread, 0), 1, spread);
  return {
    mean: center,
    std,
    apply: (data) => div(sub(data, center), std),
    invert: (data) => add(mul(data, std), center),
  };
}
