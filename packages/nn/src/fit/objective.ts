import { type Tree, Value } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { optionErrors } from '../errors/options.ts';
import { applyLayer, type Layer, Module } from '../module.ts';
import type { FitOptions, Outcome } from './options.ts';

export type Objective = (model: Tree, batch: unknown) => Outcome;

/** The objective of the options: the one given, or the loss of the model's output for pairs of input and target. */
export function objectiveOf({ objective, loss }: FitOptions<never, never>): Objective {
  if (typeof objective === 'function') {
    const given = objective as (model: Tree, batch: unknown) => Value | Outcome;
    return (model, batch) => {
      const made = given(model, batch);
      if (made instanceof Value) return { loss: made };
      if (made?.loss instanceof Value) return made;
      throw optionErrors.badOption(
        'fit',
        'objective',
        'a function that returns a Value, or { loss } with one',
        made,
      );
    };
  }
  if (typeof loss !== 'function')
    throw optionErrors.badRate('fit', 'loss', 'a function of prediction and target', loss);
  return (model, batch) => {
    if (!(model instanceof Module || typeof model === 'function'))
      throw optionErrors.badRate(
        'fit',
        'objective',
        'a function, for a model that is neither a module nor a function',
        model,
      );
    if (!Array.isArray(batch) || batch.length !== 2 || !batch.every((each) => each instanceof Value))
      throw dataErrors.badData(
        'fit',
        'batch',
        'a pair of Values, or an objective instead of the loss',
        batch,
      );
    const [input, target] = batch;
    const prediction = applyLayer(model as Layer, input);
    const made: unknown = loss(prediction, target);
    if (made instanceof Value) return { loss: made, prediction, target };
    throw optionErrors.badOption('fit', 'loss', 'a function that returns a Value', made);
  };
}
