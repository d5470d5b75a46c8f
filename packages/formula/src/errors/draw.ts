import { ChainruleError, DataError } from '@chainrule/core';
import { typeText } from '@chainrule/core/extend';

/** Messages about pictures. */
export const drawErrors = {
  tooManyBoxes: (boxes: number, most: number) =>
    new ChainruleError(
      'draw',
      `${boxes} boxes are too many to lay out: expected at most ${most} (fold: 'auto' puts several nodes in a box)`,
    ),

  badFold: (got: unknown) =>
    new DataError(
      'draw',
      `fold: expected 'auto', 'none', 'names', 'groups' or a function, got ${typeText(got)}`,
    ),

  badGroup: (got: unknown) =>
    new DataError('draw', `group: expected a name or undefined for each node, got ${typeText(got)}`),
};
