import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { constant, type Operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { add, div, mul, sub } from '../elementwise/arithmetic.ts';
import { clamp } from '../elementwise/extremum.ts';
import { indexSelect } from '../indexing/gather.ts';
import { broadcastPair } from '../linalg/products.ts';
import { axisOf } from '../shape/axes.ts';
import { floats } from '../shape/shape.ts';
import type { AxisOptions } from './softmax.ts';
import { norm } from './statistics.ts';
import { sum } from './sum.ts';

/** The norm that `normalize` divides by. */
export interface NormalizeOptions extends AxisOptions {
  /** The power of the norm; default: 2. */
  p?: number;
  /** The smallest divisor; default: 1e-12. */
  eps?: number;
}

/**
 * x / max(‖x‖ₚ, eps) along an axis (default: the last).
 *
 * @example
 * ```ts
 * import { normalize } from '@chainrule/core';
 * normalize([[3, 4], [0, 0]]); // → [[0.6, 0.8], [0, 0]]
 * ```
 */
export const normalize = takes('normalize', 2, (x: Operand, options: NormalizeOptions = {}): Value => {
  const input = floats('normalize', x);
  const axis = axisOf('normalize', input, options, -1, 'axis, p, eps');
  const { p = 2, eps = 1e-12 } = options;
  return div(input, clamp(norm(input, { p, axis, keepDims: true }), eps));
});

/**
 * The cosine of the angle between a and b along an axis (default: the last): their dot product divided by their lengths,
 * each of which is at least eps (default: 1e-8).
 *
 * @example
 * ```ts
 * import { cosineSimilarity } from '@chainrule/core';
 * cosineSimilarity([1, 0], [3, 4]); // → 0.6
 * ```
 */
export const cosineSimilarity = takes(
  'cosineSimilarity',
  3,
  (a: Operand, b: Operand, options: AxisOptions & { eps?: number } = {}): Value => {
    const [left, right] = broadcastPair('cosineSimilarity', a, b);
    const { eps = 1e-8, ...along } = optionsOf('cosineSimilarity', options, 'axis, eps');
    const [p, q] = [left, right].map((x) =>
      normalize(x, { axis: axisOf('cosineSimilarity', x, along) - x.rank, eps }),
    );
    const products = mul(p, q);
    return sum(products, { axis: axisOf('cosineSimilarity', products, along) });
  },
);

/** The norm that defines a distance. */
export interface DistanceOptions {
  /** The power of the norm; default: 2. */
  p?: number;
}

/** ‖a − b + eps‖ₚ along the last axis, eps an option (default: 1e-6). */
export const pairwiseDistance = takes(
  'pairwiseDistance',
  3,
  (a: Operand, b: Operand, options: DistanceOptions & { eps?: number; keepDims?: boolean } = {}): Value => {
    const {
      p = 2,
      eps = 1e-6,
      keepDims = false,
    } = optionsOf('pairwiseDistance', options, 'p, eps, keepDims');
    const difference = sub(...broadcastPair('pairwiseDistance', a, b));
    return norm(add(difference, eps), { p, axis: -1, keepDims });
  },
);

/**
 * The distances between every two of n points, `[n, d] → [n (n − 1)/2]`: from the first point to all later ones, then from
 * the second, and so on. The gradient is 0 at distance 0.
 *
 * @example
 * ```ts
 * import { pdist } from '@chainrule/core';
 * pdist([[0, 0], [3, 4], [0, 1]]); // → [5, 1, 4.242640687119285]
 * ```
 */
export const pdist = takes('pdist', 2, (x: Operand, options: DistanceOptions = {}): Value => {
  const input = floats('pdist', x);
  if (input.rank !== 2) throw shapeErrors.wrongRank('pdist', input, 'a matrix');
  const places = Array.from({ length: input.shape[0] }, (_, i) => i);
  const point = (at: readonly number[]) => indexSelect(input, constant(Int32Array.from(at)), 0);
  const first = point(places.flatMap((i) => places.slice(i + 1).map(() => i)));
  const second = point(places.flatMap((i) => places.slice(i + 1)));
  return norm(sub(first, second), { p: optionsOf('pdist', options, 'p').p ?? 2, axis: -1 });
});
