import { formQ, orthonormalize, triangularize } from './householder.ts';
import { columnsOf, identity, matricesOf, remembered, withColumns } from './matrices.ts';
import { eigenpairs } from './symmetric-eigen.ts';
import { addMultiple, dot, orderBy, rotate, signOf, times, type Vectors } from './vectors.ts';

const SWEEPS = 60;

/**
 * Rotates vectors pair by pair until all of them are orthogonal, and applies the same rotations to others: one-sided Jacobi
 * rotations (Hestenes 1958; Demmel and Veselić 1992). Vectors whose squares underflow are left as they are.
 */
function orthogonalize(vectors: Vectors, along: Vectors): void {
  const tolerance = Number.EPSILON * Math.sqrt(along.length);
  const squares = new Float64Array(vectors.length);
  for (let sweep = 0, turned = true; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (let p = 0; p < vectors.length; p++) squares[p] = dot(vectors[p], vectors[p]);
    for (let p = 0; p < vectors.length; p++) {
      for (let q = p + 1; q < vectors.length; q++) {
        const [a, b] = [squares[p], squares[q]];
        const c = dot(vectors[p], vectors[q]);
        if (!(Math.abs(c) > tolerance * Math.sqrt(a) * Math.sqrt(b)) || a * b === 0) continue;
        turned = true;
        const zeta = (b - a) / (2 * c);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, tangent);
        rotate(vectors[p], vectors[q], cosine, cosine * tangent);
        rotate(along[p], along[q], cosine, cosine * tangent);
        squares[p] = squareOf(vectors[p], a, -tangent * c);
        squares[q] = squareOf(vectors[q], b, tangent * c);
      }
    }
  }
}

/** x·x, from its value `before` and its change; summed again if most of it cancelled. */
const squareOf = (x: Float64Array, before: number, change: number) =>
  before + change > before / 4 ? before + change : dot(x, x);

const rowsOf = (a: Float64Array, n: number): Float64Array[] =>
  Array.from({ length: a.length / n }, (_, i) => a.slice(i * n, (i + 1) * n));

/**
 * The reduced singular value decomposition of each matrix of a stack, in a matrix of k = min(m, n) columns: the
 * singular values, descending, above the left vectors, above the right ones.
 */
export const singularOf = remembered((x) => {
  const [m, n] = x.shape.slice(-2);
  const wide = m < n;
  return matricesOf(x).map((a) => {
    // For a wide matrix the transpose is decomposed.
    const { sizes, long, short } = singular(wide ? rowsOf(a, n) : columnsOf(a, n));
    const [left, right] = wide ? [short, long] : [long, short];
    const columns = sizes.map((size, j) => {
      const sign = signOf(left[j]);
      return Float64Array.of(size, ...times(left[j], sign), ...times(right[j], sign));
    });
    return withColumns(columns, 1 + m + n);
  });
});

/**
 * The decomposition of a matrix with these columns, at most as many as rows. Because the diagonal of R in A Π = Q R is
 * descending, rotations make the columns of Rᵀ orthogonal in few sweeps, and small singular values keep their digits if the
 * columns differ in size (Drmač and Veselić 2008, "New fast and accurate Jacobi SVD algorithm").
 *
 *   Rᵀ W = U S   →   A = (Q W) S (Π U)ᵀ
 */
function singular(columns: Float64Array[]): { sizes: number[]; long: Vectors; short: Vectors } {
  const k = columns.length;
  const places = columns.map((_, i) => i);
  const taus = triangularize(columns, places);
  const rows = places.map((_, i) => Float64Array.from(columns, (column, j) => (j < i ? 0 : column[i])));
  formQ(columns, taus);
  const turned = firstGuess(rows);
  const images = turned ? turned.map((w) => combined(rows, w)) : rows;
  const along = turned ?? columnsOf(identity(k), k);
  orthogonalize(images, along);
  const lengths = images.map((x) => Math.sqrt(dot(x, x)));
  const order = orderBy(lengths.map((length) => -length));
  // Orthogonal columns are Q R with R = diag(±size), and Q has a column even if its size is 0.
  const q = order.map((i) => images[i].slice());
  orthonormalize(q);
  const short = q.map((column, j) => {
    const sign = dot(column, images[order[j]]) < 0 ? -1 : 1;
    const back = new Float64Array(k);
    places.forEach((place, i) => {
      back[place] = sign * column[i];
    });
    return back;
  });
  return { sizes: order.map((i) => lengths[i]), long: order.map((i) => combined(columns, along[i])), short };
}

/** If the diagonal of R falls by no more than this, a product loses no digits of small singular values. */
const EVEN = 2 ** -13;

/** With fewer columns, the sweeps cost less than the first guess. */
const MANY = 24;

/**
 * W up to rounding errors, so that two or three sweeps remain: the eigenvectors of R Rᵀ, if its rows are of similar size.
 */
function firstGuess(rows: Vectors): Vectors | undefined {
  const k = rows.length;
  if (k < MANY || !(Math.abs(rows[k - 1][k - 1]) > EVEN * Math.abs(rows[0][0]))) return undefined;
  const gram = new Float64Array(k * k);
  rows.forEach((x, i) => {
    for (let j = 0; j <= i; j++) gram[i * k + j] = dot(x, rows[j], i);
  });
  // The largest first, like the rows.
  return [...eigenpairs(gram, k).vectors].reverse();
}

/** Σ wᵢ xᵢ of vectors. */
function combined(vectors: Vectors, weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  vectors.forEach((x, i) => {
    addMultiple(sum, weights[i], x);
  });
  return sum;
}
