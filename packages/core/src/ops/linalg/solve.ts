import { promote } from '../../array/dtype.ts';
import { type Factors, factorsOf, solveFactored } from '../../array/lu.ts';
import { identity, joined, matricesOf } from '../../array/matrices.ts';
import { broadcastShapes, type Shape, sameShape } from '../../array/shape.ts';
import { substitute, type Triangle } from '../../array/triangular.ts';
import { dataErrors } from '../../errors/data.ts';
import { shapeErrors } from '../../errors/shapes.ts';
import { takes } from '../../errors/surplus.ts';
import { describe } from '../../errors/text.ts';
import { nonlinear } from '../../families/nonlinear.ts';
import { type Operand, operand } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import { apply, type Primitive } from '../../primitive.ts';
import { known } from '../../registry.ts';
import type { Value } from '../../value.ts';
import { neg } from '../elementwise/arithmetic.ts';
import { broadcastTo } from '../reduce/sum.ts';
import { tril, triu } from '../shape/diagonal.ts';
import { expandDims, squeeze } from '../shape/shape.ts';
import { matmul } from './matmul.ts';
import { mT, squareMatrices, stackShape } from './matrices.ts';

/*
 * Linear systems: X of A X = B. With g the gradient of X, that of B solves the transposed system, Ḃ = A⁻ᵀ g, and that
 * of A is −Ḃ Xᵀ (Giles 2008, "Collected matrix derivative results for forward and reverse mode algorithmic
 * differentiation").
 */

type Kernel = (a: Value, bs: Float64Array[], columns: number, triangle: Triangle) => Float64Array[];

function solver(
  name: string,
  kernel: Kernel,
  free: (gradient: Value, triangle: Triangle) => Value,
): Primitive<Triangle> {
  const primitive: Primitive<Triangle> = known({
    name,
    shape: ([, b]) => b.shape,
    dtype: ([a, b]) => promote(a.dtype, b.dtype),
    array: ([a, b], _, dtype, triangle) =>
      joined(kernel(a, matricesOf(b), b.shape[b.rank - 1], triangle), dtype),
    differentiable: () => true,
    vjp: (g, y, [a], input, triangle) => {
      const gb = apply(primitive, [a, g], { ...triangle, transpose: !triangle.transpose });
      if (input === 1) return gb;
      const [left, right] = triangle.transpose ? [y, gb] : [gb, y];
      return neg(free(matmul(left, mT(right)), triangle));
    },
  });
  return primitive;
}

function checkPivots(operation: string, x: Value, matrix: number, pivots: ArrayLike<number>): void {
  const zero = Array.prototype.indexOf.call(pivots, 0);
  if (zero >= 0) throw dataErrors.singular(operation, x, matrix, zero + 1);
}

/** The factors of matrices, which must not be singular. */
const regular = (operation: string, x: Value): Factors[] => {
  const all = factorsOf(x);
  all.forEach(({ pivots }, i) => {
    checkPivots(operation, x, i, pivots);
  });
  return all;
};

const solvePrimitive = solver(
  'solve',
  (a, bs, columns, { transpose }) =>
    regular('solve', a).map((factors, i) => solveFactored(factors, bs[i], columns, transpose)),
  (gradient) => gradient,
);

const triangularPrimitive = solver(
  'triangularSolve',
  (a, bs, columns, triangle) => {
    const n = a.shape[a.rank - 1];
    matricesOf(a).forEach((t, i) => {
      if (!triangle.unitriangular)
        checkPivots(
          'triangularSolve',
          a,
          i,
          t.filter((_, at) => at % (n + 1) === 0),
        );
      substitute(t, n, bs[i], columns, triangle);
    });
    return bs;
  },
  (gradient, { upper, unitriangular }) =>
    upper ? triu(gradient, { offset: +unitriangular }) : tril(gradient, { offset: -unitriangular }),
);

/** The right side of A X = B. */
interface RightSide {
  /** The right side as columns. */
  readonly B: Value;
  /** Whether it was a vector, or a stack of as many vectors as there are matrices. */
  readonly isVector: boolean;
  /** The shape of the stack that the two make together. */
  readonly stack: Shape;
}

