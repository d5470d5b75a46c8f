import { type Derivation, explain } from '@chainrule/formula';
import * as tutorialA from '../01-tutorial-a/given.ts';
import { network as networkA } from '../01-tutorial-a/scalar.ts';
import { type RunFigure, runFigures } from '../02-tutorial-b/figures.ts';
import { LEARNING_RATE, WEIGHTS, type WeightName, type Weights } from '../02-tutorial-b/given.ts';
import { network } from '../02-tutorial-b/scalar.ts';
import { updated } from '../02-tutorial-b/training.ts';

/** Tutorial A from its numbers to its updated weights. */
export function derivationA(weights: tutorialA.Weights = tutorialA.WEIGHTS): Derivation {
  const { E, h1: _, h2: __, prediction: ___, ...parameters } = networkA(weights);
  return explain(E, { wrt: parameters, learningRate: tutorialA.LEARNING_RATE });
}

/** A round of tutorial B: every weight, or some of them. */
export function derivationB(
  weights: Weights = WEIGHTS,
  wrt: readonly WeightName[] = Object.keys(WEIGHTS) as WeightName[],
): Derivation {
  const nodes = network(weights);
  return explain(nodes.E_total, { wrt: wrt.map((name) => nodes[name]), learningRate: LEARNING_RATE });
}

/** Of each figure that tutorial B prints of a later round: the derivation of the round in which it is measured. */
export function laterDerivations(): Map<RunFigure, Derivation> {
  const derivations = new Map<RunFigure, Derivation>();
  for (const order of ['simultaneous', 'output layer first'] as const) {
    const due = runFigures.filter((figure) => figure.order === order);
    let weights = WEIGHTS;
    for (let updates = 0; updates <= Math.max(...due.map((figure) => figure.updates)); updates++) {
      if (updates > 0) weights = updated(network(weights), order);
      for (const figure of due) if (figure.updates === updates) derivations.set(figure, derivationB(weights));
    }
  }
  return derivations;
}
