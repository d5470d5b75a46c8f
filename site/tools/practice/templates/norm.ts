import type { Template } from '../template.ts';

const topic = 'norm';
const EPS = '0.01';

/** Batch normalisation: scale and shift, then the mean, then all of it. */
export const NORM: readonly Template[] = [
  {
    id: 'norm-scale',
    topic,
    level: 1,
    title: 'The scale, for one number',
    idea: 'The normalised number stands beside the scale.',
    make(dice) {
      const [g, b] = dice.one([
        ['g', 'b'],
        ['γ', 'β'],
      ]);
      return {
        formula: `E = 1/2*(t - y)^2\ny = ${g}*n + ${b}\nn = (x - m)/s`,
        wrt: g,
        at: dice.positive('t', g, b, 'x', 'm', 's'),
        solution: '(y - t)*n',
        slip: 'y - t',
      };
    },
  },
  {
    id: 'norm-number',
    topic,
    level: 1,
    title: 'The input, with mean and deviation held',
    idea: 'Three links: the error, the scale, the division.',
    make(dice) {
      const [g, b] = dice.one([
        ['g', 'b'],
        ['γ', 'β'],
      ]);
      return {
        formula: `E = 1/2*(t - y)^2\ny = ${g}*n + ${b}\nn = (x - m)/s`,
        wrt: 'x',
        at: dice.positive('t', g, b, 'x', 'm', 's'),
        solution: `(y - t)*${g}/s`,
        slip: `(y - t)*${g}`,
      };
    },
  },
  {
    id: 'norm-variance',
    topic,
    level: 1,
    title: 'Through the square root',
    idea: 'Write the root as a power, and 1/√… as the power −1/2.',
    make(dice) {
      const v = dice.one(['v', 'q']);
      return {
        formula: `n = (x - m)/sqrt(${v} + ${EPS})`,
        wrt: v,
        at: dice.positive('x', 'm', v),
        solution: `-1/2*(x - m)/(${v} + ${EPS})^(3/2)`,
        slip: `(x - m)/(2*sqrt(${v} + ${EPS}))`,
      };
    },
  },
  {
    id: 'norm-line-deviation',
    topic,
    level: 1,
    title: 'Back to the deviation',
    idea: 'n holds s below the line: 1/s has the derivative −1/s².',
    make(dice) {
      const g = dice.one(['g', 'γ']);
      return {
        formula: `y = ${g}*n\nn = (x - m)/s\ns = sqrt(v + ${EPS})`,
        wrt: 'v',
        at: dice.positive(g, 'x', 'm', 'v'),
        begun: { lines: [`∂y/∂n = ${g}`], left: '∂y/∂s' },
        solution: `-${g}*(x - m)/s^2`,
        slip: `${g}*(x - m)/s^2`,
      };
    },
  },
  {
    id: 'norm-scale-batch',
    topic,
    level: 2,
    title: 'The scale, for a batch',
    idea: 'One scale serves all entries: what comes back is added up.',
    make(dice) {
      const g = dice.one(['g', 'γ']);
      return {
        formula: `L = sum(c*y)\ny = ${g}*n + b\nn = (x - m)/s`,
        wrt: g,
        at: { c: dice.numbers(4), x: dice.numbers(4), ...dice.positive(g, 'b', 'm', 's') },
        solution: 'sum(c*n)',
        slip: 'c*n',
      };
    },
  },
  {
    id: 'norm-shift-batch',
    topic,
    level: 2,
    title: 'The shift, for a batch',
    idea: 'A shift changes every entry by the same amount.',
    make(dice) {
      const b = dice.one(['b', 'β']);
      const total = dice.one(['sum', 'mean']);
      return {
        formula: `L = ${total}((t - y)^2)\ny = g*x + ${b}`,
        wrt: b,
        at: { t: dice.numbers(4), x: dice.numbers(4), ...dice.positive('g', b) },
        solution: `-2*${total}(t - y)`,
        slip: '-2*(t - y)',
      };
    },
  },
  {
    id: 'norm-mean-held',
    topic,
    level: 2,
    title: 'Back to the mean',
    idea: 'Every entry holds the mean, with a minus sign.',
    make(dice) {
      return {
        formula: 'L = sum(c*n)\nn = (x - m)/s',
        wrt: 'm',
        at: { c: dice.numbers(4), x: dice.numbers(4), ...dice.positive('m', 's') },
        solution: '-sum(c)/s',
        slip: 'sum(c)/s',
      };
    },
  },
  {
    id: 'norm-variance-batch',
    topic,
    level: 2,
    title: 'Back to the variance',
    idea: 'First to s, which every entry holds below the line, then through the root.',
    make(dice) {
      return {
        formula: `L = sum(c*n)\nn = (x - m)/s\ns = sqrt(v + ${EPS})`,
        wrt: 'v',
        at: { c: dice.numbers(4), x: dice.numbers(4), ...dice.positive('m', 'v') },
        solution: '-sum(c*(x - m))/(2*s^3)',
        slip: '-sum(c*(x - m))/s^2',
      };
    },
  },
  {
    id: 'norm-centred',
    topic,
    level: 3,
    title: 'Taking the mean away',
    idea: 'Every x stands in its own entry, and through the mean in all of them.',
    make(dice) {
      return {
        formula: 'L = sum(c*d)\nd = x - m\nm = mean(x)',
        wrt: 'x',
        at: { c: dice.numbers(4), x: dice.numbers(4) },
        solution: 'c - mean(c)',
        slip: 'c',
      };
    },
  },
  {
    id: 'norm-line-spread',
    topic,
    level: 3,
    title: 'The variance by the inputs',
    idea: 'The path over the mean cancels, since the deviations add up to 0.',
    make(dice) {
      const n = dice.one([3, 4]);
      return {
        formula: `L = sqrt(v + ${EPS})\nv = mean((x - m)^2)\nm = mean(x)`,
        wrt: 'x',
        at: { x: dice.numbers(n) },
        begun: { lines: ['∂L/∂v = 1/(2*L)'], left: '∂L/∂x' },
        solution: `(x - m)/(${n}*L)`,
        slip: '(x - m)/L',
      };
    },
  },
  {
    id: 'norm-rms',
    topic,
    level: 3,
    title: 'Dividing by the root of the mean square',
    idea: 'Each x stands above the line once, and below it in every entry.',
    make(dice) {
      return {
        formula: 'L = sum(c*n)\nn = x/r\nr = sqrt(mean(x^2))',
        wrt: 'x',
        at: { c: dice.numbers(4), x: dice.numbers(4) },
        solution: '(c - n*mean(c*n))/r',
        slip: 'c/r',
      };
    },
  },
  {
    id: 'norm-whole',
    topic,
    level: 3,
    title: 'Batch normalisation, all of it',
    idea: 'Three paths lead to x: straight, over the mean, and over the variance.',
    make(dice) {
      const g = dice.one(['g', 'γ']);
      return {
        formula: `L = sum(c*y)\ny = ${g}*n + b\nn = (x - m)/s\ns = sqrt(v + ${EPS})\nv = mean((x - m)^2)\nm = mean(x)`,
        wrt: 'x',
        at: { c: dice.numbers(4), x: dice.numbers(4), ...dice.positive(g, 'b') },
        solution: `${g}/s*(c - mean(c) - n*mean(c*n))`,
        slip: `${g}*c/s`,
      };
    },
  },
];
