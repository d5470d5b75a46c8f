import { constant, mean, type Operand, sum, Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import type { Kinds } from '../options.ts';

export interface LossOptions {
  /**
   * How the losses of the entries are reduced: to their mean (the default), to their sum, or not at all. Without entries, as in
   * an empty batch, the mean is NaN and the sum 0, as in PyTorch.
   */
  reduction?: 'mean' | 'sum' | 'none';
}

export const LOSS: Kinds<LossOptions> = { reduction: 'string' };

/** Reduces the losses of the entries as `reduction` says. */
export function reduced(losses: Value, { reduction = 'mean' }: LossOptions): Value {
  if (reduction === 'none') return losses;
  if (reduction === 'sum') return sum(losses);
  if (reduction === 'mean') return mean(losses);
  throw optionErrors.badRate('loss', 'reduction', 'mean, sum or none', reduction);
}

/** Plain numbers as a constant of the prediction's dtype, unless that would truncate them to integers; a Value as it is. */
export function operandFor(prediction: Value, x: Operand): Value {
  if (x instanceof Value) return x;
  return constant(x, prediction.dtype === 'float32' ? { dtype: 'float32' } : {});
}

/** The target as a Value of the prediction's shape. Another shape is an error, since broadcasting would hide the mistake. */
export function targetFor(operation: string, prediction: Value, target: Operand): Value {
  const given = operandFor(prediction, target);
  if (!sameShape(given.shape, prediction.shape)) throw layerErrors.lossShapes(operation, prediction, given);
  return given;
}

/** Another argument of a loss as a Value of the shape that matches the prediction. */
export function argumentFor(
  operation: string,
  argument: string,
  x: Operand,
  prediction: Value,
  shape: readonly number[],
): Value {
  const given = operandFor(prediction, x);
  if (!sameShape(given.shape, shape))
    throw layerErrors.parameterShape(operation, argument, shape, given.shape);
  return given;
}
