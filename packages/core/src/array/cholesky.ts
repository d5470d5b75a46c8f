/**
 * Overwrites a symmetric matrix with the lower triangular L, A = L Lᵀ. Only the lower half is read. Returns the order of the
 * first leading minor that is not positive, or 0 if all are positive.
 */
export function choleskyInPlace(a: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j];
      for (let k = 0; k < j; k++) rest -= a[i * n + k] * a[j * n + k];
      if (i === j && !(rest > 0)) return i + 1;
      a[i * n + j] = i === j ? Math.sqrt(rest) : rest / a[j * n + j];
    }
    a.fill(0, i * n + i + 1, (i + 1) * n);
  }
  return 0;
}
