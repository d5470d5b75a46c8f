import { reluRow } from '../../array/arithmetic-rows.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { elementwise, mul, none, type Unary } from '../../families/elementwise.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { reshape } from '../shape/shape.ts';
import { abs, add, div, sign, sub } from './arithmetic.ts';
import { clamp } from './extremum.ts';
import { greater, greaterEqual, lessEqual, logicalOr, where } from './logic.ts';

/*
 * Activations made of straight lines. Where two lines meet, the derivative is that of the flat one, unless stated otherwise.
 */

/** max(0, x): dy/dx = 1 for x > 0, otherwise 0. */
export const relu: Unary = elementwise('relu', 1, {
  forward: (x) => Math.max(x, 0),
  row: reluRow,
  products: [(g, _, x) => where(lessEqual(x, 0), 0, g)],
  result: 'number',
  kink: (x) => x,
});

/** x for x > 0, otherwise slope · x. */
const bentAtZero = (name: string) =>
  elementwise(name, 2, {
    forward: (x, slope) => (x > 0 ? x : x * slope),
    products: [
      (g, _, x, slope) => where(greater(x, 0), g, mul(g, slope)),
      (g, _, x) => where(greater(x, 0), 0, mul(g, x)),
    ],
  });

const leakyReluPrimitive = bentAtZero('leakyRelu');
const preluPrimitive = bentAtZero('prelu');

/** x for x > 0, otherwise a small multiple of x: dy/dx is the small slope at x = 0. */
export const leakyRelu = takes(
  'leakyRelu',
  2,
  (x: Operand, options: { negativeSlope?: number } = {}): Value =>
    leakyReluPrimitive(x, optionsOf('leakyRelu', options, 'negativeSlope').negativeSlope ?? 0.01),
);

/**
 * x for x > 0, otherwise w x: dy/dx = w at x = 0. The weight w is one number, or one for each channel: axis 1 of x, in
 * [batch, channels, …]. Throws a ShapeError for any other number of weights.
 *
 * @example
 * ```ts
 * import { prelu, value } from '@chainrule/core';
 * const x = value([[-1, -2], [3, -4]], { name: 'x' });
 * prelu(x, 0.1); // → [[-0.1, -0.2], [3, -0.4]]
 * prelu(x, [0.1, 0.5]); // → [[-0.1, -1], [3, -2]]
 * prelu(x, [0.1, 0.5, 1]); // → throws a single weight or one for each of the 2 channels of x [2, 2]
 * ```
 */
export const prelu = takes('prelu', 2, (x: Operand, weight: Operand): Value => {
  const input = operand('prelu', x);
  const slope = operand('prelu', weight, input);
  if (slope.size === 1) return preluPrimitive(input, reshape(slope, []));
  const [, channels = 1] = input.shape;
  if (slope.rank !== 1 || slope.size !== channels)
    throw shapeErrors.unfit(
      'prelu',
      `a single weight or one for each of the ${channels} channels of ${describe(input)}`,
      slope,
    );
  return preluPrimitive(input, reshape(slope, [channels, ...input.shape.slice(2).map(() => 1)]));
});

/** x where x > t, otherwise a fixed number: dy/dx = 0 for x ≤ t. */
export const threshold = takes('threshold', 3, (x: Operand, t: number, replacement: number): Value => {
  const input = operand('threshold', x);
  return where(lessEqual(input, t), replacement, input);
});

/** The product of a derivative that is 1 between two bounds, 0 at and beyond them. */
const between = (g: Value, x: Value, min: Operand, max: Operand) =>
  where(logicalOr(lessEqual(x, min), greaterEqual(x, max)), 0, g);

const hardTanhPrimitive = elementwise('hardTanh', 3, {
  forward: (x, min, max) => Math.min(Math.max(x, min), max),
  products: [(g, _, x, min, max) => between(g, x, min, max), none, none],
});

/** x clamped between two bounds (default: −1 and 1): dy/dx = 0 at and beyond them; that of `clamp` is 1 at them. */
export const hardTanh = takes(
  'hardTanh',
  2,
  (x: Operand, options: { min?: number; max?: number } = {}): Value => {
    const { min = -1, max = 1 } = optionsOf('hardTanh', options, 'min, max');
    return hardTanhPrimitive(x, min, max);
  },
);

/** min(max(0, x), 6): dy/dx = 0 at 0 and at 6. A primitive for speed. */
export const relu6: Unary = elementwise('relu6', 1, {
  forward: (x) => Math.min(Math.max(x, 0), 6),
  products: [(g, _, x) => between(g, x, 0, 6)],
  result: 'number',
  kink: (x) => x * (x - 6),
});

/** min(max(0, x + 3), 6) / 6: dy/dx = 0 at −3 and at 3. */
export const hardSigmoid = takes(
  'hardSigmoid',
  1,
  (x: Operand): Value => div(relu6(add(operand('hardSigmoid', x), 3)), 6),
);

/** x min(max(0, x + 3), 6) / 6: at −3 and at 3 dy/dx is that of the parabola between them, −1/2 and 3/2. */
export const hardSwish = takes('hardSwish', 1, (x: Operand): Value => {
  const input = operand('hardSwish', x);
  return div(mul(input, clamp(add(input, 3), 0, 6)), 6);
});

/** x where |x| > λ, otherwise 0. λ is an option; default: 0.5. */
export const hardShrink = takes('hardShrink', 2, (x: Operand, options: { lambda?: number } = {}): Value => {
  const input = operand('hardShrink', x);
  return where(lessEqual(abs(input), optionsOf('hardShrink', options, 'lambda').lambda ?? 0.5), 0, input);
});

/** x moved towards 0 by λ where |x| > λ, otherwise 0. λ is an option; default: 0.5. */
export const softShrink = takes('softShrink', 2, (x: Operand, options: { lambda?: number } = {}): Value => {
  const input = operand('softShrink', x);
  const { lambda = 0.5 } = optionsOf('softShrink', options, 'lambda');
  return where(lessEqual(abs(input), lambda), 0, sub(input, mul(sign(input), lambda)));
});
