/** The nearest whole number, ties to even: 0.5 becomes 0 and 1.5 becomes 2, as in NumPy and PyTorch. */
export function roundHalfToEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return x - down < 0.5 ? down : Math.ceil(x);
  return down % 2 === 0 ? down : Math.ceil(x);
}

/** a − b ⌊a/b⌋: the remainder with the sign of b. */
export function remainder(a: number, b: number): number {
  const r = a % b;
  return r !== 0 && r < 0 !== b < 0 ? r + b : r;
}