export function rightSide(operation: string, A: Value, b: Operand): RightSide {
  const given = operand(operation, b);
  const isVector = given.rank === 1 || sameShape(given.shape, A.shape.slice(0, -1));
  const B = isVector ? expandDims(given, -1) : given;
  const m = A.shape[A.rank - 2];
  if (B.rank < 2 || B.shape[B.rank - 2] !== m)
    throw shapeErrors.unfit(operation, `${m} rows on the right of ${describe(A)}`, given);
  const stack = broadcastShapes(stackShape(A), stackShape(B));
  if (!stack) throw shapeErrors.notBroadcastable(operation, [A, given]);
  return { B, isVector, stack };
}

function applySolver(
  primitive: Primitive<Triangle>,
  a: Operand,
  b: Operand,
  triangle: Triangle,
  operation = primitive.name,
): Value {
  const A = squareMatrices(operation, a);
  const { B, isVector, stack } = rightSide(operation, A, b);
  const inputs = [A, B].map((x) => {
    const shape = [...stack, ...x.shape.slice(-2)];
    return sameShape(x.shape, shape) ? x : broadcastTo(x, shape);
  });
  const X = apply(primitive, inputs, triangle);
  return isVector ? squeeze(X, { axis: -1 }) : X;
}

/**
 * The solution X of A X = B, `[…, n, n]` and `[…, n, k] → […, n, k]`, by elimination with partial pivoting. B may be a
 * vector, or a stack of vectors, one for each matrix. With g the gradient of X, that of B is A⁻ᵀ g =: Ḃ, that of A −Ḃ Xᵀ.
 *
 * Throws a DataError for a singular matrix.
 *
 * @example
 * ```ts
 * import { solve, value } from '@chainrule/core';
 * const A = value([[2, 1], [1, 3]], { name: 'A' });
 * solve(A, [3, 5]); // → [0.8, 1.4]
 * solve(value([[1, 2], [2, 4]], { name: 'A' }), [3, 5]); // → throws A [2, 2] is singular: pivot 2 of 2 is 0
 * ```
 */
export const solve = takes(
  'solve',
  2,
  (a: Operand, b: Operand): Value =>
    applySolver(solvePrimitive, a, b, { upper: false, unitriangular: false, transpose: false }),
);

/** How `triangularSolve` reads the matrix. */
export type TriangularOptions = { -readonly [Option in keyof Triangle]?: Triangle[Option] };

/**
 * The solution X of T X = B for triangular T, with the shapes and errors of `solve`. T is lower triangular unless `upper` is
 * true; the other half is never read and gets no gradient. `unitriangular` takes the diagonal as 1; `transpose` solves Tᵀ X
 * = B.
 */
export const triangularSolve = takes(
  'triangularSolve',
  3,
  (t: Operand, b: Operand, options: TriangularOptions = {}): Value =>
    solveTriangle('triangularSolve', t, b, options),
);

/** `triangularSolve` on behalf of another operation. */
export function solveTriangle(operation: string, t: Operand, b: Operand, options: TriangularOptions): Value {
  const {
    upper = false,
    unitriangular = false,
    transpose = false,
  } = optionsOf(operation, options, 'upper, unitriangular, transpose');
  return applySolver(triangularPrimitive, t, b, { upper, unitriangular, transpose }, operation);
}

/** Its attribute is the operation that errors name. */
const inversePrimitive = nonlinear<string>('inverse', {
  shape: (x) => x.shape,
  parts: (x, operation) => {
    const n = x.shape[x.rank - 1];
    return regular(operation, x).map((factors) => solveFactored(factors, identity(n), n, false));
  },
  vjp: (g, y) => neg(matmul(mT(y), matmul(g, mT(y)))),
});

/**
 * A⁻¹ of each matrix: with g the gradient of Y = A⁻¹, that of A is −Yᵀ g Yᵀ. To multiply by A⁻¹, use `solve`.
 *
 * Throws a DataError for a singular matrix.
 */
export const inverse = takes('inverse', 1, (x: Operand): Value => inverseFor('inverse', x));

/** `inverse` on behalf of another operation. */
export function inverseFor(operation: string, x: Operand): Value {
  return apply(inversePrimitive, [squareMatrices(operation, x)], operation);
}
