import { constant } from '@chainrule/core';
import { Linear, mse, Optimizer, Sequential, sgd } from '@chainrule/nn';
import type { Quantities } from '../support/figures.ts';
import { labelled } from '../support/named.ts';
import { INPUTS, LEARNING_RATE, TARGET, WEIGHTS } from './given.ts';

const { w1, w2, w3, w4, w5, w6 } = WEIGHTS;

/** One round as a program with layers, a loss and an optimiser. */
export function layersForm(): Quantities {
  const hidden = new Linear(2, 2, { weight: [[w1, w2], [w3, w4]], bias: false }); // biome-ignore format: a matrix
  const output = new Linear(2, 1, { weight: [[w5, w6]], bias: false });
  const model = new Sequential([hidden, output]);
  const optimizer = new Optimizer(model, sgd({ learningRate: LEARNING_RATE }));

  const x = constant([INPUTS.i1, INPUTS.i2]);
  const prediction = model.forward(x);
  // The tutorial's error is half of the squared error, so that the 2 of its derivative cancels.
  const E = mse(prediction, [TARGET], { reduction: 'sum' }).mul(0.5);
  const gradients = E.backward();
  const before = {
    ...labelled(['∂E/∂w1', '∂E/∂w2', '∂E/∂w3', '∂E/∂w4'], gradients.of(hidden.weight)),
    ...labelled(['∂E/∂w5', '∂E/∂w6'], gradients.of(output.weight)),
  };

  optimizer.step(gradients);
  const predictionAfter = model.forward(x);
  return {
    ...labelled(['prediction'], prediction),
    ...labelled(['E'], E),
    ...labelled(['∂E/∂prediction'], gradients.of(prediction)),
    ...before,
    ...labelled(['w1⁺', 'w2⁺', 'w3⁺', 'w4⁺'], hidden.weight),
    ...labelled(['w5⁺', 'w6⁺'], output.weight),
    ...labelled(['prediction⁺'], predictionAfter),
    ...labelled(['E⁺'], mse(predictionAfter, [TARGET], { reduction: 'sum' }).mul(0.5)),
  };
}
