import type { Value } from '@chainrule/core';
import { type Expression, name } from '../expression/expression.ts';
import { expressionOf } from '../graph/expression-of.ts';
import { toText } from '../write/text.ts';
import type { NameOf } from './names.ts';

/** Characters of a formula that still fits into a box. */
const LONGEST_FORMULA = 40;

/** Decimals of the constants in it. */
const DIGITS = 4;

/**
 * What folded nodes compute, written in the names of what they are computed from: `w1 · i1 + w2 · i2 + b1`. Nothing where
 * that is long, or something of it has no name; a constant may do without one.
 */
export function formulaText(nodes: readonly Value[], nameOf: NameOf): string | undefined {
  // Each node shows in the formula, so more of them than characters need not be written to be too long.
  if (nodes.length > LONGEST_FORMULA) return undefined;
  const inside = new Set(nodes);
  const symbols = new Map<Value, Expression>();
  for (const input of nodes.flatMap((node) => node.inputs)) {
    const own = nameOf(input);
    const constant = !input.primitive && !input.wantsGradient;
    if (own !== undefined) symbols.set(input, name(own));
    else if (input.primitive ? !inside.has(input) : !constant) return undefined;
  }
  const text = toText(expressionOf(nodes[nodes.length - 1], symbols), { digits: DIGITS });
  return text.length > LONGEST_FORMULA ? undefined : text;
}
