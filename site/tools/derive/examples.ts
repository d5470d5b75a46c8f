import type { Typed } from '../share/use-formula.ts';

export interface Example extends Partial<Typed> {
  readonly title: string;
}

/** Gradients worth seeing derived. */
export const EXAMPLES: readonly Example[] = [
  {
    title: 'One neuron',
    formula: 'E = 1/2*(t - out)^2\nout = sigmoid(net)\nnet = w*x + b',
    wrt: 'w',
    at: { t: '0.01', w: '0.4', x: '0.59', b: '0.6' },
  },
  {
    title: 'Two paths to one weight',
    formula:
      'E = (t_1 - o_1)^2 + (t_2 - o_2)^2\no_1 = sigmoid(v_1*h)\no_2 = sigmoid(v_2*h)\nh = sigmoid(w*x)',
    wrt: 'w',
  },
  {
    title: 'Logistic regression',
    formula: 'L = -(y*log(p) + (1 - y)*log(1 - p))\np = sigmoid(w*x + b)',
    wrt: 'w',
    at: { y: '1' },
  },
  {
    title: 'A matrix product',
    formula: 'L = mean(r^2)\nr = X @ w - y',
    wrt: 'w',
    at: { X: '[[1, 0], [1, 1], [1, 2]]', w: '[0.5, 1]', y: '[1, 3, 5]' },
  },
  {
    title: 'The softmax with cross-entropy',
    formula: 'L = -sum(y*log(p))\np = softmax(z)',
    wrt: 'z',
    at: { y: '[0, 1, 0]', z: '[0.2, 0.5, -0.3]' },
  },
];
