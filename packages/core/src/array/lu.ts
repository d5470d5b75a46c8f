import { matricesOf, remembered } from './matrices.ts';
import { substitute } from './triangular.ts';

/** The result of elimination with row exchanges on a matrix A of any shape: row i of L U is row rows[i] of A. */
export interface Factors {
  /** U on and above the diagonal, the unit lower triangular L below it. */
  readonly lu: Float64Array;
  readonly rows: number[];
  /** U's diagonal, whose product is the determinant up to the parity of the exchanges. */
  readonly pivots: number[];
  /** 1 or −1. */
  readonly parity: number;
}

/** The factors of each matrix of a stack. */
export const factorsOf = remembered((x) =>
  matricesOf(x).map((a) => eliminate(a, x.shape[x.shape.length - 2], x.shape[x.shape.length - 1])),
);

/** Gaussian elimination with partial pivoting; overwrites A. A column of zeros is skipped. */
function eliminate(a: Float64Array, m: number, n: number): Factors {
  const rows = Array.from({ length: m }, (_, i) => i);
  const pivots = new Float64Array(Math.min(m, n));
  let parity = 1;
  for (let k = 0; k < pivots.length; k++) {
    let best = k;
    for (let i = k + 1; i < m; i++) if (Math.abs(a[i * n + k]) > Math.abs(a[best * n + k])) best = i;
    if (best !== k) {
      parity = -parity;
      [rows[k], rows[best]] = [rows[best], rows[k]];
      const row = a.slice(k * n, (k + 1) * n);
      a.copyWithin(k * n, best * n, (best + 1) * n);
      a.set(row, best * n);
    }
    pivots[k] = a[k * n + k];
    if (pivots[k] !== 0) for (let i = k + 1; i < m; i++) subtractRow(a, n, k, i);
  }
  return { lu: a, rows, pivots: [...pivots], parity };
}

/** Subtracts from row i the multiple of row k that clears its entry in column k, and stores the factor there. */
function subtractRow(a: Float64Array, n: number, k: number, i: number): void {
  const factor = a[i * n + k] / a[k * n + k];
  a[i * n + k] = factor;
  for (let j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
}

/** The solution X of A X = B, or of Aᵀ X = B, for B of k columns. */
export function solveFactored(
  { lu, rows }: Factors,
  b: Float64Array,
  k: number,
  transpose: boolean,
): Float64Array {
  const exchanged = new Float64Array(b.length);
  const exchange = (from: Float64Array, to: Float64Array) =>
    rows.forEach((row, i) => {
      const [source, target] = transpose ? [i, row] : [row, i];
      to.set(from.subarray(source * k, (source + 1) * k), target * k);
    });
  const lower = { upper: false, unitriangular: true, transpose };
  const upper = { upper: true, unitriangular: false, transpose };
  if (transpose) {
    substitute(lu, rows.length, b, k, upper);
    substitute(lu, rows.length, b, k, lower);
    exchange(b, exchanged);
  } else {
    exchange(b, exchanged);
    substitute(lu, rows.length, exchanged, k, lower);
    substitute(lu, rows.length, exchanged, k, upper);
  }
  return exchanged;
}
