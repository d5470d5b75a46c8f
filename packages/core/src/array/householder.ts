import { addMultiple, dot, lengthOf, type Vectors } from './vectors.ts';

/*
 * Decomposes a matrix of m rows and n ≤ m columns, A = Q R, with orthonormal columns in Q and R upper triangular.
 * Reflections H = 1 − τ v vᵀ with v₀ = 1 clear a column below the diagonal, with LAPACK's choice of signs.
 *
 * While the reflections are kept, column k holds the entries of R on and above the diagonal, and below it v without its
 * leading 1.
 */

/** Replaces A's columns by Q. It is orthonormal even if they are linearly dependent. */
export function orthonormalize(columns: Vectors): void {
  const taus = columns.map((_, k) => clearBelow(columns, k));
  formQ(columns, taus);
}

/**
 * Replaces A's columns by R and the reflections. The columns are exchanged so that each is the longest one left: the
 * diagonal of R is descending (Businger and Golub 1965). Returns the factors τ.
 */
export function triangularize(columns: Float64Array[], order: number[]): number[] {
  return columns.map((_, k) => {
    let longest = k;
    let length = -1;
    for (let j = k; j < columns.length; j++) {
      const rest = lengthOf(columns[j], k);
      if (rest > length) [longest, length] = [j, rest];
    }
    for (const list of [columns, order]) [list[k], list[longest]] = [list[longest], list[k]];
    return clearBelow(columns, k);
  });
}

/** Replaces the reflections by Q. */
export function formQ(columns: Vectors, taus: readonly number[]): void {
  for (let k = columns.length - 1; k >= 0; k--) {
    const column = columns[k];
    for (let j = k + 1; j < columns.length; j++) {
      columns[j][k] = 0;
      reflect(columns[j], column, k, taus[k]);
    }
    for (let i = k + 1; i < column.length; i++) column[i] *= -taus[k];
    column[k] = 1 - taus[k];
  }
}

/** Clears column k below the diagonal and reflects the columns after it; returns τ. */
function clearBelow(columns: Vectors, k: number): number {
  const column = columns[k];
  const { tau, first } = makeReflection(column, k);
  for (let j = k + 1; j < columns.length; j++) reflect(columns[j], column, k, tau);
  column[k] = first;
  return tau;
}

/**
 * The reflection that makes all entries of a vector after the k-th zero: writes v in their place, and returns τ and the new
 * k-th entry.
 */
export function makeReflection(x: Float64Array, k: number): { tau: number; first: number } {
  const top = x[k];
  const below = lengthOf(x, k + 1);
  if (below === 0) return { tau: 0, first: top };
  const first = top < 0 ? Math.hypot(top, below) : -Math.hypot(top, below);
  for (let i = k + 1; i < x.length; i++) x[i] /= top - first;
  return { tau: (first - top) / first, first };
}

/** x becomes H x. */
function reflect(x: Float64Array, v: Float64Array, k: number, tau: number): void {
  const along = tau * (x[k] + dot(x, v, k + 1));
  x[k] -= along;
  addMultiple(x, -along, v, k + 1);
}
