import { type Exercise, FIRST, NEURON } from './first.ts';

export interface Topic {
  readonly topic: string;
  readonly exercises: readonly Exercise[];
}

const LOGISTIC = 'L = -(y*log(p) + (1 - y)*log(1 - p))\np = sigmoid(w*x + b)';
const SQUARES = 'L = sum((X @ w - y)^2)';
const RIDGE = 'L = sum((X @ w - y)^2) + lambda*sum(w^2)';
const SAMPLES = { X: '[[1, 2], [3, 4], [5, 7]]', w: '[0.5, -1]', y: '[1, 0, 2]' };
const SOFTMAX = 'L = -sum(y*log(p))\np = softmax(z)';
const CLASSES = { y: '[0, 1, 0]', z: '[0.2, 0.5, -0.3]' };
const BATCH_NORM =
  'L = sum(c*y)\ny = gamma*n + beta\nn = d/sqrt(v + 0.1)\nv = mean(d^2)\nd = x - m\nm = mean(x)';
const BATCH = { x: '[0.5, -1, 2, 0.3]', c: '[1, 0.5, -0.3, 0.7]', gamma: '1.5', beta: '0.2' };
const LAYER_NORM =
  'L = sum(c*y)\ny = g*n + b\nn = d/sqrt(mean(d^2, axis=1, keepDims=true) + 0.1)\nd = x - mean(x, axis=1, keepDims=true)';
const ROWS = {
  x: '[[0.5, -1, 2], [0.3, 0.8, -0.6]]',
  c: '[[1, 0.5, -0.3], [0.7, -0.2, 0.4]]',
  g: '[1.2, 0.8, 1]',
  b: '[0.1, 0, -0.2]',
};
const ATTENTION = "L = sum(C*O)\nO = A @ V\nA = softmax(S, axis=1)\nS = Q @ K' / sqrt(2)";
const HEADS = {
  C: '[[1, 0.5], [-0.3, 0.7]]',
  V: '[[0.2, 0.4], [0.6, -0.1], [0.3, 0.5]]',
  Q: '[[0.5, -0.2], [0.1, 0.8]]',
  K: '[[0.3, 0.7], [-0.4, 0.2], [0.6, 0.1]]',
};
const LSTM = 'E = 1/2*(t - h)^2\nh = o*tanh(c)\nc = f*c_0 + i*g\nf = sigmoid(w_f*x + u_f*h_0)';
const TWO_LAYERS = 'E = sum((t - out)^2)\nout = h @ W2\nh = tanh(x @ W1)';
const LAYERS = {
  x: '[[1, 0.5], [-0.3, 0.8]]',
  t: '[[0.2], [0.9]]',
  W1: '[[0.4, -0.2, 0.1], [0.3, 0.5, -0.6]]',
  W2: '[[0.7], [-0.4], [0.2]]',
};
const TUTORIAL = { t: '0.01', w: '0.4', x: '0.59', b: '0.6' };

