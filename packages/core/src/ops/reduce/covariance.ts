import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { div, sub } from '../elementwise/arithmetic.ts';
import { sqrt } from '../elementwise/exponential.ts';
import { clamp } from '../elementwise/extremum.ts';
import { matmul } from '../linalg/matmul.ts';
import { matrices, mT } from '../linalg/matrices.ts';
import { diagonal } from '../shape/diagonal.ts';
import { expandDims, reshape } from '../shape/shape.ts';
import { norm } from './statistics.ts';
import { mean } from './sum.ts';

/**
 * The covariances of variables: `[…, variables, observations] → […, variables, variables]`; for a vector, its variance.
 *
 * Σ (x − x̄)(y − ȳ) / (n − correction), default: `correction` 1. NaN unless n is larger than the correction.
 *
 * @example
 * ```ts
 * import { cov } from '@chainrule/core';
 * cov([[1, 2, 3], [3, 2, 1]]); // → [[1, -1], [-1, 1]]
 * cov([1, 2, 3], { correction: 0 }); // → 0.6666666666666666
 * ```
 */
export const cov = takes('cov', 2, (x: Operand, options: { correction?: number } = {}): Value => {
  const input = operand('cov', x);
  const { correction = 1 } = optionsOf('cov', options, 'correction');
  if (input.rank === 1) return reshape(cov(reshape(input, [1, -1]), options), []);
  const data = matrices('cov', input);
  const centred = sub(data, mean(data, { axis: -1, keepDims: true }));
  const n = data.shape[data.rank - 1] - correction;
  return div(matmul(centred, mT(centred)), Math.max(n, 0));
});

/** The correlations of variables, `[…, variables, observations] → […, variables, variables]`: cov / (σ σ′), in [−1, 1]. */
export const corrCoef = takes('corrCoef', 1, (x: Operand): Value => {
  const C = cov(x);
  if (C.rank === 0) return div(C, C);
  const deviations = sqrt(diagonal(C, { axes: [-2, -1] }));
  return clamp(div(div(C, expandDims(deviations, -1)), expandDims(deviations, -2)), -1, 1);
});

/**
 * The distances ‖aᵢ − bⱼ‖ₚ between two lists of points, `[…, m, d]` and `[…, n, d] → […, m, n]`; p is an option from 0 to
 * Infinity (default: 2). The gradient is 0 at distance 0. Throws a ShapeError if the points differ in dimension.
 *
 * @example
 * ```ts
 * import { cdist } from '@chainrule/core';
 * cdist([[0, 0], [3, 0]], [[0, 4]]); // → [[4], [5]]
 * cdist([[0, 0], [3, 0]], [[0, 4]], { p: 1 }); // → [[4], [7]]
 * ```
 */
export const cdist = takes('cdist', 3, (a: Operand, b: Operand, options: { p?: number } = {}): Value => {
  const { p = 2 } = optionsOf('cdist', options, 'p');
  if (!(p >= 0)) throw argumentErrors.badOption('cdist', 'p', 'a number, not below zero', p);
  const [left, right] = [matrices('cdist', a), matrices('cdist', b)];
  const d = left.shape[left.rank - 1];
  if (right.shape[right.rank - 1] !== d)
    throw shapeErrors.unfit('cdist', `points of ${d} coordinates, as in ${describe(left)}`, right);
  return norm(sub(expandDims(left, -2), expandDims(right, -3)), { p, axis: -1 });
});
