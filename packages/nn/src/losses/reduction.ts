import { constant, mean, type Operand, sum, Value } from '@chainrule/core';
import { errors } from '../errors.ts';

export interface LossOptions {
  /** What becomes of the losses of the entries: their mean (the default), their sum, or nothing. */
  reduction?: 'mean' | 'sum' | 'none';
}

/** Brings the losses of the entries down to what `reduction` asks for. */
export function reduced(losses: Value, { reduction = 'mean' }: LossOptions): Value {
  if (reduction === 'none') return losses;
  return reduction === 'sum' ? sum(losses) : mean(losses);
}

/** The target as a Value of the prediction's shape. Another shape is an error: broadcasting would hide the mistake. */
export function targetFor(operation: string, prediction: Value, target: Operand): Value {
  const given = target instanceof Value ? target : constant(target, { dtype: prediction.dtype });
  if (given.shape.join() !== prediction.shape.join()) throw errors.lossShapes(operation, prediction, given);
  return given;
}
