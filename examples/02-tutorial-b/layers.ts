import { constant, sigmoid } from '@chainrule/core';
import { Linear, mse, Optimizer, Sequential, sgd } from '@chainrule/nn';
import type { Quantities } from '../support/figures.ts';
import { labelled } from '../support/named.ts';
import { BIASES, INPUTS, LEARNING_RATE, TARGETS, WEIGHTS, type Weights } from './given.ts';

const x = () => constant([INPUTS.i1, INPUTS.i2]);
const targets = [TARGETS.target_o1, TARGETS.target_o2];

/** The network as layers. A bias that is a constant is fixed: the optimiser skips it. */
function network({ w1, w2, w3, w4, w5, w6, w7, w8 }: Weights) {
  const b1 = constant([BIASES.b1, BIASES.b1]);
  const b2 = constant([BIASES.b2, BIASES.b2]);
  const hidden = new Linear(2, 2, { weight: [[w1, w2], [w3, w4]], bias: b1 }); // biome-ignore format: a matrix
  const output = new Linear(2, 2, { weight: [[w5, w6], [w7, w8]], bias: b2 }); // biome-ignore format: a matrix
  return { hidden, output, model: new Sequential([hidden, sigmoid, output, sigmoid]) };
}

/** One round as a program with layers, a loss and an optimiser. */
export function layersForm(weights: Weights = WEIGHTS): Quantities {
  const { hidden, output, model } = network(weights);
  const optimizer = new Optimizer(model, sgd({ learningRate: LEARNING_RATE }));

  const out_o = model.forward(x());
  const E_total = mse(out_o, targets, { reduction: 'sum' }).mul(0.5);
  const gradients = E_total.backward();
  const before = {
    ...labelled(
      ['∂E_total/∂w1', '∂E_total/∂w2', '∂E_total/∂w3', '∂E_total/∂w4'],
      gradients.of(hidden.weight),
    ),
    ...labelled(
      ['∂E_total/∂w5', '∂E_total/∂w6', '∂E_total/∂w7', '∂E_total/∂w8'],
      gradients.of(output.weight),
    ),
  };

  optimizer.step(gradients);
  const outAfter = model.forward(x());
  return {
    ...labelled(['out_o1', 'out_o2'], out_o),
    ...labelled(['E_total'], E_total),
    ...before,
    ...labelled(['w1⁺', 'w2⁺', 'w3⁺', 'w4⁺'], hidden.weight),
    ...labelled(['w5⁺', 'w6⁺', 'w7⁺', 'w8⁺'], output.weight),
    ...labelled(['out_o1⁺', 'out_o2⁺'], outAfter),
    ...labelled(['E_total⁺'], mse(outAfter, targets, { reduction: 'sum' }).mul(0.5)),
  };
}
