// Mazur's tutorial: backpropagation in a logistic 2-2-2 network, step by step, and then 10,000 rounds of it.
//   npx tsx examples/02-tutorial-b/main.ts
import { compare } from '../support/figures.ts';
import { isMain } from '../support/main.ts';
import { finish, type Outcome } from '../support/outcome.ts';
import { progress } from '../support/progress.ts';
import { Report, rows } from '../support/report.ts';
import {
  errors,
  forwardPass,
  hiddenGradients,
  outputGradients,
  updatedHiddenWeights,
  updatedOutputWeights,
} from './figures.ts';
import { ROUNDS } from './given.ts';
import { layersForm } from './layers.ts';
import { matrixForm } from './matrix.ts';
import { writePictures } from './pictures.ts';
import { reportRuns } from './runs.ts';
import { scalarForm } from './scalar.ts';
import { type Order, type Run, train } from './training.ts';

/** Prints every step of the tutorial beside its published figures, trains, and writes the pictures. */
export async function runTutorialB(report = new Report()): Promise<Outcome> {
  firstRound(report);
  report.heading('10,000 rounds, in both orders');
  const runs = {
    simultaneous: trainVisibly('simultaneous'),
    'output layer first': trainVisibly('output layer first'),
  };
  reportRuns(report, runs);
  return report.outcome(await writePictures(runs.simultaneous.errors));
}

function firstRound(report: Report): void {
  const quantities = scalarForm();
  report.title(
    'Tutorial B: a logistic 2-2-2 network',
    'after Mazur, “A Step by Step Backpropagation Example”',
  );
  report.text(`Inputs .05 and .10, targets .01 and .99, one bias for each layer, learning rate .5. Each step of the
    chain rule is the gradient of one node with respect to another, found by the same backward(): none is derived by
    hand.`);

  report.table('Forward pass', rows(forwardPass, quantities));
  report.table('Errors', rows(errors, quantities));
  report.table('Gradients of the output layer', rows(outputGradients, quantities));
  report.table('Updated weights of the output layer', rows(updatedOutputWeights, quantities));
  report.table('Gradients of the hidden layer', rows(hiddenGradients, quantities));
  report.table('Updated weights of the hidden layer', rows(updatedHiddenWeights, quantities));

  report.heading('The same round written in two other ways');
  report.agreement('matrix form', compare(quantities, matrixForm()));
  report.agreement('layers of nn', compare(quantities, layersForm()));
}

function trainVisibly(order: Order): Run {
  const shown = progress(order.padEnd('output layer first'.length), ROUNDS);
  const run = train(order, ROUNDS, (round, error) =>
    shown.update(round, `E_total ${error.toExponential(3)}`),
  );
  shown.stop();
  return run;
}

if (isMain(import.meta)) finish([await runTutorialB()]);
