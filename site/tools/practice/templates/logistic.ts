import type { Template } from '../template.ts';

const topic = 'logistic';
const ENTROPY = '-(y*log(p) + (1 - y)*log(1 - p))';

/** The label, and numbers for the rest. */
const label = (y: 0 | 1) => ({ y: String(y) });

/** Logistic regression, from one feature to a batch. */
export const LOGISTIC: readonly Template[] = [
  {
    id: 'logistic-chance',
    topic,
    level: 1,
    title: 'How the chance changes with a weight',
    idea: 'The sigmoid has a derivative that is written in its own value.',
    make(dice) {
      const [p, z] = dice.one([
        ['p', 'z'],
        ['q', 'a'],
        ['out', 'net'],
      ]);
      const [w, x] = dice.one([
        ['w', 'x'],
        ['b', 'x'],
        ['x', 'w'],
      ]);
      return {
        formula: `${p} = sigmoid(${z})\n${z} = ${w}*${x} + c`,
        wrt: w,
        at: dice.positive(w, x, 'c'),
        solution: `${p}*(1 - ${p})*${x}`,
        slip: `${p}*(1 - ${p})`,
      };
    },
  },
  {
    id: 'logistic-loss',
    topic,
    level: 1,
    title: 'The loss by the chance',
    idea: 'Two terms. The inside of the second logarithm has a derivative of its own.',
    make(dice) {
      const p = dice.one(['p', 'q', 'a']);
      const y = dice.one(['y', 't']);
      return {
        formula: `L = -(${y}*log(${p}) + (1 - ${y})*log(1 - ${p}))`,
        wrt: p,
        at: { ...dice.positive(y), [p]: dice.one(['0.3', '0.4', '0.6', '0.7']) },
        solution: `-${y}/${p} + (1 - ${y})/(1 - ${p})`,
        slip: `-${y}/${p} - (1 - ${y})/(1 - ${p})`,
      };
    },
  },
  {
    id: 'logistic-line-slope',
    topic,
    level: 1,
    title: 'The link through the sigmoid',
    idea: 'The derivative of the sigmoid, written in its own value.',
    make(dice) {
      const p = dice.one(['p', 'q', 'a']);
      return {
        formula: `L = -log(${p})\n${p} = sigmoid(z)\nz = w*x + b`,
        wrt: 'w',
        at: dice.positive('w', 'x', 'b'),
        begun: { lines: [`∂L/∂w = ∂L/∂${p}*∂${p}/∂z*∂z/∂w`, `∂L/∂${p} = -1/${p}`], left: `∂${p}/∂z` },
        solution: `${p}*(1 - ${p})`,
        slip: 'z*(1 - z)',
      };
    },
  },
  {
    id: 'logistic-weight',
    topic,
    level: 2,
    title: 'The loss by a weight',
    idea: 'Multiply ∂L/∂p by p·(1 − p): almost everything cancels.',
    make(dice) {
      const [w, x] = dice.one([
        ['w', 'x'],
        ['v', 'x'],
        ['w', 'u'],
      ]);
      return {
        formula: `L = ${ENTROPY}\np = sigmoid(${w}*${x} + b)`,
        wrt: w,
        at: { ...label(dice.one([0, 1])), ...dice.positive(w, x, 'b') },
        solution: `(p - y)*${x}`,
        slip: `(y - p)*${x}`,
      };
    },
  },
  {
    id: 'logistic-features',
    topic,
    level: 2,
    title: 'Two features',
    idea: 'The error at z is the same for all weights. What stands beside the weight differs.',
    make(dice) {
      const k = dice.one([1, 2]);
      return {
        formula: `L = ${ENTROPY}\np = sigmoid(z)\nz = w_1*x_1 + w_2*x_2 + b`,
        wrt: `w_${k}`,
        at: { ...label(dice.one([0, 1])), ...dice.positive('w_1', 'x_1', 'w_2', 'x_2', 'b') },
        solution: `(p - y)*x_${k}`,
        slip: `(p - y)*x_${3 - k}`,
      };
    },
  },
  {
    id: 'logistic-line-error',
    topic,
    level: 2,
    title: 'The error at z',
    idea: 'Multiply the two lines above, and simplify.',
    make(dice) {
      return {
        formula: `L = ${ENTROPY}\np = sigmoid(z)\nz = w*x + b`,
        wrt: 'w',
        at: { ...label(dice.one([0, 1])), ...dice.positive('w', 'x', 'b') },
        begun: { lines: ['∂L/∂p = (p - y)/(p*(1 - p))', '∂p/∂z = p*(1 - p)'], left: '∂L/∂z' },
        solution: 'p - y',
        slip: '(p - y)/(p*(1 - p))',
      };
    },
  },
  {
    id: 'logistic-margin',
    topic,
    level: 2,
    title: 'Labels −1 and 1',
    idea: 'A logarithm, a sum with an exponential in it, and an exponent: one factor each.',
    make(dice) {
      const y = dice.one(['y', 't']);
      return {
        formula: `L = log(1 + exp(-m))\nm = ${y}*(w*x + b)`,
        wrt: 'w',
        at: { ...dice.positive('w', 'x', 'b'), [y]: dice.one(['1', '-1']) },
        solution: `-${y}*x*exp(-m)/(1 + exp(-m))`,
        slip: `-${y}*x/(1 + exp(-m))`,
      };
    },
  },
  {
    id: 'logistic-batch',
    topic,
    level: 3,
    title: 'A batch of samples',
    idea: 'The error of each sample is p − y. Which product of X with it has the shape of w?',
    make(dice) {
      const n = dice.one([3, 4]);
      return {
        formula: `L = mean(${ENTROPY})\np = sigmoid(z)\nz = X @ w + b`,
        wrt: 'w',
        at: {
          X: dice.numbers(n, 2),
          w: dice.numbers(2),
          ...dice.positive('b'),
          y: n === 3 ? '[1, 0, 1]' : '[1, 0, 0, 1]',
        },
        solution: `X' @ (p - y)/${n}`,
        slip: `X' @ (p - y)`,
      };
    },
  },
  {
    id: 'logistic-bias',
    topic,
    level: 3,
    title: 'The bias of a batch',
    idea: 'One bias serves all samples: what comes back to it is added up.',
    make(dice) {
      const total = dice.one(['mean', 'sum']);
      return {
        formula: `L = ${total}(${ENTROPY})\np = sigmoid(X @ w + b)`,
        wrt: 'b',
        at: { X: dice.numbers(3, 2), w: dice.numbers(2), ...dice.positive('b'), y: '[0, 1, 1]' },
        solution: `${total}(p - y)`,
        slip: total === 'mean' ? '(p - y)/3' : 'p - y',
      };
    },
  },
  {
    id: 'logistic-decay',
    topic,
    level: 3,
    title: 'With weight decay',
    idea: 'The penalty adds a term of its own, which the data do not touch.',
    make(dice) {
      const half = dice.one([true, false]);
      return {
        formula: `L = sum(${ENTROPY}) + ${half ? 'c/2' : 'c'}*sum(w^2)\np = sigmoid(X @ w)`,
        wrt: 'w',
        at: { X: dice.numbers(3, 2), w: dice.numbers(2), ...dice.positive('c'), y: '[0, 1, 1]' },
        solution: `X' @ (p - y) + ${half ? 'c' : '2*c'}*w`,
        slip: `X' @ (p - y)`,
      };
    },
  },
];
