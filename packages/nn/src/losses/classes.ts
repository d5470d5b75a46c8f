import { constant, moveAxis, type Operand, oneHot, reshape, sum, Value, where } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import type { Kinds } from '../options.ts';
import { argumentFor, type LossOptions } from './reduction.ts';

export interface ClassLossOptions extends LossOptions {
  /** A weight for each class, `[classes]`; the mean is then weighted by those of the targets. */
  weight?: Operand;
  /**
   * The class to ignore: its entries have no loss and no part in the mean. If all targets are ignored, the mean is NaN with
   * gradient 0, and the sum is 0, as in PyTorch. Default: −100.
   */
  ignoreIndex?: number;
}

export const CLASS_LOSS: Kinds<ClassLossOptions> = {
  weight: 'any',
  ignoreIndex: 'number',
  reduction: 'string',
};

/** The classes of the targets, aligned with the scores. */
export interface ClassTargets {
  /** The axis of the classes: 1 for a batch, 0 for one sample. */
  readonly axis: number;
  /** 1 at the class of each target, 0 elsewhere; of the shape of the scores. */
  readonly isTarget: Value;
  /** Whether each target counts; without the axis of the classes. */
  readonly counts: Value;
}

/** The axis of the classes in scores `[batch, classes, …]` or `[classes]`. Throws if there is none. */
export function classAxis(operation: string, scores: Value): number {
  if (scores.rank === 0)
    throw layerErrors.badInput(operation, 'scores [classes] or [batch, classes, …]', scores);
  return scores.rank > 1 ? 1 : 0;
}

/** The shape of scores without their classes: that of the targets. */
export const withoutClasses = ({ shape }: Value, axis: number) => shape.filter((_, k) => k !== axis);

/** Targets as one-hot rows. Throws unless they have the shape of the scores without the axis of classes. */
export function classTargets(
  operation: string,
  scores: Value,
  target: Operand,
  ignoreIndex?: number,
): ClassTargets {
  const axis = classAxis(operation, scores);
  const given = classIndices(operation, target);
  const expected = withoutClasses(scores, axis);
  if (!sameShape(given.shape, expected)) throw layerErrors.classShape(operation, scores, expected, given);
  const counts = given.notEqual(ignoreIndex ?? Number.NaN);
  const named = ignoreIndex === undefined ? given : where(counts, given, 0);
  const rows = oneHot(named, scores.shape[axis]);
  return { axis, isTarget: moveAxis(rows, -1, axis), counts };
}

/** Classes as int32. Throws unless they are whole numbers. */
export function classIndices(operation: string, target: Operand): Value {
  const given = target instanceof Value ? target : constant(target);
  // A traced Value has no numbers yet: its dtype says enough.
  const isWhole =
    target instanceof Value ? given.dtype === 'int32' : numbersOf(given).every(Number.isInteger);
  if (!isWhole) throw layerErrors.notClasses(operation, given);
  return given.dtype === 'int32' ? given : constant(given, { dtype: 'int32' });
}

const numbersOf = ({ data }: Value): number[] => (typeof data === 'number' ? [data] : Array.from(data));

/** The entry of each target's class. */
export const ofTarget = (x: Value, { isTarget, axis }: ClassTargets): Value =>
  sum(where(isTarget, x, 0), { axis });

/** The weights of the classes, aligned with the scores. Default: 1. */
export function classWeights(
  operation: string,
  scores: Value,
  axis: number,
  weight: Operand | undefined,
): Value {
  if (weight === undefined) return constant(1, { dtype: scores.dtype });
  const given = argumentFor(operation, 'weight', weight, scores, [scores.shape[axis]]);
  return reshape(
    given,
    scores.shape.map((n, k) => (k === axis ? n : 1)),
  );
}
