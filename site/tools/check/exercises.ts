/** A formula with a gradient that somebody derived, to begin from. */
export interface Exercise {
  readonly title: string;
  readonly formula: string;
  readonly wrt: string;
  readonly claim: string;
  readonly at?: Readonly<Record<string, string>>;
}

/** Classic exercises. Some of the gradients are wrong, each in a way that is often met. */
export const EXERCISES: readonly Exercise[] = [
  {
    title: 'One neuron: the sigmoid taken at its input',
    formula: 'E = 1/2*(t - out)^2\nout = sigmoid(net)\nnet = w*x + b',
    wrt: 'w',
    claim: '-(t - out) * net*(1 - net) * x',
  },
  {
    title: 'One neuron, right',
    formula: 'E = 1/2*(t - out)^2\nout = sigmoid(net)\nnet = w*x + b',
    wrt: 'w',
    claim: '(out - t) * (out - out^2) * x',
  },
  {
    title: 'Two layers: one link of the chain is missing',
    formula: 'E = (t - tanh(v*h))^2\nh = tanh(w*x)',
    wrt: 'w',
    claim: '-2*(t - tanh(v*h)) * (1 - tanh(v*h)^2) * v * x',
  },
  {
    title: 'Logistic regression with cross-entropy',
    formula: 'L = -(y*log(p) + (1 - y)*log(1 - p))\np = sigmoid(w*x + b)',
    wrt: 'w',
    claim: '(p - y)*x',
  },
  {
    title: 'A product: f′·g′ in place of the product rule',
    formula: 'y = x^2 * sin(x)',
    wrt: 'x',
    claim: '2*x*cos(x)',
  },
  {
    title: 'Least squares with a matrix',
    formula: 'L = sum((X @ w - y)^2)',
    wrt: 'w',
    claim: "2 * X' @ (X @ w - y)",
    at: { X: '[[1, 2], [3, 4], [5, 7]]', w: '[0.5, -1]', y: '[1, 0, 2]' },
  },
  {
    title: 'A quadratic form, for a matrix that is not symmetric',
    formula: 'f = x @ (A @ x)',
    wrt: 'x',
    claim: '2 * A @ x',
    at: { A: '[[2, 1], [0, 3]]', x: '[1, -2]' },
  },
];