/** Classic exercises. Some of the gradients are wrong, each in a way that is often met. */
export const TOPICS: readonly Topic[] = [
  {
    topic: 'Rules',
    exercises: [
      {
        title: 'A product: f′·g′ for the product rule',
        verdict: 'wrong',
        formula: 'y = x^2 * sin(x)',
        wrt: 'x',
        claim: '2*x*cos(x)',
      },
      {
        title: 'A quotient',
        verdict: 'wrong',
        formula: 'y = sin(x)/x^2',
        wrt: 'x',
        claim: '(cos(x)*x^2 - sin(x)*2*x)/x^2',
      },
      {
        title: 'x to the power of x',
        verdict: 'right',
        formula: 'y = x^x',
        wrt: 'x',
        claim: 'x^x * (log(x) + 1)',
        at: { x: '1.7' },
      },
      {
        title: 'An exponential, by the rule for powers',
        verdict: 'wrong',
        formula: 'y = 2^x',
        wrt: 'x',
        claim: 'x*2^(x - 1)',
      },
    ],
  },
  {
    topic: 'One neuron',
    exercises: [
      FIRST,
      {
        title: 'The same in another form',
        verdict: 'right',
        formula: NEURON,
        wrt: 'w',
        claim: '(out - t) * (out - out^2) * x',
      },
      {
        title: 'Derived line by line',
        verdict: 'wrong',
        formula: NEURON,
        wrt: 'w',
        mode: 'lines',
        lines:
          '∂E/∂out = -(t - out)\n∂out/∂net = net*(1 - net)\n∂net/∂w = x\n∂E/∂w = ∂E/∂out * ∂out/∂net * ∂net/∂w',
        at: TUTORIAL,
      },
      {
        title: 'The numbers of a program',
        verdict: 'wrong',
        formula: NEURON,
        wrt: 'w',
        mode: 'values',
        values: 'net = 0.836\nout = 0.6976\ndout = 0.6876\ndnet = 0.6876\ndw = 0.4057',
        at: TUTORIAL,
      },
    ],
  },
  {
    topic: 'Logistic regression',
    exercises: [
      {
        title: 'Cross-entropy of a sigmoid',
        verdict: 'right',
        formula: LOGISTIC,
        wrt: 'w',
        claim: '(p - y)*x',
      },
      {
        title: 'The sigmoid’s derivative once more',
        verdict: 'wrong',
        formula: LOGISTIC,
        wrt: 'w',
        claim: '(p - y)*p*(1 - p)*x',
      },
      {
        title: 'The sum over all samples',
        verdict: 'right',
        formula: 'L = -sum(y*log(p) + (1 - y)*log(1 - p))\np = sigmoid(X @ w)',
        wrt: 'w',
        claim: "X' @ (p - y)",
        at: { X: '[[1, 2], [0.5, -1], [1.5, 0.3]]', w: '[0.5, -1]', y: '[1, 0, 1]' },
      },
    ],
  },
  {
    topic: 'Least squares and ridge',
    exercises: [
      {
        title: 'Least squares with a matrix',
        verdict: 'right',
        formula: SQUARES,
        wrt: 'w',
        claim: "2 * X' @ (X @ w - y)",
        at: SAMPLES,
      },
      {
        title: 'The factor 2 forgotten',
        verdict: 'wrong',
        formula: SQUARES,
        wrt: 'w',
        claim: "X' @ (X @ w - y)",
        at: SAMPLES,
      },
      {
        title: 'Ridge regression',
        verdict: 'right',
        formula: RIDGE,
        wrt: 'w',
        claim: "2*X' @ (X @ w - y) + 2*lambda*w",
        at: { ...SAMPLES, lambda: '0.1' },
      },
      {
        title: 'Ridge, with the penalty left out',
        verdict: 'wrong',
        formula: RIDGE,
        wrt: 'w',
        claim: "2*X' @ (X @ w - y)",
        at: { ...SAMPLES, lambda: '0.1' },
      },
      {
        title: 'The norm ‖Ax − b‖, not squared',
        verdict: 'right',
        formula: 'f = ‖A @ x - b‖',
        wrt: 'x',
        claim: "A' @ (A @ x - b) / ‖A @ x - b‖",
        at: { A: '[[2, 1], [0, 3], [1, 1]]', x: '[1, -2]', b: '[0.5, 1, 2]' },
      },
    ],
  },
  {
    topic: 'Matrix identities',
    exercises: [
      {
        title: 'tr(AXB)',
        verdict: 'right',
        formula: 'f = trace(A @ X @ B)',
        wrt: 'X',
        claim: "A' @ B'",
        at: { A: '[[1, 2], [3, 4]]', X: '[[0.5, -1], [2, 0.3]]', B: '[[2, 0], [1, -1]]' },
      },
      {
        title: 'tr(AXB), transposed',
        verdict: 'wrong',
        formula: 'f = trace(A @ X @ B)',
        wrt: 'X',
        claim: 'B @ A',
        at: { A: '[[1, 2], [3, 4]]', X: '[[0.5, -1], [2, 0.3]]', B: '[[2, 0], [1, -1]]' },
      },
      {
        title: 'xᵀAx, for a matrix that is not symmetric',
        verdict: 'wrong',
        formula: 'f = x @ (A @ x)',
        wrt: 'x',
        claim: '2 * A @ x',
        at: { A: '[[2, 1], [0, 3]]', x: '[1, -2]' },
      },
      {
        title: 'xᵀAx, for any matrix',
        verdict: 'right',
        formula: 'f = x @ (A @ x)',
        wrt: 'x',
        claim: "(A + A') @ x",
        at: { A: '[[2, 1], [0, 3]]', x: '[1, -2]' },
      },
      {
        title: 'The logarithm of a determinant',
        verdict: 'right',
        formula: 'f = log(det(X))',
        wrt: 'X',
        claim: "inverse(X)'",
        at: { X: '[[2, 1], [0.5, 3]]' },
      },
    ],
  },
  {
    topic: 'Softmax and cross-entropy',
    exercises: [
      {
        title: 'Cross-entropy of a softmax',
        verdict: 'right',
        formula: SOFTMAX,
        wrt: 'z',
        claim: 'p - y',
        at: CLASSES,
      },
      {
        title: 'The difference the wrong way round',
        verdict: 'wrong',
        formula: SOFTMAX,
        wrt: 'z',
        claim: 'y - p',
        at: CLASSES,
      },
      {
        title: 'A softmax, as if entry by entry',
        verdict: 'wrong',
        formula: 'f = sum(c*p)\np = softmax(z)',
        wrt: 'z',
        claim: 'c*p*(1 - p)',
        at: { c: '[1, -0.5, 2]', z: '[0.2, 0.5, -0.3]' },
      },
      {
        title: 'A softmax with its whole Jacobian',
        verdict: 'right',
        formula: 'f = sum(c*p)\np = softmax(z)',
        wrt: 'z',
        claim: 'p*(c - sum(c*p))',
        at: { c: '[1, -0.5, 2]', z: '[0.2, 0.5, -0.3]' },
      },
    ],
  },
  {
    topic: 'Normalisation',
    exercises: [
      {
        title: 'Batch norm: its scale γ',
        verdict: 'right',
        formula: BATCH_NORM,
        wrt: 'gamma',
        claim: 'sum(c*n)',
        at: BATCH,
      },
      {
        title: 'Batch norm: its input',
        verdict: 'right',
        formula: BATCH_NORM,
        wrt: 'x',
        claim: 'gamma/sqrt(v + 0.1) * (c - mean(c) - n*mean(c*n))',
        at: BATCH,
      },
      {
        title: 'Batch norm, mean and variance taken as constants',
        verdict: 'wrong',
        formula: BATCH_NORM,
        wrt: 'x',
        claim: 'gamma/sqrt(v + 0.1) * c',
        at: BATCH,
      },
      {
        title: 'Layer norm: its gain, not added up over the rows',
        verdict: 'wrong',
        formula: LAYER_NORM,
        wrt: 'g',
        claim: 'c*n',
        at: ROWS,
      },
      {
        title: 'Layer norm: its gain',
        verdict: 'right',
        formula: LAYER_NORM,
        wrt: 'g',
        claim: 'sum(c*n, axis=0)',
        at: ROWS,
      },
    ],
  },
  {
    topic: 'Attention',
    exercises: [
      {
        title: 'The values',
        verdict: 'right',
        formula: ATTENTION,
        wrt: 'V',
        claim: "A' @ C",
        at: HEADS,
      },
      {
        title: 'A backward pass, √d forgotten',
        verdict: 'wrong',
        formula: ATTENTION,
        wrt: 'Q',
        mode: 'pass',
        pass: "dO = C\ndV = A' @ dO\ndA = dO @ V'\ndS = A*(dA - sum(A*dA, axis=1, keepDims=true))\ndQ = dS @ K\ndK = dS' @ Q / sqrt(2)",
        at: HEADS,
      },
    ],
  },
  {
    topic: 'Networks',
    exercises: [
      {
        title: 'Two layers: a link of the chain is missing',
        verdict: 'wrong',
        formula: 'E = (t - out)^2\nout = tanh(v*h)\nh = tanh(w*x)',
        wrt: 'w',
        claim: '-2*(t - out) * (1 - out^2) * v * x',
      },
      {
        title: 'Two layers of matrices, the whole backward pass',
        verdict: 'right',
        formula: TWO_LAYERS,
        wrt: 'W1',
        mode: 'pass',
        pass: "dout = 2*(out - t)\ndW2 = h' @ dout\ndh = dout @ W2'\ndW1 = x' @ (dh * (1 - h^2))",
        at: LAYERS,
      },
      {
        title: 'The same, with a transpose missing',
        verdict: 'wrong',
        formula: TWO_LAYERS,
        wrt: 'W1',
        mode: 'pass',
        pass: "dout = 2*(out - t)\ndW2 = h' @ dout\ndh = dout @ W2'\ndW1 = x @ (dh * (1 - h^2))",
        at: LAYERS,
      },
      {
        title: 'The forget gate of an LSTM',
        verdict: 'right',
        formula: LSTM,
        wrt: 'w_f',
        claim: '(h - t) * o*(1 - tanh(c)^2) * c_0 * f*(1 - f) * x',
      },
      {
        title: 'The forget gate, with the new state for the old',
        verdict: 'wrong',
        formula: LSTM,
        wrt: 'w_f',
        claim: '(h - t) * o*(1 - tanh(c)^2) * c * f*(1 - f) * x',
      },
      {
        title: 'A ReLU, right on this side of its kink',
        verdict: 'right',
        formula: 'E = (t - relu(w*x))^2',
        wrt: 'w',
        claim: '-2*(t - w*x)*x',
      },
    ],
  },
];
