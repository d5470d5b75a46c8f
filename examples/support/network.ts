import { constant, type Value, value } from '@chainrule/core';
import { type GradientTransform, Optimizer, sgd } from '@chainrule/nn';
import { BIASES, LEARNING_RATE, WEIGHTS } from '../02-tutorial-b/given.ts';
import { forward } from '../02-tutorial-b/scalar.ts';
import { leaves } from './named.ts';

/** What tutorial B begins with, its biases among the rest: here they may be trained, which the tutorial never does. */
export const START = { ...WEIGHTS, ...BIASES };

export type NetworkParameters = Readonly<Record<keyof typeof START, Value>>;

/** The parameters as named leaves. Biases that are held are constants: they get no gradient, and so no update. */
export function parameters(biases: 'held' | 'trained'): NetworkParameters {
  return { ...leaves(value, WEIGHTS), ...leaves(biases === 'held' ? constant : value, BIASES) };
}

/**
 * Rounds of training on the one sample, with the tutorial's gradient descent unless another rule is given.
 *
 * Returns the parameters at the end, and the error after 0, 1, … updates.
 */
export function train(
  start: NetworkParameters,
  rounds: number,
  rule: GradientTransform = sgd({ learningRate: LEARNING_RATE }),
): { parameters: NetworkParameters; errors: number[] } {
  const model = { ...start };
  const optimizer = new Optimizer(model, rule);
  const errors: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { E_total } = forward(model);
    errors.push(E_total.item());
    optimizer.step(E_total.backward());
  }
  errors.push(forward(model).E_total.item());
  return { parameters: model, errors };
}
