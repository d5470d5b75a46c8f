// Ahmed's tutorial: one round of gradient descent in a linear 2-2-1 network.
//   npx tsx examples/01-tutorial-a/main.ts
import { compare } from '../support/figures.ts';
import { isMain } from '../support/main.ts';
import { finish, type Outcome } from '../support/outcome.ts';
import { Report, rows } from '../support/report.ts';
import { afterOneUpdate, error, forwardPass, gradients, updatedWeights } from './figures.ts';
import { layersForm } from './layers.ts';
import { matrixForm } from './matrix.ts';
import { scalarForm } from './scalar.ts';

/** Prints every step of the tutorial beside its published figures. */
export async function runTutorialA(report = new Report()): Promise<Outcome> {
  const quantities = scalarForm();
  report.title('Tutorial A: a linear 2-2-1 network', 'after Ahmed, “Backpropagation Step by Step”');
  report.text(`Two inputs (2 and 3), two hidden units, one output, no biases: only sums of products. The target is 1
    and the learning rate .05. The gradients are those of one call, E.backward(). Computed numbers are compared with the
    page after rounding to the digits that it prints; what it does not print has no tick.`);

  report.table('Forward pass', rows(forwardPass, quantities));
  report.table('Error', rows(error, quantities));
  report.table('Gradients', rows(gradients, quantities));
  report.table('Updated weights, w⁺ = w − .05 ∂E/∂w', rows(updatedWeights, quantities));
  report.table('Forward pass after the update', rows(afterOneUpdate, quantities));

  report.heading('The same round written in two other ways');
  report.agreement('matrix form', compare(quantities, matrixForm()));
  report.agreement('layers of nn', compare(quantities, layersForm()));
  return report.outcome();
}

if (isMain(import.meta)) finish([await runTutorialA()]);
