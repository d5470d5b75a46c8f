import { norm, type Vector } from './vectors.ts';

/** A matrix by its columns. */
export type Columns = readonly Vector[];

/**
 * The p that minimises ‖A p − b‖, for A of full rank by its columns, none of them longer than b: Householder reflections make A
 * upper triangular, which keeps the digits that AᵀA would lose (Golub and Van Loan 2013, algorithm 5.3.2).
 */
export function leastSquaresSolution(columns: Columns, b: Vector): Vector {
  const a = columns.map((column) => column.slice());
  const rhs = b.slice();
  a.forEach((column, k) => {
    const v = reflector(column, k);
    for (const other of [...a.slice(k), rhs]) reflect(other, v, k);
  });
  return backSubstitution(a, rhs);
}

/** The v of I − 2 v vᵀ/vᵀv that makes zeros of a column below its k-th entry. */
function reflector(column: Vector, k: number): Vector {
  const v = column.slice();
  v.fill(0, 0, k);
  const length = norm(v);
  v[k] += v[k] < 0 ? -length : length;
  return v;
}

function reflect(x: Vector, v: Vector, from: number): void {
  let along = 0;
  let square = 0;
  for (let i = from; i < v.length; i++) {
    along += v[i] * x[i];
    square += v[i] * v[i];
  }
  if (square === 0) return;
  const factor = (2 * along) / square;
  for (let i = from; i < v.length; i++) x[i] -= factor * v[i];
}

function backSubstitution(a: Columns, rhs: Vector): Vector {
  const p = new Float64Array(a.length);
  for (let i = a.length - 1; i >= 0; i--) {
    let rest = rhs[i];
    for (let j = i + 1; j < a.length; j++) rest -= a[j][i] * p[j];
    // A parameter that nothing depends on does not move.
    p[i] = a[i][i] === 0 ? 0 : rest / a[i][i];
  }
  return p;
}
