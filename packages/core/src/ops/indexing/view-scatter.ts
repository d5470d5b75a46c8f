import { dataErrors } from '../../errors/data.ts';
import { takes } from '../../errors/surplus.ts';
import { type View, views } from '../../families/movement.ts';
import { type Operand, ones, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { where } from '../elementwise/logic.ts';
import { axisOf } from '../shape/axes.ts';
import { type DiagonalOptions, diagonalOf } from '../shape/diagonal.ts';
import { along, type Range, viewOf } from '../shape/slice.ts';
import { axesInTurn, checkWhole } from './indices.ts';
import { fitted } from './targets.ts';

/*
 * x with one of its evenly spaced parts replaced by a source, like an assignment to a slice in NumPy. The source broadcasts
 * to the part and gets its gradient; the replaced part of x gets none.
 */

/** Writes to the part of x that `find` returns. */
function writing(name: string): (x: Operand, source: Operand, find: (input: Value) => View) => Value {
  const [, spread] = views(`${name}ᵀ`, name);
  return (x, source, find) => {
    const input = operand(name, x, source);
    const view = find(input);
    const from = fitted(name, source, x, view.part);
    const mask = apply(spread, [ones(view.part, { dtype: 'bool' })], view);
    return where(mask, apply(spread, [from], view), input);
  };
}

const writeSlice = writing('sliceScatter');
const writeSelected = writing('selectScatter');
const writeDiagonal = writing('diagonalScatter');

/**
 * x with the part given by ranges, as in `slice`, replaced by a source.
 *
 * @example
 * ```ts
 * import { sliceScatter } from '@chainrule/core';
 * sliceScatter([1, 2, 3, 4], [8, 9], [[null, null, 2]]); // → [8, 2, 9, 4]
 * sliceScatter([[1, 2], [3, 4]], 0, [[], 1]); // → [[1, 0], [3, 0]]
 * ```
 */
export const sliceScatter = takes(
  'sliceScatter',
  3,
  (x: Operand, source: Operand, ranges: readonly (Range | number)[]): Value =>
    writeSlice(x, source, (input) => viewOf('sliceScatter', input, ranges)),
);

/** x with a source at an index along an axis (default: 0), replacing what `select` reads. */
export const selectScatter = takes(
  'selectScatter',
  4,
  (x: Operand, source: Operand, index: number, options: { axis?: number } = {}): Value => {
    if (typeof index !== 'number') throw dataErrors.notANumber('selectScatter', index);
    return writeSelected(x, source, (input) => {
      const axis = axisOf('selectScatter', input, options, 0);
      return viewOf('selectScatter', input, along(axis, index));
    });
  },
);

/**
 * x with a source on a diagonal of two axes (default: the first two), replacing what `diagonal` reads.
 *
 * @example
 * ```ts
 * import { diagonalScatter } from '@chainrule/core';
 * diagonalScatter([[1, 2], [3, 4]], [8, 9]); // → [[8, 2], [3, 9]]
 * ```
 */
export const diagonalScatter = takes(
  'diagonalScatter',
  3,
  (x: Operand, source: Operand, options: DiagonalOptions = {}): Value => {
    const { offset = 0, axes = [0, 1] } = optionsOf('diagonalScatter', options, 'offset, axes');
    checkWhole('diagonalScatter', 'offset', offset);
    return writeDiagonal(x, source, (input) => {
      const [rows, columns] = axesInTurn('diagonalScatter', input, axes);
      return diagonalOf(input.shape, offset, rows, columns);
    });
  },
);
