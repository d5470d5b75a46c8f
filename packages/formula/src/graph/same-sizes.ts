import type { Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';

/** Whether two values have the same sizes along the same axes. */
export const sameSizes = (a: Value, b: Value): boolean => sameShape(a.shape, b.shape);
