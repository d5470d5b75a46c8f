import { checkCount, type Operand, operand, relu, sub, sum, type Value, where } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { optionsOf } from '../options.ts';
import { argumentFor, type LossOptions, reduced } from './reduction.ts';

/**
 * For vectors a and b, `[batch, d]` or `[d]`: 1 − cos(a, b) where the target is 1, and max(0, cos(a, b) − margin) where it is
 * −1. The margin is 0 by default.
 *
 * @example
 * ```ts
 * import { constant } from '@chainrule/core';
 * import { cosineEmbedding } from '@chainrule/nn';
 * const [a, b] = [constant([[1, 0], [1, 0]]), constant([[3, 4], [3, 4]])];
 * cosineEmbedding(a, b, [1, -1], { reduction: 'none' }); // → [0.4, 0.6]
 * ```
 */
export function cosineEmbedding(
  a: Operand,
  b: Operand,
  target: Operand,
  options: LossOptions & { margin?: number } = {},
): Value {
  checkCount('cosineEmbedding', 4, arguments);
  const [u, v] = [a, b].map((x) => operand('cosineEmbedding', x));
  const { margin = 0, ...others } = optionsOf('cosineEmbedding', options, {
    margin: 'number',
    reduction: 'string',
  });
  if (!sameShape(u.shape, v.shape) || u.rank < 1 || u.rank > 2)
    throw layerErrors.pairShapes('cosineEmbedding', '[batch, d] or [d]', u, v);
  const t = argumentFor('cosineEmbedding', 'target', target, u, u.shape.slice(0, -1));
  const dot = (p: Value, q: Value) => sum(p.mul(q), { axis: -1 });
  const cosine = dot(u, v).div(dot(u, u).add(1e-12).mul(dot(v, v).add(1e-12)).sqrt());
  return reduced(where(t.greater(0), sub(1, cosine), relu(cosine.sub(margin))), others);
}
