/** Whether numbers in arrays are the same but for rounding. */
export function close(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, k) => close(each, b[k]));
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(b));
}
