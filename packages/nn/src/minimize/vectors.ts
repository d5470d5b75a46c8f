/*
 * Vectors of plain doubles for methods that decide by numbers: line searches, trust regions and curvature pairs branch at every
 * step and are never differentiated.
 */

export type Vector = Float64Array;

export function dot(a: Vector, b: Vector): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i] * b[i];
  return total;
}

/** a + c b. */
export const plus = (a: Vector, c: number, b: Vector): Vector => a.map((x, i) => x + c * b[i]);

export const times = (c: number, a: Vector): Vector => a.map((x) => c * x);

/** The largest absolute value; 0 without entries, NaN if one is NaN. */
export const largest = (a: Vector): number => a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

export const isFiniteVector = (a: Vector): boolean => a.every(Number.isFinite);

export const norm = (a: Vector): number => Math.sqrt(dot(a, a));
