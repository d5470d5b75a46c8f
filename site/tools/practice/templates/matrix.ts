import type { Template } from '../template.ts';

const topic = 'matrix';

/** Gradients by vectors and by matrices. */
export const MATRIX: readonly Template[] = [
  {
    id: 'matrix-inner',
    topic,
    level: 1,
    title: 'A linear form',
    idea: 'The gradient has the shape of the variable. Which vector stands beside it?',
    make(dice) {
      const [a, x] = dice.some(['a', 'x', 'u', 'v', 'w'], 2);
      const n = dice.whole(2, 4);
      const c = dice.whole(2, 5);
      return {
        formula: `f = ${c}*(${a} @ ${x})`,
        wrt: x,
        at: { [a]: dice.numbers(n), [x]: dice.numbers(n) },
        solution: `${c}*${a}`,
        slip: a,
      };
    },
  },
  {
    id: 'matrix-distance',
    topic,
    level: 1,
    title: 'A squared distance',
    idea: 'Each entry stands in one term of the sum alone.',
    make(dice) {
      const [a, x] = dice.some(['a', 'x', 'u', 'v', 'w'], 2);
      const n = dice.whole(2, 4);
      return {
        formula: `f = sum((${a} - ${x})^2)`,
        wrt: x,
        at: { [a]: dice.numbers(n), [x]: dice.numbers(n) },
        solution: `-2*(${a} - ${x})`,
        slip: `2*(${a} - ${x})`,
      };
    },
  },
  {
    id: 'matrix-entries',
    topic,
    level: 1,
    title: 'A sum over the entries of a matrix',
    idea: 'Entry by entry: each entry of the variable stands in one term.',
    make(dice) {
      const [A, X] = dice.some(['A', 'X', 'W', 'M'], 2);
      const n = dice.whole(2, 3);
      return {
        formula: `f = sum(${A}*${X}^${n})`,
        wrt: X,
        at: { [A]: dice.numbers(2, 3), [X]: dice.numbers(2, 3) },
        solution: n === 2 ? `2*${A}*${X}` : `3*${A}*${X}^2`,
        slip: `${A}*${X}^${n - 1}`,
      };
    },
  },
  {
    id: 'matrix-line-residual',
    topic,
    level: 1,
    title: 'The error at the residual',
    idea: 'The derivative of a sum of squares by what is squared.',
    make(dice) {
      const half = dice.one([true, false]);
      return {
        formula: `f = ${half ? '1/2*' : ''}sum(r^2)\nr = A @ x - b`,
        wrt: 'x',
        at: { A: dice.numbers(3, 2), x: dice.numbers(2), b: dice.numbers(3) },
        begun: { lines: [], left: '∂f/∂r' },
        solution: half ? 'r' : '2*r',
        slip: half ? '2*r' : 'r',
      };
    },
  },
  {
    id: 'matrix-quadratic',
    topic,
    level: 2,
    title: 'A quadratic form',
    idea: 'The variable stands twice, and the matrix need not be symmetric.',
    make(dice) {
      const [A, x] = dice.one([
        ['A', 'x'],
        ['M', 'v'],
        ['S', 'u'],
      ]);
      return {
        formula: `f = ${x} @ (${A} @ ${x})`,
        wrt: x,
        at: { [A]: dice.numbers(2, 2), [x]: dice.numbers(2) },
        solution: `(${A} + ${A}') @ ${x}`,
        slip: `2*${A} @ ${x}`,
      };
    },
  },
  {
    id: 'matrix-squares',
    topic,
    level: 2,
    title: 'Least squares',
    idea: 'Back from the residual to x: by the transpose.',
    make(dice) {
      const [A, x, b] = dice.one([
        ['A', 'x', 'b'],
        ['X', 'w', 'y'],
      ]);
      const total = dice.one(['sum', 'mean']);
      return {
        formula: `f = ${total}((${A} @ ${x} - ${b})^2)`,
        wrt: x,
        at: { [A]: dice.numbers(3, 2), [x]: dice.numbers(2), [b]: dice.numbers(3) },
        solution: `2*${A}' @ (${A} @ ${x} - ${b})${total === 'mean' ? '/3' : ''}`,
        slip: total === 'mean' ? `2*${A}' @ (${A} @ ${x} - ${b})` : `${A}' @ (${A} @ ${x} - ${b})`,
      };
    },
  },
  {
    id: 'matrix-bilinear',
    topic,
    level: 2,
    title: 'A bilinear form, by its matrix',
    idea: 'Entry (i, j) of the matrix meets one entry of each vector.',
    make(dice) {
      const [a, b] = dice.some(['a', 'b', 'u', 'v'], 2);
      const n = dice.one([2, 3]);
      return {
        formula: `f = ${a} @ (W @ ${b})`,
        wrt: 'W',
        at: { [a]: dice.numbers(n), W: dice.numbers(n, n), [b]: dice.numbers(n) },
        solution: `outer(${a}, ${b})`,
        slip: `outer(${b}, ${a})`,
      };
    },
  },
  {
    id: 'matrix-trace',
    topic,
    level: 2,
    title: 'A trace',
    idea: 'tr(A X) is the sum of A_ij · X_ji.',
    make(dice) {
      const A = dice.one(['A', 'M', 'B']);
      return {
        formula: `f = trace(${A} @ X)`,
        wrt: 'X',
        at: { [A]: dice.numbers(2, 2), X: dice.numbers(2, 2) },
        solution: `${A}'`,
        slip: A,
      };
    },
  },
  {
    id: 'matrix-line-solution',
    topic,
    level: 2,
    title: 'From the residual to the variable',
    idea: 'How does r change with x? What comes back is multiplied by the transpose of that.',
    make(dice) {
      return {
        formula: 'f = sum(r^2)\nr = A @ x - b',
        wrt: 'x',
        at: { A: dice.numbers(3, 3), x: dice.numbers(3), b: dice.numbers(3) },
        begun: { lines: ['∂f/∂r = 2*r'], left: '∂f/∂x' },
        solution: "2*A' @ r",
        slip: '2*A @ r',
      };
    },
  },
  {
    id: 'matrix-frobenius',
    topic,
    level: 3,
    title: 'The squares of a product',
    idea: 'Back through a product of matrices: the other factor, transposed, on its own side.',
    make(dice) {
      const first = dice.one([true, false]);
      return {
        formula: 'f = sum(P^2)\nP = A @ B',
        wrt: first ? 'A' : 'B',
        at: { A: dice.numbers(2, 2), B: dice.numbers(2, 2) },
        solution: first ? "2*P @ B'" : "2*A' @ P",
        slip: first ? '2*P @ B' : '2*A @ P',
      };
    },
  },
  {
    id: 'matrix-norm',
    topic,
    level: 3,
    title: 'A norm, not squared',
    idea: 'The norm is a root: its derivative is the vector over its own length.',
    make(dice) {
      return {
        formula: 'f = norm(r)\nr = A @ x - b',
        wrt: 'x',
        at: { A: dice.numbers(3, 3), x: dice.numbers(3), b: dice.numbers(3) },
        solution: "A' @ r/f",
        slip: 'A @ r/f',
      };
    },
  },
  {
    id: 'matrix-trace-quadratic',
    topic,
    level: 3,
    title: 'A trace with the matrix twice',
    idea: 'Hold one X and differentiate by the other, then the reverse.',
    make(dice) {
      const A = dice.one(['A', 'M', 'S']);
      return {
        formula: `f = trace(X' @ ${A} @ X)`,
        wrt: 'X',
        at: { [A]: dice.numbers(2, 2), X: dice.numbers(2, 2) },
        solution: `(${A} + ${A}') @ X`,
        slip: `2*${A} @ X`,
      };
    },
  },
  {
    id: 'matrix-determinant',
    topic,
    level: 3,
    title: 'The logarithm of a determinant',
    idea: 'The derivative of det(X) is det(X) times an inverse, transposed.',
    make(dice) {
      const X = dice.one(['X', 'S', 'A']);
      const [a, d] = dice.some([1.2, 1.5, 1.8, 2.1], 2);
      const [b, c] = dice.some([0.3, 0.4, 0.6, 0.7], 2);
      return {
        formula: `f = logDet(${X})`,
        wrt: X,
        at: {
          [X]: JSON.stringify([
            [a, b],
            [c, d],
          ]),
        },
        solution: `inverse(${X})'`,
        slip: `inverse(${X})`,
      };
    },
  },
];
