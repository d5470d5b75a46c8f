import { constant, moveAxis, type Operand, oneHot, reshape, sum, Value, where } from '@chainrule/core';
import { errors } from '../errors.ts';
import type { Kinds } from '../options.ts';
import { argumentFor, type LossOptions } from './reduction.ts';

export interface ClassLossOptions extends LossOptions {
  /** A factor of each class, `[classes]`; the mean is then over the weights of the targets. */
  weight?: Operand;
  /**
   * The class that counts for nothing: its entries have no loss and no part in the mean. −100 where absent. Where all targets
   * are of it, the mean is NaN, with gradient 0, and the sum 0, as in PyTorch.
   */
  ignoreIndex?: number;
}

export const CLASS_LOSS: Kinds<ClassLossOptions> = {
  weight: 'any',
  ignoreIndex: 'number',
  reduction: 'string',
};

/** Which classes the targets name, laid along the scores. */
export interface ClassTargets {
  /** The axis of the classes: 1 of a batch, 0 of one sample. */
  readonly axis: number;
  /** 1 at the class of each target, 0 elsewhere; of the shape of the scores. */
  readonly isTarget: Value;
  /** Whether each target counts; without the axis of the classes. */
  readonly counts: Value;
}

/** The axis of the classes in scores `[batch, classes, …]` or `[classes]`. Throws where there is none. */
export function classAxis(operation: string, scores: Value): number {
  if (scores.rank === 0) throw errors.badInput(operation, 'scores [classes] or [batch, classes, …]', scores);
  return scores.rank > 1 ? 1 : 0;
}

/** The shape of scores without their classes: that of the targets. */
export const withoutClasses = ({ shape }: Value, axis: number) => shape.filter((_, k) => k !== axis);

/** Targets as one-hot rows. Throws where they have another shape than the scores without their classes. */
export function classTargets(
  operation: string,
  scores: Value,
  target: Operand,
  ignoreIndex?: number,
): ClassTargets {
  const axis = classAxis(operation, scores);
  const given = classIndices(operation, target);
  const expected = withoutClasses(scores, axis);
  if (given.shape.join() !== expected.join()) throw errors.classShape(operation, scores, expected, given);
  const counts = given.notEqual(ignoreIndex ?? Number.NaN);
  const named = ignoreIndex === undefined ? given : where(counts, given, 0);
  const rows = oneHot(named, scores.shape[axis]);
  return { axis, isTarget: moveAxis(rows, -1, axis), counts };
}

/** Classes as int32. Throws for what are no whole numbers. */
export function classIndices(operation: string, target: Operand): Value {
  const given = target instanceof Value ? target : constant(target);
  // A Value may stand for numbers that come later: its dtype says enough.
  const isWhole =
    target instanceof Value ? given.dtype === 'int32' : numbersOf(given).every(Number.isInteger);
  if (!isWhole) throw errors.notClasses(operation, given);
  return given.dtype === 'int32' ? given : constant(given, { dtype: 'int32' });
}

const numbersOf = ({ data }: Value): number[] => (typeof data === 'number' ? [data] : Array.from(data));

/** The entry of each target's class. */
export const ofTarget = (x: Value, { isTarget, axis }: ClassTargets): Value =>
  sum(where(isTarget, x, 0), { axis });

/** The weights of the classes, laid along the scores; 1 where none are given. */
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
