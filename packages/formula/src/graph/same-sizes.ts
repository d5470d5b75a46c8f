import type { Value } from '@chainrule/core';

/** Whether two values have the same sizes along the same axes. */
export const sameSizes = (a: Value, b: Value): boolean =>
  a.rank === b.rank && a.shape.every((n, axis) => n === b.shape[axis]);
