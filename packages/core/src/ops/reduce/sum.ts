import { readStrided } from '../../array/move.ts';
import { sumInto } from '../../array/reduce.ts';
import { broadcastShapes, broadcastStrides, isShape, type Shape, sameShape } from '../../array/shape.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { linear } from '../../families/linear.ts';
import { behindStack, kept, type Reduced, reducedShape } from '../../families/reduction.ts';
import { type Operand, operand, shapeOf } from '../../make/create.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { div } from '../elementwise/arithmetic.ts';
import { axesOf, countAlong, type ReductionOptions, reductionOf } from '../shape/axes.ts';
import { floats, reshape } from '../shape/shape.ts';

/*
 * Adding up and repeating: each is the transpose of the other, so they are in one file.
 *
 *   sum          [3, 4] → [3]          its gradient is repeated:   [3] → [3, 4]
 *   broadcastTo  [3, 1] → [3, 4]       its gradient is added up:   [3, 4] → [3, 1]
 */

const sumPrimitive = linear<Reduced>('sum', {
  shape: (x, attributes) => reducedShape(x.shape, attributes),
  dtype: (x) => (x.dtype === 'bool' ? 'int32' : x.dtype),
  array: (x, _, dtype, { axes }) => sumInto(x, kept(x.shape, axes), dtype),
  transpose: (g, x, { axes }) => broadcastTo(reshape(g, kept(x.shape, axes)), x.shape),
  onStacks: behindStack,
  folds: 'sum',
});

/**
 * Σ x over the given axes, 0 for no numbers; each entry's derivative is 1. Booleans are counted, as int32, and a sum of
 * int32 beyond its range wraps around.
 *
 * @example
 * ```ts
 * import { sum, value } from '@chainrule/core';
 * const x = value([[1, 2, 3], [4, 5, 6]]);
 * sum(x); // → 21
 * x.sum({ axis: 0 }); // → [5, 7, 9]
 * x.sum({ axis: -1, keepDims: true }); // → [[6], [15]]
 * x.sum({ axis: 2 }); // → throws axis 2 is out of range
 * ```
 */
export const sum = takes('sum', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = operand('sum', x);
  return apply(sumPrimitive, [input], reductionOf('sum', input, options));
});

/** The mean over the given axes, Σ x / n, NaN for no numbers: each entry's derivative is 1/n. */
export const mean = takes('mean', 2, (x: Operand, options: ReductionOptions = {}): Value => {
  const input = floats('mean', x);
  const axes = axesOf('mean', input, options);
  return div(sum(input, options), countAlong(input, axes));
});

const broadcastPrimitive = linear<Shape>('broadcastTo', {
  shape: (x, shape) => {
    const together = broadcastShapes(x.shape, shape);
    if (!together || !sameShape(together, shape))
      throw shapeErrors.cannotBroadcastTo('broadcastTo', x, shape);
    return shape;
  },
  array: (x, shape) => readStrided(x, shape, broadcastStrides(x.shape, shape)),
  transpose: (g, x) => sumTo(g, x.shape),
  movement: 'repeat',
});

/**
 * x repeated along axes of size 1, and along new axes on the left, to this shape. Throws a ShapeError if x does not
 * broadcast to it.
 */
export const broadcastTo = takes(
  'broadcastTo',
  2,
  (x: Operand, shape: Shape): Value =>
    apply(broadcastPrimitive, [operand('broadcastTo', x)], shapeOf('broadcastTo', shape)),
);

/**
 * Undoes a broadcast: adds up x along every axis along which this shape was repeated to give x's. Throws a ShapeError if
 * this shape does not broadcast to x's.
 */
export const sumTo = takes('sumTo', 2, (x: Operand, shape: Shape): Value => {
  if (!isShape(shape)) throw shapeErrors.badShape('sumTo', shape);
  const input = operand('sumTo', x);
  if (sameShape(input.shape, shape)) return reshape(input, shape);
  const together = broadcastShapes(input.shape, shape);
  if (!together || !sameShape(together, input.shape))
    throw shapeErrors.notBroadcastFrom('sumTo', input, shape);
  const added = input.shape.length - shape.length;
  const axis = input.shape.flatMap((n, k) => (k < added || (shape[k - added] === 1 && n !== 1) ? [k] : []));
  return reshape(sum(input, { axis }), shape);
});
