import { orthonormalize } from './householder.ts';
import { columnsOf, identity, matricesOf, remembered, withColumns } from './matrices.ts';

type Vectors = readonly Float64Array[];

const SWEEPS = 60;

/**
 * Turns vectors pair by pair until all of them are orthogonal, and others along with them: one-sided Jacobi rotations
 * (Hestenes 1958; Demmel and Veselić 1992). Vectors of the size of rounding errors are left as they are.
 */
function orthogonalize(vectors: Vectors, along: Vectors): void {
  const tolerance = Number.EPSILON * Math.sqrt(along.length);
  const noise = vectors.reduce((sum, x) => sum + dot(x, x), 0) * Number.EPSILON ** 2;
  for (let sweep = 0, turned = true; turned && sweep < SWEEPS; sweep++) {
    turned = false;
    for (let p = 0; p < vectors.length; p++) {
      for (let q = p + 1; q < vectors.length; q++) {
        const [a, b] = [dot(vectors[p], vectors[p]), dot(vectors[q], vectors[q])];
        const c = dot(vectors[p], vectors[q]);
        if (!(Math.abs(c) > Math.max(tolerance * Math.sqrt(a * b), noise))) continue;
        turned = true;
        const zeta = (b - a) / (2 * c);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        rotate(vectors[p], vectors[q], tangent);
        rotate(along[p], along[q], tangent);
      }
    }
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

function rotate(x: Float64Array, y: Float64Array, tangent: number): void {
  const cosine = 1 / Math.hypot(1, tangent);
  for (let i = 0; i < x.length; i++) {
    const before = x[i];
    x[i] = cosine * (before - tangent * y[i]);
    y[i] = cosine * (y[i] + tangent * before);
  }
}

const rowsOf = (a: Float64Array, n: number): Float64Array[] =>
  Array.from({ length: a.length / n }, (_, i) => a.slice(i * n, (i + 1) * n));

const times = (x: Float64Array, factor: number) => x.map((entry) => entry * factor);

/** −1 where the largest entry is negative: a vector known up to its sign is given the same one everywhere. */
const signOf = (x: Float64Array) =>
  x.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0) < 0 ? -1 : 1;

const orderBy = (key: readonly number[]) => key.map((_, i) => i).sort((i, j) => key[i] - key[j]);

/**
 * The reduced singular value decomposition of each matrix of a stack, in a matrix of k = min(m, n) columns: the
 * singular values, descending, above the left vectors, above the right ones.
 */
export const singularOf = remembered((x) => {
  const [m, n] = x.shape.slice(-2);
  return matricesOf(x).map((a) => {
    // The shorter side gives the vectors to be made orthogonal: rows of a wide matrix, columns of a tall one.
    const wide = m < n;
    const images = wide ? rowsOf(a, n) : columnsOf(a, n);
    const [k, length] = wide ? [m, n] : [n, m];
    return singular(images, columnsOf(identity(k), k), length, wide);
  });
});

function singular(images: Vectors, turned: Vectors, length: number, wide: boolean): Float64Array {
  orthogonalize(images, turned);
  const sizes = images.map((x) => Math.sqrt(dot(x, x)));
  const order = orderBy(sizes.map((size) => -size));
  // Orthogonal columns are Q R with R = diag(±size), and Q has columns where a size is 0 too.
  const q = withColumns(
    order.map((i) => images[i]),
    length,
  );
  orthonormalize(q, length, order.length);
  const long = columnsOf(q, order.length);
  const short = order.map((i, j) => times(turned[i], dot(long[j], images[i]) < 0 ? -1 : 1));
  const [left, right] = wide ? [short, long] : [long, short];
  const signs = left.map(signOf);
  return withColumns(
    order.map((i, j) => Float64Array.of(sizes[i], ...times(left[j], signs[j]), ...times(right[j], signs[j]))),
    1 + length + order.length,
  );
}

/**
 * The eigenvalues of each symmetric matrix of a stack, ascending, above its eigenvectors. The lower half is read.
 *
 * The vectors are the right singular vectors of A + c, where c is so large that no two eigenvalues of unlike sign share
 * a singular value.
 */
export const eigenOf = remembered((x) => {
  const n = x.shape[x.shape.length - 1];
  return matricesOf(x).map((a) => {
    const rows = Array.from({ length: n }, (_, i) =>
      Float64Array.from({ length: n }, (__, j) => a[Math.max(i, j) * n + Math.min(i, j)]),
    );
    const shift = 2 * Math.max(0, ...rows.map((row) => row.reduce((sum, entry) => sum + Math.abs(entry), 0)));
    const vectors = columnsOf(identity(n), n);
    orthogonalize(
      rows.map((row, i) => row.map((entry, j) => (i === j ? entry + shift : entry))),
      vectors,
    );
    const values = vectors.map((v) =>
      dot(
        v,
        Float64Array.from(rows, (row) => dot(row, v)),
      ),
    );
    return withColumns(
      orderBy(values).map((i) => Float64Array.of(values[i], ...times(vectors[i], signOf(vectors[i])))),
      1 + n,
    );
  });
});
