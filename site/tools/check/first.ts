import type { Typed } from '../share/use-formula.ts';

/** A formula with what somebody derived, to begin from. */
export interface Exercise extends Partial<Typed> {
  readonly title: string;
  readonly verdict: 'right' | 'wrong' | 'coincidence';
}

export const NEURON = 'E = 1/2*(t - out)^2\nout = sigmoid(net)\nnet = w*x + b';

/** The exercise that the page opens with. */
export const FIRST: Exercise = {
  title: 'The sigmoid taken at its input',
  verdict: 'wrong',
  formula: NEURON,
  wrt: 'w',
  claim: '-(t - out) * net*(1 - net) * x',
};
