/*
 * A matrix of m rows and n ≤ m columns, A = Q R with orthonormal columns in Q and R upper triangular, by reflections
 * H = 1 − τ v vᵀ with v₀ = 1 that clear a column below the diagonal, with LAPACK's choice of signs.
 */

/** Q, in the place of A. It is orthonormal also where A's columns depend on one another. */
export function orthonormalize(a: Float64Array, m: number, n: number): void {
  const taus = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    taus[k] = makeReflection(a, m, n, k);
    for (let j = k + 1; j < n; j++) reflect(a, m, n, k, j, taus[k]);
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) {
      a[k * n + j] = 0;
      reflect(a, m, n, k, j, taus[k]);
    }
    for (let i = k + 1; i < m; i++) a[i * n + k] *= -taus[k];
    a[k * n + k] = 1 - taus[k];
  }
}

/** Puts v in the place of the column below the diagonal, and returns τ. */
function makeReflection(a: Float64Array, m: number, n: number, k: number): number {
  const top = a[k * n + k];
  let below = 0;
  for (let i = k + 1; i < m; i++) below = Math.hypot(below, a[i * n + k]);
  if (below === 0) return 0;
  const diagonal = top < 0 ? Math.hypot(top, below) : -Math.hypot(top, below);
  for (let i = k + 1; i < m; i++) a[i * n + k] /= top - diagonal;
  return (diagonal - top) / diagonal;
}

/** Column j becomes H times itself. */
function reflect(a: Float64Array, m: number, n: number, k: number, j: number, tau: number): void {
  let along = a[k * n + j];
  for (let i = k + 1; i < m; i++) along += a[i * n + k] * a[i * n + j];
  along *= tau;
  a[k * n + j] -= along;
  for (let i = k + 1; i < m; i++) a[i * n + j] -= along * a[i * n + k];
}
