/** The nearest whole number, the even one of two: 0.5 goes to 0 and 1.5 to 2, as in NumPy and PyTorch. */
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
