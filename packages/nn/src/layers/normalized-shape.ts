import { constant, type Operand, Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { checkSizes } from '../checks.ts';
import { layerErrors } from '../errors/layers.ts';
import type { Kinds } from '../options.ts';
import { axesFrom } from './moments.ts';
import type { LayerOptions } from './parameters.ts';

/** The sizes of the last axes, which are normalised together; a number stands for one axis. */
export type NormalizedShape = number | readonly number[];

export interface ElementwiseNormOptions extends Omit<LayerOptions, 'random'> {
  /** The ε that is added to the variance, or to the mean square. */
  eps?: number;
  /** Whether to learn a weight, and a bias if the layer has one. Default: true. */
  elementwiseAffine?: boolean;
}

export const ELEMENTWISE: Kinds<ElementwiseNormOptions> = {
  eps: 'number',
  elementwiseAffine: 'boolean',
  dtype: 'any',
};

/** The sizes that are normalised. Throws unless each is a whole number above zero. */
export function sizesOf(layer: string, shape: NormalizedShape): readonly number[] {
  const sizes = Array.isArray(shape) ? [...shape] : [shape];
  for (const size of sizes) checkSizes(layer, { normalizedShape: size });
  return sizes;
}

/** x as a Value, and the axes that are normalised: the last ones, which must have these sizes. */
export function prepared(
  operation: string,
  x: Operand,
  sizes: readonly number[],
): { input: Value; axes: number[] } {
  const input = x instanceof Value ? x : constant(x);
  const first = input.rank - sizes.length;
  if (first < 0 || !sameShape(input.shape.slice(first), sizes))
    throw layerErrors.badInput(operation, `[…, ${sizes.join(', ')}]`, input);
  return { input, axes: axesFrom(input, first) };
}
