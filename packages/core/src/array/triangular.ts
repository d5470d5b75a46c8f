/** How a square array is read as a triangular matrix. */
export interface Triangle {
  /** Whether the entries on and above the diagonal are used; otherwise those on and below it. */
  readonly upper: boolean;
  /** Whether the diagonal is taken as 1 and never read. */
  readonly unitriangular: boolean;
  /** Whether the system is that of the transposed matrix. */
  readonly transpose: boolean;
}

/** Solves T X = B, or Tᵀ X = B, for B of n rows and k columns, which X overwrites: by substitution, a row of B at a time. */
export function substitute(t: Float64Array, n: number, b: Float64Array, k: number, triangle: Triangle): void {
  const { upper, unitriangular, transpose } = triangle;
  const [rowStep, columnStep] = transpose ? [1, n] : [n, 1];
  const [first, step] = upper === transpose ? [0, 1] : [n - 1, -1];
  for (let i = first; i >= 0 && i < n; i += step) {
    for (let j = first; j !== i; j += step) {
      const factor = t[i * rowStep + j * columnStep];
      for (let c = 0; c < k; c++) b[i * k + c] -= factor * b[j * k + c];
    }
    if (!unitriangular) for (let c = 0; c < k; c++) b[i * k + c] /= t[i * (n + 1)];
  }
}
