import { makeReflection } from './householder.ts';
import { matricesOf, remembered, withColumns } from './matrices.ts';
import { addMultiple, dot, orderBy, rotate, signOf, times, type Vectors } from './vectors.ts';

/** The eigenvalues of each symmetric matrix of a stack, ascending, above its eigenvectors. The lower half is read. */
export const eigenOf = remembered((x) => {
  const n = x.shape[x.shape.length - 1];
  return matricesOf(x).map((a) => {
    const { values, vectors } = eigenpairs(a, n);
    return withColumns(
      vectors.map((v, i) => Float64Array.of(values[i], ...times(v, signOf(v)))),
      1 + n,
    );
  });
});

/**
 * The eigenvalues of a symmetric matrix, ascending, and its eigenvectors, with any sign. Reflections make A
 * tridiagonal, A = Q T Qᵀ, and implicit QL steps make T diagonal while the same rotations turn the columns of Q (Golub
 * and Van Loan 2013, "Matrix Computations", 8.3).
 */
export function eigenpairs(a: Float64Array, n: number): { values: number[]; vectors: Vectors } {
  const { diagonal, beside, vectors } = tridiagonalize(a, n);
  diagonalize(diagonal, beside, vectors);
  const order = orderBy([...diagonal]);
  return { values: order.map((i) => diagonal[i]), vectors: order.map((i) => vectors[i]) };
}

/** T's diagonal, the entries beside it, and the columns of Q. Row i of A is stored up to its diagonal. */
function tridiagonalize(a: Float64Array, n: number) {
  const rows = Array.from({ length: n }, (_, i) => a.slice(i * n, i * n + i + 1));
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const reflections: { v: Float64Array; tau: number }[] = [];
  for (let k = 0; k < n - 1; k++) {
    diagonal[k] = rows[k][k];
    const v = Float64Array.from(rows, (row, i) => (i > k ? row[k] : 0));
    const { tau, first } = makeReflection(v, k + 1);
    beside[k] = first;
    v[k + 1] = 1;
    if (tau !== 0) turnBothSides(rows, v, tau, k + 1);
    reflections.push({ v, tau });
  }
  if (n > 0) diagonal[n - 1] = rows[n - 1][n - 1];
  return { diagonal, beside, vectors: columnsOfQ(reflections, n) };
}

/** A becomes H A H, which is A − v wᵀ − w vᵀ, from row and column `from` on. */
function turnBothSides(rows: Vectors, v: Float64Array, tau: number, from: number): void {
  const w = new Float64Array(rows.length);
  for (let i = from; i < rows.length; i++) {
    const row = rows[i];
    let total = row[i] * v[i];
    for (let j = from; j < i; j++) {
      total += row[j] * v[j];
      w[j] += row[j] * v[i];
    }
    w[i] += total;
  }
  for (let i = from; i < w.length; i++) w[i] *= tau;
  addMultiple(w, (-tau / 2) * dot(w, v, from), v, from);
  for (let i = from; i < rows.length; i++) {
    const [row, p, q] = [rows[i], v[i], w[i]];
    for (let j = from; j <= i; j++) row[j] -= p * w[j] + q * v[j];
  }
}

/** The columns of the product of reflections, each of which acts on all entries but the first few. */
function columnsOfQ(reflections: readonly { v: Float64Array; tau: number }[], n: number): Vectors {
  const columns = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (__, j) => Number(i === j)),
  );
  for (let k = reflections.length - 1; k >= 0; k--) {
    const { v, tau } = reflections[k];
    for (let j = k + 1; j < n; j++) addMultiple(columns[j], -tau * dot(columns[j], v, k + 1), v, k + 1);
  }
  return columns;
}

/** Never reached in practice: two or three steps are enough for each eigenvalue. */
const STEPS = 60;

/** Makes T diagonal in place: QL steps for each row, until the entry beside its diagonal is zero. */
function diagonalize(diagonal: Float64Array, beside: Float64Array, vectors: Vectors): void {
  const n = diagonal.length;
  for (let row = 0; row < n; row++) {
    for (let step = 0; step < STEPS; step++) {
      let end = row;
      while (end < n - 1 && couples(diagonal, beside, end)) end++;
      if (end === row) break;
      stepQL(diagonal, beside, vectors, row, end);
    }
  }
}

const couples = (diagonal: Float64Array, beside: Float64Array, i: number) =>
  Math.abs(beside[i]) > Number.EPSILON * (Math.abs(diagonal[i]) + Math.abs(diagonal[i + 1]));

/** One implicit QL step with Wilkinson's shift on the rows from `first` to `last`. */
function stepQL(
  diagonal: Float64Array,
  beside: Float64Array,
  vectors: Vectors,
  first: number,
  last: number,
): void {
  const half = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
  const root = half < 0 ? half - Math.hypot(half, 1) : half + Math.hypot(half, 1);
  let g = diagonal[last] - diagonal[first] + beside[first] / root;
  let [s, c, shift] = [1, 1, 0];
  for (let i = last - 1; i >= first; i--) {
    const f = s * beside[i];
    const b = c * beside[i];
    const r = Math.hypot(f, g);
    beside[i + 1] = r;
    if (r === 0) {
      // The matrix splits into two blocks here: the next step does the rest.
      diagonal[i + 1] -= shift;
      beside[last] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = diagonal[i + 1] - shift;
    const t = (diagonal[i] - g) * s + 2 * c * b;
    shift = s * t;
    diagonal[i + 1] = g + shift;
    g = c * t - b;
    rotate(vectors[i], vectors[i + 1], c, s);
  }
  diagonal[first] -= shift;
  beside[first] = g;
  beside[last] = 0;
}
