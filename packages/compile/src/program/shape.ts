import type { DType } from '@chainrule/core';

/** Sizes and strides, as core has them. */
export { sizeOf as productOf, stridesOf } from '@chainrule/core/extend';

/** Bytes of an element. */
export const BYTES: Readonly<Record<DType, number>> = { float64: 8, float32: 4, int32: 4, bool: 1 };
