import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { blocks } from '../../families/movement.ts';
import { type Operand, ones, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { readAcross } from '../indexing/gather.ts';
import { checkWhole, indexValue } from '../indexing/indices.ts';
import { cumProd } from '../reduce/cumulative.ts';
import { broadcastTo } from '../reduce/sum.ts';
import { concat } from './join.ts';
import { expandDims } from './shape.ts';
import { flip } from './slice.ts';

const [combinationsPrimitive] = blocks('combinations');

/** The number of entries of a combination, and whether an entry may occur several times. */
export interface CombinationOptions {
  /** The number of entries of a combination; default: 2. */
  length?: number;
  /** Whether an entry may occur several times; default: false. */
  replacement?: boolean;
}

/**
 * The combinations of the entries of a vector, one in each row, with the entries in their original order.
 *
 * @example
 * ```ts
 * import { combinations } from '@chainrule/core';
 * combinations([1, 2, 3]); // → [[1, 2], [1, 3], [2, 3]]
 * combinations([1, 2], { replacement: true }); // → [[1, 1], [1, 2], [2, 2]]
 * ```
 */
export const combinations = takes(
  'combinations',
  2,
  (x: Operand, options: CombinationOptions = {}): Value => {
    const input = operand('combinations', x);
    if (input.rank !== 1) throw shapeErrors.wrongRank('combinations', input, 'a vector');
    const { length = 2, replacement = false } = optionsOf('combinations', options, 'length, replacement');
    checkWhole('combinations', 'length', length, 1);
    const rows = rising(input.size, length, replacement ? 0 : 1);
    const indices = indexValue(Int32Array.from(rows.flat()), [rows.length, length]);
    return readAcross(combinationsPrimitive, input, indices, 0);
  },
);

/** The rows of `length` numbers below n, each at least `step` larger than the one before it. */
function rising(n: number, length: number, step: number): number[][] {
  let rows: number[][] = [[]];
  for (let k = 0; k < length; k++) {
    rows = rows.flatMap((row) => {
      const first = k === 0 ? 0 : row[k - 1] + step;
      return Array.from({ length: Math.max(n - first, 0) }, (_, i) => [...row, first + i]);
    });
  }
  return rows;
}

/**
 * The powers of each entry along a new last axis, `[…] → […, columns]`: from the highest to x⁰, or with `increasing` the
 * other way round. Default for `columns`: the size of the last axis of x.
 *
 * They are running products, so all derivatives are exact even where entries are 0.
 *
 * @example
 * ```ts
 * import { vander } from '@chainrule/core';
 * vander([1, 2, 3]); // → [[1, 1, 1], [4, 2, 1], [9, 3, 1]]
 * vander([2, 5], { columns: 4, increasing: true }); // → [[1, 2, 4, 8], [1, 5, 25, 125]]
 * ```
 */
export const vander = takes(
  'vander',
  2,
  (x: Operand, options: { columns?: number; increasing?: boolean } = {}): Value => {
    const input = operand('vander', x);
    if (input.rank === 0) throw shapeErrors.wrongRank('vander', input, 'a vector or more');
    const { shape, dtype } = input;
    const { columns = shape[shape.length - 1], increasing = false } = optionsOf(
      'vander',
      options,
      'columns, increasing',
    );
    checkWhole('vander', 'columns', columns, 0);
    const first = ones([...shape, Math.min(columns, 1)], { dtype });
    const others = broadcastTo(expandDims(input, -1), [...shape, Math.max(columns - 1, 0)]);
    const powers = cumProd(concat([first, others], { axis: -1 }), { axis: -1 });
    return increasing ? powers : flip(powers, { axis: -1 });
  },
);
