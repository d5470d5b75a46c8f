import type { Template } from '../template.ts';
import { UNITS } from './functions.ts';

const topic = 'layers';

/** Networks with a hidden layer, from two weights to matrices. */
export const LAYERS: readonly Template[] = [
  {
    id: 'layers-outer',
    topic,
    level: 1,
    title: 'The weight of the output',
    idea: 'The hidden unit is a number here: two links lead to the outer weight.',
    make(dice) {
      const unit = dice.one(UNITS);
      const v = dice.one(['v', 'u', 'a']);
      return {
        formula: `E = 1/2*(t - o)^2\no = ${v}*h\nh = ${unit.name}(w*x)`,
        wrt: v,
        at: dice.positive('t', v, 'w', 'x'),
        solution: '(o - t)*h',
        slip: '(t - o)*h',
      };
    },
  },
  {
    id: 'layers-inner',
    topic,
    level: 1,
    title: 'The weight of the hidden unit',
    idea: 'Go from E to o, to h, to w. Going through the outer weight is one of the factors.',
    make(dice) {
      const unit = dice.one(UNITS);
      const v = dice.one(['v', 'u', 'a']);
      return {
        formula: `E = 1/2*(t - o)^2\no = ${v}*h\nh = ${unit.name}(w*x)`,
        wrt: 'w',
        at: dice.positive('t', v, 'w', 'x'),
        solution: `(o - t)*${v}*${unit.slope('h')}*x`,
        slip: `(o - t)*${unit.slope('h')}*x`,
      };
    },
  },
  {
    id: 'layers-line-hidden',
    topic,
    level: 1,
    title: 'Back to the hidden unit',
    idea: 'How does o change with h? Multiply what has come back by that.',
    make(dice) {
      const unit = dice.one(UNITS);
      const v = dice.one(['v', 'u', 'a']);
      return {
        formula: `E = 1/2*(t - o)^2\no = ${v}*h + b\nh = ${unit.name}(w*x)`,
        wrt: 'w',
        at: dice.positive('t', v, 'b', 'w', 'x'),
        begun: { lines: ['∂E/∂o = o - t'], left: '∂E/∂h' },
        solution: `(o - t)*${v}`,
        slip: '(o - t)*h',
      };
    },
  },
  {
    id: 'layers-sigmoids',
    topic,
    level: 2,
    title: 'An activation at both layers',
    idea: 'Each activation is a factor, each at its own output.',
    make(dice) {
      const [f, g] = [dice.one(UNITS), dice.one(UNITS)];
      return {
        formula: `E = 1/2*(t - o)^2\no = ${f.name}(v*h)\nh = ${g.name}(w*x)`,
        wrt: 'w',
        at: dice.positive('t', 'v', 'w', 'x'),
        solution: `(o - t)*${f.slope('o')}*v*${g.slope('h')}*x`,
        slip: `(o - t)*v*${g.slope('h')}*x`,
      };
    },
  },
  {
    id: 'layers-units',
    topic,
    level: 2,
    title: 'Two hidden units',
    idea: 'The weight feeds one of the two units. The other does not matter to it.',
    make(dice) {
      const unit = dice.one(UNITS);
      const k = dice.one([1, 2]);
      return {
        formula: `E = 1/2*(t - o)^2\no = v_1*h_1 + v_2*h_2\nh_1 = ${unit.name}(w_1*x)\nh_2 = ${unit.name}(w_2*x)`,
        wrt: `w_${k}`,
        at: dice.positive('t', 'v_1', 'v_2', 'w_1', 'w_2', 'x'),
        solution: `(o - t)*v_${k}*${unit.slope(`h_${k}`)}*x`,
        slip: `(o - t)*v_${3 - k}*${unit.slope(`h_${k}`)}*x`,
      };
    },
  },
  {
    id: 'layers-outputs',
    topic,
    level: 2,
    title: 'Two outputs, one hidden unit',
    idea: 'The hidden unit feeds both outputs: two products, added up, before the last links.',
    make(dice) {
      const unit = dice.one(UNITS);
      return {
        formula: `E = 1/2*(t_1 - o_1)^2 + 1/2*(t_2 - o_2)^2\no_1 = v_1*h\no_2 = v_2*h\nh = ${unit.name}(w*x)`,
        wrt: 'w',
        at: dice.positive('t_1', 't_2', 'v_1', 'v_2', 'w', 'x'),
        solution: `((o_1 - t_1)*v_1 + (o_2 - t_2)*v_2)*${unit.slope('h')}*x`,
        slip: `(o_1 - t_1)*v_1*${unit.slope('h')}*x`,
      };
    },
  },
  {
    id: 'layers-line-both',
    topic,
    level: 2,
    title: 'Where two errors meet',
    idea: 'A product for each output that the hidden unit feeds, and their sum.',
    make(dice) {
      const unit = dice.one(UNITS);
      return {
        formula: `E = (t_1 - o_1)^2 + (t_2 - o_2)^2\no_1 = v_1*h\no_2 = v_2*h\nh = ${unit.name}(w*x)`,
        wrt: 'w',
        at: dice.positive('t_1', 't_2', 'v_1', 'v_2', 'w', 'x'),
        begun: { lines: ['∂E/∂o_1 = -2*(t_1 - o_1)', '∂E/∂o_2 = -2*(t_2 - o_2)'], left: '∂E/∂h' },
        solution: '-2*(t_1 - o_1)*v_1 - 2*(t_2 - o_2)*v_2',
        slip: '-2*(t_2 - o_2)*v_2',
      };
    },
  },
  {
    id: 'layers-vector',
    topic,
    level: 3,
    title: 'A hidden layer as a vector',
    idea: 'The error at the sums has an entry for each hidden unit. Its outer product with x has the shape of W.',
    make(dice) {
      return {
        formula: 'E = 1/2*(t - o)^2\no = v @ h\nh = tanh(W @ x + b)',
        wrt: 'W',
        at: {
          ...dice.positive('t'),
          v: dice.numbers(3),
          W: dice.numbers(3, 2),
          x: dice.numbers(2),
          b: dice.numbers(3),
        },
        solution: 'outer((o - t)*v*(1 - h^2), x)',
        slip: 'outer((o - t)*v, x)',
      };
    },
  },
  {
    id: 'layers-biases',
    topic,
    level: 3,
    title: 'The biases of a hidden layer',
    idea: 'A bias changes its sum by the same amount, so the error at the sums is all there is.',
    make(dice) {
      const unit = dice.one(UNITS);
      return {
        formula: `E = (t - o)^2\no = v @ h\nh = ${unit.name}(W @ x + b)`,
        wrt: 'b',
        at: {
          ...dice.positive('t'),
          v: dice.numbers(3),
          W: dice.numbers(3, 2),
          x: dice.numbers(2),
          b: dice.numbers(3),
        },
        solution: `-2*(t - o)*v*${unit.slope('h')}`,
        slip: `-(t - o)*v*${unit.slope('h')}`,
      };
    },
  },
  {
    id: 'layers-batch',
    topic,
    level: 3,
    title: 'The second matrix, for a batch',
    idea: 'Rows are samples. Which product of H and the error has the shape of V?',
    make(dice) {
      const unit = dice.one(UNITS);
      return {
        formula: `E = 1/2*sum(R^2)\nR = H @ V - T\nH = ${unit.name}(X @ W)`,
        wrt: 'V',
        at: {
          X: dice.numbers(3, 2),
          W: dice.numbers(2, 2),
          V: dice.numbers(2, 2),
          T: dice.numbers(3, 2),
        },
        solution: "H' @ R",
        slip: "2*H' @ R",
      };
    },
  },
  {
    id: 'layers-batch-first',
    topic,
    level: 3,
    title: 'The first matrix, for a batch',
    idea: 'Back through V by its transpose, through the activation entry by entry, and to W by the transpose of X.',
    make(dice) {
      return {
        formula: 'E = 1/2*sum(R^2)\nR = H @ V - T\nH = tanh(X @ W)',
        wrt: 'W',
        at: {
          X: dice.numbers(3, 2),
          W: dice.numbers(2, 2),
          V: dice.numbers(2, 2),
          T: dice.numbers(3, 2),
        },
        solution: "X' @ ((R @ V')*(1 - H^2))",
        slip: "X' @ ((R @ V)*(1 - H^2))",
      };
    },
  },
];
