/** σ(x) = 1/(1 + e⁻ˣ), without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** ln(eᵃ + eᵇ): the larger of the two plus a small term, since eᵃ overflows. */
export function logAddExp(a: number, b: number): number {
  return a === b ? a + Math.log1p(1) : Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}

/** log₂(2ᵃ + 2ᵇ), in the same way. */
export function logAddExp2(a: number, b: number): number {
  if (a === b) return a + Math.log1p(1) * Math.LOG2E;
  return Math.max(a, b) + Math.log1p(2 ** -Math.abs(a - b)) * Math.LOG2E;
}
