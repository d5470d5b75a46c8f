import { constant, noGrad, type Value, value } from '@chainrule/core';
import type { Quantities } from '../support/figures.ts';
import { labelled } from '../support/named.ts';
import { INPUTS, LEARNING_RATE, TARGET, WEIGHTS } from './given.ts';

const { w1, w2, w3, w4, w5, w6 } = WEIGHTS;

/** The network as the tutorial writes it with matrices: the inputs are a row, each column holds the weights of a unit. */
function network(W1: Value, W2: Value) {
  const x = constant([[INPUTS.i1, INPUTS.i2]], { name: 'x' });
  const h = x.matmul(W1).named('h');
  const prediction = h.matmul(W2).named('prediction');
  const E = prediction.sub(TARGET).square().sum().mul(0.5).named('E');
  return { h, prediction, E };
}

/** One round in matrix form: W ← W − η ∂E/∂W for a whole layer at once. */
export function matrixForm(): Quantities {
  const W1 = value([[w1, w3], [w2, w4]], { name: 'W1' }); // biome-ignore format: a matrix is laid out as a matrix
  const W2 = value([[w5], [w6]], { name: 'W2' });
  const { h, prediction, E } = network(W1, W2);
  const gradients = E.backward();

  const updated = (W: Value) => noGrad(() => W.sub(gradients.of(W).mul(LEARNING_RATE)));
  const after = network(updated(W1), updated(W2));

  return {
    ...labelled(['h1', 'h2'], h),
    ...labelled(['prediction'], prediction),
    ...labelled(['E'], E),
    ...labelled(['∂E/∂prediction'], gradients.of(prediction)),
    ...labelled(['∂E/∂h1', '∂E/∂h2'], gradients.of(h)),
    ...labelled(['∂E/∂w1', '∂E/∂w3', '∂E/∂w2', '∂E/∂w4'], gradients.of(W1)),
    ...labelled(['∂E/∂w5', '∂E/∂w6'], gradients.of(W2)),
    ...labelled(['w1⁺', 'w3⁺', 'w2⁺', 'w4⁺'], updated(W1)),
    ...labelled(['w5⁺', 'w6⁺'], updated(W2)),
    ...labelled(['h1⁺', 'h2⁺'], after.h),
    ...labelled(['prediction⁺'], after.prediction),
    ...labelled(['E⁺'], after.E),
  };
}
