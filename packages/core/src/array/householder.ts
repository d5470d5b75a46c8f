import { addMultiple, dot, lengthOf, type Vectors } from './vectors.ts';

/*
 * A matrix of m rows and n ≤ m columns, A = Q R with orthonormal columns in Q and R upper triangular, by reflections
 * H = 1 − τ v vᵀ with v₀ = 1 that clear a column below the diagonal, with LAPACK's choice of signs.
 *
 * While the reflections are kept, column k holds those entries of R above and on the diagonal, and below it v, whose
 * leading 1 is understood.
 */

/** Q, in the place of A's columns. It is orthonormal also where they depend on one another. */
export function orthonormalize(columns: Vectors): void {
  const taus = columns.map((_, k) => clearBelow(columns, k));
  formQ(columns, taus);
}

/**
 * R and the reflections, in the place of A's columns, which are exchanged so that each is the longest that is left: the
 * diagonal of R falls (Businger and Golub 1965). Tells the factors τ.
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

/** Q in the place of its reflections. */
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
 * The reflection that makes all entries of a vector after the k-th zero: its v in their place, its τ, and what the k-th
 * entry becomes.
 */
export function makeReflection(x: Float64Array, k: number): { tau: number; first: number } {
  const top = x[k];
  const below = lengthOf(x, k + 1);
  if (below === 0) return { tau: 0, first: top };
  const first = top < 0 ? Math.hypot(top, below) : -Math.hypot(top, below);
  for (let i = k + 1; i < x.length; i++) x[i] /= top - first;
  return { tau: (first - top) / first, first };
}

/** x becomes H times itself. */
function reflect(x: Float64Array, v: Float64Array, k: number, tau: number): void {
  const along = tau * (x[k] + dot(x, v, k + 1));
  x[k] -= along;
  addMultiple(x, -along, v, k + 1);
}
