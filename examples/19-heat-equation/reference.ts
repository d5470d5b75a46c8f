import { ALPHA, initial } from './equation.ts';

/** Temperatures on a grid: `rows[j][i]` at x = i / (columns − 1), t = j / (rows − 1). */
export type Grid = readonly (readonly number[])[];

/**
 * The solution by finite differences, in plain numbers: the scheme of Crank and Nicolson, of second order in both steps.
 *
 *   (1 + r) u′ᵢ − ½ r (u′ᵢ₋₁ + u′ᵢ₊₁) = (1 − r) uᵢ + ½ r (uᵢ₋₁ + uᵢ₊₁),   r = α Δt / Δx²
 */
export function crankNicolson(intervals: number, steps: number): Grid {
  const r = (ALPHA * intervals ** 2) / steps;
  const rows = [Array.from({ length: intervals + 1 }, (_, i) => initial(i / intervals))];
  for (let j = 0; j < steps; j++) {
    const u = rows[j];
    const right = Array.from(
      { length: intervals - 1 },
      (_, i) => (1 - r) * u[i + 1] + (r / 2) * (u[i] + u[i + 2]),
    );
    rows.push([0, ...tridiagonal(1 + r, -r / 2, right), 0]);
  }
  return rows;
}

/** Solves a system with one number on the diagonal and one next to it, by elimination and back substitution. */
function tridiagonal(diagonal: number, beside: number, right: readonly number[]): number[] {
  const factors: number[] = [];
  const solution: number[] = [];
  for (let i = 0; i < right.length; i++) {
    const pivot = diagonal - beside * (factors[i - 1] ?? 0);
    factors.push(beside / pivot);
    solution.push((right[i] - beside * (solution[i - 1] ?? 0)) / pivot);
  }
  for (let i = right.length - 2; i >= 0; i--) solution[i] -= factors[i] * solution[i + 1];
  return solution;
}
