import type { Template } from '../template.ts';

const topic = 'softmax';
const TWO = 'exp(z_1)/(exp(z_1) + exp(z_2))';

/** Softmax, alone and under the cross-entropy. */
export const SOFTMAX: readonly Template[] = [
  {
    id: 'softmax-own',
    topic,
    level: 1,
    title: 'The chance by its own score',
    idea: 'A quotient whose numerator and denominator both hold the variable. Write the result in p.',
    make(dice) {
      const [p, z] = dice.some(['p', 'q', 's', 'z', 'a'], 2);
      return {
        formula: `${p} = exp(${z}_1)/(exp(${z}_1) + exp(${z}_2))`,
        wrt: `${z}_1`,
        at: dice.positive(`${z}_1`, `${z}_2`),
        solution: `exp(${z}_1)*exp(${z}_2)/(exp(${z}_1) + exp(${z}_2))^2`,
        slip: `exp(${z}_1)/(exp(${z}_1) + exp(${z}_2))`,
      };
    },
  },
  {
    id: 'softmax-other',
    topic,
    level: 1,
    title: 'The chance by another score',
    idea: 'Only the denominator holds this variable.',
    make(dice) {
      const [p, z] = dice.some(['p', 'q', 's', 'z', 'a'], 2);
      const k = dice.one([2, 3]);
      const below = `(exp(${z}_1) + exp(${z}_2) + exp(${z}_3))`;
      return {
        formula: `${p} = exp(${z}_1)/${below}`,
        wrt: `${z}_${k}`,
        at: dice.positive(`${z}_1`, `${z}_2`, `${z}_3`),
        solution: `-exp(${z}_1)*exp(${z}_${k})/${below}^2`,
        slip: `-exp(${z}_1)/${below}^2`,
      };
    },
  },
  {
    id: 'softmax-lse',
    topic,
    level: 1,
    title: 'The logarithm of a sum of exponentials',
    idea: 'A logarithm outside, a sum inside. Only one term of the sum holds the variable.',
    make(dice) {
      const z = dice.one(['z', 'a', 's']);
      const k = dice.whole(1, 3);
      const inside = `exp(${z}_1) + exp(${z}_2) + exp(${z}_3)`;
      return {
        formula: `y = log(${inside})`,
        wrt: `${z}_${k}`,
        at: dice.positive(`${z}_1`, `${z}_2`, `${z}_3`),
        solution: `exp(${z}_${k})/(${inside})`,
        slip: `1/(${inside})`,
      };
    },
  },
  {
    id: 'softmax-line-two',
    topic,
    level: 1,
    title: 'Cross-entropy with two classes',
    idea: 'Multiply what stands above by the link from p to the score.',
    make(dice) {
      const k = dice.one([1, 2]);
      return {
        formula: `L = -log(p)\np = ${TWO}`,
        wrt: `z_${k}`,
        at: dice.positive('z_1', 'z_2'),
        begun: { lines: ['∂L/∂p = -1/p', `∂p/∂z_${k} = ${k === 1 ? '' : '-'}p*(1 - p)`], left: `∂L/∂z_${k}` },
        solution: k === 1 ? 'p - 1' : '1 - p',
        slip: k === 1 ? '1 - p' : 'p - 1',
      };
    },
  },
  {
    id: 'softmax-chances',
    topic,
    level: 2,
    title: 'Cross-entropy by the chances',
    idea: 'Each entry of the gradient holds one term of the sum.',
    make(dice) {
      const n = dice.one([3, 4]);
      return {
        formula: 'L = -sum(y*log(p))\np = softmax(z)',
        wrt: 'p',
        at: { y: dice.label(n), z: dice.numbers(n) },
        solution: '-y/p',
        slip: 'y/p',
      };
    },
  },
  {
    id: 'softmax-scores',
    topic,
    level: 2,
    title: 'Cross-entropy by the scores',
    idea: 'Every score changes every chance. The label adds up to 1, and then almost everything cancels.',
    make(dice) {
      const n = dice.one([3, 4]);
      const [y, z] = dice.one([
        ['y', 'z'],
        ['t', 'a'],
        ['y', 's'],
      ]);
      return {
        formula: `L = -sum(${y}*log(p))\np = softmax(${z})`,
        wrt: z,
        at: { [y]: dice.label(n), [z]: dice.numbers(n) },
        solution: `p - ${y}`,
        slip: `${y} - p`,
      };
    },
  },
  {
    id: 'softmax-weighted',
    topic,
    level: 2,
    title: 'A weighted sum of the chances',
    idea: 'Of what comes back to the chances, softmax takes away its mean, weighted by p.',
    make(dice) {
      const [c, z] = dice.one([
        ['c', 'z'],
        ['r', 'a'],
        ['v', 's'],
      ]);
      return {
        formula: `L = sum(${c}*p)\np = softmax(${z})`,
        wrt: z,
        at: { [c]: dice.numbers(3), [z]: dice.numbers(3) },
        solution: `p*(${c} - sum(${c}*p))`,
        slip: `p*${c}`,
      };
    },
  },
  {
    id: 'softmax-line-scores',
    topic,
    level: 2,
    title: 'From the chances to the scores',
    idea: 'Take g = ∂L/∂p. Softmax hands on p·(g − sum(g·p)), entry by entry.',
    make(dice) {
      return {
        formula: 'L = 1/2*sum((p - t)^2)\np = softmax(z)',
        wrt: 'z',
        at: { t: dice.numbers(3), z: dice.numbers(3) },
        begun: { lines: ['∂L/∂p = p - t'], left: '∂L/∂z' },
        solution: 'p*(p - t - sum(p*(p - t)))',
        slip: 'p*(p - t)',
      };
    },
  },
  {
    id: 'softmax-temperature',
    topic,
    level: 3,
    title: 'With a temperature',
    idea: 'One more link: the scores are divided before the softmax.',
    make(dice) {
      const T = dice.one(['T', 'c']);
      return {
        formula: `L = -sum(y*log(p))\np = softmax(z/${T})`,
        wrt: 'z',
        at: { y: dice.label(3), z: dice.numbers(3), ...dice.positive(T) },
        solution: `(p - y)/${T}`,
        slip: 'p - y',
      };
    },
  },
  {
    id: 'softmax-weights',
    topic,
    level: 3,
    title: 'By the weights of the scores',
    idea: 'Each row of W makes one score. Entry (i, j) is the error of score i times input j.',
    make(dice) {
      const x = dice.one(['x', 'h']);
      return {
        formula: `L = -sum(y*log(p))\np = softmax(z)\nz = W @ ${x} + b`,
        wrt: 'W',
        at: { y: dice.label(3), W: dice.numbers(3, 2), [x]: dice.numbers(2), b: dice.numbers(3) },
        solution: `outer(p - y, ${x})`,
        slip: `outer(y - p, ${x})`,
      };
    },
  },
  {
    id: 'softmax-input',
    topic,
    level: 3,
    title: 'By the input',
    idea: 'The error at the scores goes back through W, so its transpose appears.',
    make(dice) {
      return {
        formula: 'L = -sum(y*log(p))\np = softmax(z)\nz = W @ h',
        wrt: 'h',
        at: { y: dice.label(3), W: dice.numbers(3, 3), h: dice.numbers(3) },
        solution: "W' @ (p - y)",
        slip: 'W @ (p - y)',
      };
    },
  },
  {
    id: 'softmax-batch',
    topic,
    level: 3,
    title: 'A batch of softmaxes',
    idea: 'Every row is a sample of its own. The mean divides by their number.',
    make(dice) {
      const n = dice.one([2, 3]);
      return {
        formula: `L = -sum(Y*log(P))/${n}\nP = softmax(Z)`,
        wrt: 'Z',
        at: {
          Y: n === 2 ? '[[0, 1, 0], [1, 0, 0]]' : '[[0, 1, 0], [1, 0, 0], [0, 0, 1]]',
          Z: dice.numbers(n, 3),
        },
        solution: `(P - Y)/${n}`,
        slip: 'P - Y',
      };
    },
  },
];
