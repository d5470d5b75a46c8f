import type { Figure } from '../support/figures.ts';
import { WEIGHTS } from './given.ts';

/*
 * Every figure that the tutorial prints, at the precision at which it prints it, in the order of its story. What it
 * leaves out stands between them without `printed`. A raised plus says: after the update.
 */

export const forwardPass: readonly Figure[] = [
  { symbol: 'h1', name: 'hidden unit 1', printed: '.85' },
  { symbol: 'h2', name: 'hidden unit 2', printed: '.48' },
  { symbol: 'prediction', name: 'output of the network', printed: '.191' },
];

export const error: readonly Figure[] = [{ symbol: 'E', name: '½ (prediction − target)²', printed: '.327' }];

export const gradients: readonly Figure[] = [
  { symbol: '∂E/∂prediction', name: 'prediction − target' },
  { symbol: '∂E/∂w5', name: '∂E/∂prediction · h1' },
  { symbol: '∂E/∂w6', name: '∂E/∂prediction · h2' },
  { symbol: '∂E/∂h1', name: '∂E/∂prediction · w5' },
  { symbol: '∂E/∂h2', name: '∂E/∂prediction · w6' },
  { symbol: '∂E/∂w1', name: '∂E/∂h1 · i1' },
  { symbol: '∂E/∂w2', name: '∂E/∂h1 · i2' },
  { symbol: '∂E/∂w3', name: '∂E/∂h2 · i1' },
  { symbol: '∂E/∂w4', name: '∂E/∂h2 · i2' },
];

export const updatedWeights: readonly Figure[] = Object.entries(WEIGHTS).map(([name, weight]) => ({
  symbol: `${name}⁺`,
  name: `was ${weight}`,
}));

export const afterOneUpdate: readonly Figure[] = [
  { symbol: 'h1⁺', name: 'hidden unit 1' },
  { symbol: 'h2⁺', name: 'hidden unit 2' },
  { symbol: 'prediction⁺', name: 'closer to the target, 1', printed: '.26' },
  { symbol: 'E⁺', name: 'smaller than before' },
];

export const figures = [...forwardPass, ...error, ...gradients, ...updatedWeights, ...afterOneUpdate];
