import type { Value } from '@chainrule/core';
import { describe, labelOf } from '@chainrule/core/extend';

/** A node as people speak of it. */
export const label = (node: Value) => (node.rank === 0 ? labelOf(node) : describe(node));
