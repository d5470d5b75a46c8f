import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { type Operand, operand } from '../../make/create.ts';
import type { Value } from '../../value.ts';
import { add } from '../elementwise/arithmetic.ts';
import { einsum } from './einsum.ts';

/**
 * aᵀ Wₖ b + biasₖ for each k, `[…, m]`, `[…, n]` and W `[k, m, n] → […, k]`. Throws a ShapeError if the sizes do not fit.
 *
 * @example
 * ```ts
 * import { bilinear } from '@chainrule/core';
 * bilinear([1, 2], [3, 4], [[[1, 0], [0, 1]], [[0, 1], [0, 0]]]); // → [11, 4]
 * ```
 */
export const bilinear = takes(
  'bilinear',
  4,
  (a: Operand, b: Operand, weight: Operand, bias?: Operand): Value => {
    const W = operand('bilinear', weight);
    if (W.rank !== 3) throw shapeErrors.wrongRank('bilinear', W, 'a stack of matrices, of rank 3');
    const [left, right] = [operand('bilinear', a, W), operand('bilinear', b, W)];
    [left, right].forEach((x, k) => {
      if (x.shape[x.rank - 1] !== W.shape[k + 1])
        throw shapeErrors.unfit(
          'bilinear',
          `${W.shape[k + 1]} numbers along the last axis, as ${describe(W)} has`,
          x,
        );
    });
    const y = einsum('...i,kij,...j->...k', left, W, right);
    return bias === undefined ? y : add(y, bias);
  },
);
