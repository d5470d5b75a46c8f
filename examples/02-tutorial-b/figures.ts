import type { Figure } from '../support/figures.ts';
import type { Order } from './training.ts';

/*
 * Every figure that the tutorial prints, at the precision at which it prints it, in the order of its story. What it
 * leaves out stands between them without `printed`. A raised plus says: after the update.
 */

export const forwardPass: readonly Figure[] = [
  { symbol: 'net_h1', name: 'w1 i1 + w2 i2 + b1', printed: '.3775' },
  { symbol: 'out_h1', name: 'σ(net_h1)', printed: '.593269992' },
  { symbol: 'net_h2', name: 'w3 i1 + w4 i2 + b1' },
  { symbol: 'out_h2', name: 'σ(net_h2)', printed: '.596884378' },
  { symbol: 'net_o1', name: 'w5 out_h1 + w6 out_h2 + b2', printed: '1.105905967' },
  { symbol: 'out_o1', name: 'σ(net_o1)', printed: '.75136507' },
  { symbol: 'net_o2', name: 'w7 out_h1 + w8 out_h2 + b2' },
  { symbol: 'out_o2', name: 'σ(net_o2)', printed: '.772928465' },
];

export const errors: readonly Figure[] = [
  { symbol: 'E_o1', name: '½ (target_o1 − out_o1)²', printed: '.274811083' },
  { symbol: 'E_o2', name: '½ (target_o2 − out_o2)²', printed: '.023560026' },
  { symbol: 'E_total', name: 'E_o1 + E_o2', printed: '.298371109' },
];

export const outputGradients: readonly Figure[] = [
  { symbol: '∂E_total/∂out_o1', name: 'backward(E_total).of(out_o1)', printed: '.74136507' },
  { symbol: '∂out_o1/∂net_o1', name: 'backward(out_o1).of(net_o1)', printed: '.186815602' },
  { symbol: '∂net_o1/∂w5', name: 'backward(net_o1).of(w5)', printed: '.593269992' },
  { symbol: '∂E_total/∂w5', name: 'backward(E_total).of(w5)', printed: '.082167041' },
  { symbol: '∂E_total/∂w6', name: 'backward(E_total).of(w6)' },
  { symbol: '∂E_total/∂w7', name: 'backward(E_total).of(w7)' },
  { symbol: '∂E_total/∂w8', name: 'backward(E_total).of(w8)' },
];

export const updatedOutputWeights: readonly Figure[] = [
  { symbol: 'w5⁺', name: '.4 − .5 ∂E_total/∂w5', printed: '.35891648' },
  { symbol: 'w6⁺', name: '.45 − .5 ∂E_total/∂w6', printed: '.408666186' },
  { symbol: 'w7⁺', name: '.5 − .5 ∂E_total/∂w7', printed: '.511301270' },
  { symbol: 'w8⁺', name: '.55 − .5 ∂E_total/∂w8', printed: '.561370121' },
];

export const hiddenGradients: readonly Figure[] = [
  { symbol: '∂E_o1/∂net_o1', name: 'backward(E_o1).of(net_o1)', printed: '.138498562' },
  { symbol: '∂E_o1/∂out_h1', name: 'backward(E_o1).of(out_h1)', printed: '.055399425' },
  { symbol: '∂E_o2/∂out_h1', name: 'backward(E_o2).of(out_h1)' },
  {
    symbol: '… as on the page',
    name: 'rounded(∂E_o2/∂net_o2) · w7',
    printed: '−.019049119',
    note: `The page multiplies a number that it has already rounded to nine decimals: −.038098237 · .50. Without that
      rounding the last digit is an 8.`,
  },
  { symbol: '∂E_total/∂out_h1', name: 'backward(E_total).of(out_h1)', printed: '.036350306' },
  { symbol: '∂out_h1/∂net_h1', name: 'backward(out_h1).of(net_h1)', printed: '.241300709' },
  { symbol: '∂net_h1/∂w1', name: 'backward(net_h1).of(w1)', printed: '.05' },
  { symbol: '∂E_total/∂w1', name: 'backward(E_total).of(w1)', printed: '.000438568' },
  { symbol: '∂E_total/∂w2', name: 'backward(E_total).of(w2)' },
  { symbol: '∂E_total/∂w3', name: 'backward(E_total).of(w3)' },
  { symbol: '∂E_total/∂w4', name: 'backward(E_total).of(w4)' },
];

export const updatedHiddenWeights: readonly Figure[] = [
  { symbol: 'w1⁺', name: '.15 − .5 ∂E_total/∂w1', printed: '.149780716' },
  { symbol: 'w2⁺', name: '.2 − .5 ∂E_total/∂w2', printed: '.19956143' },
  { symbol: 'w3⁺', name: '.25 − .5 ∂E_total/∂w3', printed: '.24975114' },
  { symbol: 'w4⁺', name: '.3 − .5 ∂E_total/∂w4', printed: '.29950229' },
];

/** A figure of a run: the order of the updates, and the number of updates after which it is measured. */
export interface RunFigure extends Figure {
  readonly order: Order;
  readonly updates: number;
}

/** The error and the outputs later on, each from the run that gives every printed digit: see training.ts. */
export const errorAfterOneRound: RunFigure = {
  ...{ symbol: 'E_total', name: 'after 1 update', printed: '.291027924' },
  ...{ order: 'output layer first', updates: 1 },
};

export const errorInLastRound: RunFigure = {
  ...{ symbol: 'E_total', name: 'after 9,999 updates', printed: '.0000351085' },
  ...{ order: 'simultaneous', updates: 9_999 },
};

export const lastOutputs: readonly RunFigure[] = [
  {
    ...{ symbol: 'out_o1', name: 'the target is .01', printed: '.015912196' },
    ...{ order: 'output layer first', updates: 10_000 },
  },
  {
    ...{ symbol: 'out_o2', name: 'the target is .99', printed: '.984065734' },
    ...{ order: 'output layer first', updates: 10_000 },
  },
];

export const runFigures = [errorAfterOneRound, errorInLastRound, ...lastOutputs];
export const firstRoundFigures = [
  ...[...forwardPass, ...errors, ...outputGradients],
  ...[...updatedOutputWeights, ...hiddenGradients, ...updatedHiddenWeights],
];
