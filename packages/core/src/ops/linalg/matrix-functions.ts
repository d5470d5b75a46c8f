import { doubles } from '../../array/ndarray.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { adaptive } from '../../families/adaptive.ts';
import { type Operand, operand } from '../../make/create.ts';
import type { Value } from '../../value.ts';
import { abs, add, div, mul } from '../elementwise/arithmetic.ts';
import { broadcastTo, sum } from '../reduce/sum.ts';
import { reshape } from '../shape/shape.ts';
import { matmul, product } from './matmul.ts';
import { identityFor, squareMatrices } from './matrices.ts';
import { inverse } from './solve.ts';

/**
 * A to a whole power, for each square matrix, by repeated squaring: the identity for n = 0, powers of the inverse for n < 0.
 */
export const matrixPower = takes('matrixPower', 2, (x: Operand, n: number): Value => {
  if (!Number.isSafeInteger(n)) throw argumentErrors.badOption('matrixPower', 'n', 'a whole number', n);
  const input = squareMatrices('matrixPower', x);
  let square = n < 0 ? inverse(input) : input;
  let power: Value | undefined;
  for (let rest = Math.abs(n); rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = power ? matmul(power, square) : square;
    if (rest > 1) square = matmul(square, square);
  }
  if (power === input) return reshape(input, input.shape);
  return power ?? broadcastTo(identityFor(input), input.shape);
});

/** With norms of at most 1/2 the next term of the series is below the rounding error. */
const TERMS = 15;

/**
 * eᴬ = Σ Aᵏ/k!, for each square matrix: the series of A/2ˢ, squared s times, with s such that the norm of A/2ˢ is at most
 * 1/2 (Moler and Van Loan 2003, "Nineteen dubious ways to compute the exponential of a matrix", method 3).
 *
 * @example
 * ```ts
 * import { matrixExp } from '@chainrule/core';
 * matrixExp([[0, -Math.PI], [Math.PI, 0]]).round(); // → [[-1, 0], [0, -1]]
 * ```
 */
export const matrixExp = takes(
  'matrixExp',
  1,
  (x: Operand): Value => expOf([squareMatrices('matrixExp', x)], undefined),
);

const expOf = adaptive<undefined>({
  name: 'matrixExp',
  shape: ([x]) => x.shape,
  dtype: ([x]) => x.dtype,
  run: ([x]) => seriesOf(x),
});

function seriesOf(input: Value): Value {
  const norm = doubles(sum(abs(input), { axis: -1 })).reduce((a, b) => Math.max(a, b), 0);
  const squarings = Number.isFinite(norm) ? Math.max(0, Math.ceil(Math.log2(norm)) + 1) : 0;
  const scaled = mul(input, 2 ** -squarings);
  const identity = identityFor(input);
  let result = add(identity, mul(scaled, 1 / TERMS));
  for (let k = TERMS - 1; k > 0; k--) result = add(identity, div(matmul(scaled, result), k));
  for (let k = 0; k < squarings; k++) result = matmul(result, result);
  return result;
}

/**
 * The product of a list of matrices, multiplied in the cheapest order. The first may be a vector, taken as a row, and the
 * last a vector, taken as a column. Throws a ShapeError if sizes do not fit.
 */
export const multiDot = takes('multiDot', 1, (matrices: readonly Operand[]): Value => {
  if (!Array.isArray(matrices) || matrices.length === 0)
    throw argumentErrors.badOption('multiDot', 'matrices', 'an array of at least one', matrices);
  const xs = matrices.map((x) => operand('multiDot', x));
  xs.forEach((x, k) => {
    const atEnd = k === 0 || k === xs.length - 1;
    if (x.rank !== 2 && !(atEnd && x.rank === 1)) throw shapeErrors.wrongRank('multiDot', x, 'a matrix');
  });
  if (xs.length === 1) return reshape(xs[0], xs[0].shape);
  const shapes = xs.map((x, k) => (x.rank === 2 ? x.shape : k === 0 ? [1, x.size] : [x.size, 1]));
  return cheapest(xs, [...shapes.map(([rows]) => rows), shapes[xs.length - 1][1]]);
});

/** The classic dynamic program: for each section of the list, its cost, and its product as a function. */
function cheapest(xs: readonly Value[], sizes: readonly number[]): Value {
  interface Plan {
    readonly cost: number;
    readonly make: () => Value;
  }
  const known = new Map<string, Plan>();
  const plan = (i: number, j: number): Plan => {
    if (i === j) return { cost: 0, make: () => xs[i] };
    const key = `${i} ${j}`;
    let best = known.get(key);
    for (let k = i; k < j && !known.has(key); k++) {
      const [left, right] = [plan(i, k), plan(k + 1, j)];
      const cost = left.cost + right.cost + sizes[i] * sizes[k + 1] * sizes[j + 1];
      if (!best || cost < best.cost)
        best = { cost, make: () => product('multiDot', left.make(), right.make()) };
    }
    known.set(key, best!);
    return best!;
  };
  return plan(0, xs.length - 1).make();
}
