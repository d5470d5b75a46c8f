import { constant, value } from '@chainrule/core';
import type { Quantities } from '../support/figures.ts';
import { leaves, numbers } from '../support/named.ts';
import { INPUTS, LEARNING_RATE, TARGET, WEIGHTS, type WeightName, type Weights } from './given.ts';

/** The network of the tutorial, node by node: every number is a Value with the tutorial's name. */
export function network(weights: Weights) {
  const { i1, i2, target } = leaves(constant, { ...INPUTS, target: TARGET });
  const { w1, w2, w3, w4, w5, w6 } = leaves(value, weights);

  const h1 = w1.mul(i1).add(w2.mul(i2)).named('h1');
  const h2 = w3.mul(i1).add(w4.mul(i2)).named('h2');
  const prediction = w5.mul(h1).add(w6.mul(h2)).named('prediction');
  const E = prediction.sub(target).square().mul(0.5).named('E');

  return { w1, w2, w3, w4, w5, w6, h1, h2, prediction, E };
}

/** One round of the tutorial: forward, backward, update, and forward again. */
export function scalarForm(): Quantities {
  const nodes = network(WEIGHTS);
  const gradients = nodes.E.backward();

  const updated = { ...WEIGHTS };
  const weightGradients: Record<string, number> = {};
  for (const name of Object.keys(WEIGHTS) as WeightName[]) {
    const gradient = gradients.of(nodes[name]).item();
    weightGradients[`∂E/∂${name}`] = gradient;
    updated[name] -= LEARNING_RATE * gradient;
  }
  const after = network(updated);

  return {
    ...numbers(nodes),
    '∂E/∂prediction': gradients.of(nodes.prediction).item(),
    '∂E/∂h1': gradients.of(nodes.h1).item(),
    '∂E/∂h2': gradients.of(nodes.h2).item(),
    ...weightGradients,
    ...numbers(after, '⁺'),
  };
}
