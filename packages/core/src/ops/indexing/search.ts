import { search } from '../../array/search.ts';
import { sameShape } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { shapeText } from '../../errors/text.ts';
import { discrete } from '../../families/discrete.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';

/** On which side of equal entries `searchSorted` and `bucketize` insert. */
export interface SearchOptions {
  /** Whether to insert after equal entries instead of before them; default: false. */
  right?: boolean;
}

const searchPrimitive = discrete<{ right: boolean }>('searchSorted', {
  shape: ([, values]) => values.shape,
  array: ([lines, values], { right }) => search(lines, values, right),
});

/**
 * Where to insert values into lines in ascending order so that they stay in order, as int32: before equal entries, or with
 * `right` after them. The lines are the last axis of `sorted`. A vector is used for all values, `[n]` and `[…] → […]`;
 * otherwise each line of values has its own, `[…, n]` and `[…, m] → […, m]`. No derivative passes through.
 *
 * @example
 * ```ts
 * import { searchSorted } from '@chainrule/core';
 * searchSorted([1, 3, 5], [3, 6, 0]); // → [1, 3, 0]
 * searchSorted([1, 3, 5], 3, { right: true }); // → 2
 * ```
 */
export const searchSorted = takes(
  'searchSorted',
  3,
  (sorted: Operand, values: Operand, options: SearchOptions = {}): Value =>
    placed('searchSorted', sorted, values, options),
);

/** The bucket of each entry of x, given ascending boundaries: `searchSorted` with the operands exchanged. */
export const bucketize = takes(
  'bucketize',
  3,
  (x: Operand, boundaries: Operand, options: SearchOptions = {}): Value => {
    const limits = operand('bucketize', boundaries, x);
    if (limits.rank !== 1) throw shapeErrors.wrongRank('bucketize', limits, 'a vector of boundaries');
    return placed('bucketize', limits, x, options);
  },
);

function placed(operation: string, sorted: Operand, values: Operand, options: SearchOptions): Value {
  const { right = false } = optionsOf(operation, options, 'right');
  const [lines, wanted] = [operand(operation, sorted, values), operand(operation, values, sorted)];
  if (lines.rank === 0) throw shapeErrors.wrongRank(operation, lines, 'a vector or more');
  const outer = lines.shape.slice(0, -1);
  if (lines.rank > 1 && (wanted.rank !== lines.rank || !sameShape(wanted.shape.slice(0, -1), outer)))
    throw shapeErrors.unfit(
      operation,
      `values of rank ${lines.rank} that begin with ${shapeText(outer)}`,
      wanted,
    );
  return apply(searchPrimitive, [lines, wanted], { right });
}
