import { jacobian, mapTree, noGrad, type Tree, type TreeLike, Value } from '@chainrule/core';
import { trainingErrors } from '../errors/training.ts';
import type { Columns } from './householder.ts';
import { type RobustLoss, robustLosses } from './robust.ts';
import { numbersOf, Variables } from './variables.ts';
import { dot, type Vector } from './vectors.ts';

/** The linear problem that approximates a robust one at a point: J p ≈ −r. */
export interface Linearized {
  /** By its columns. */
  readonly jacobian: Columns;
  readonly residuals: Vector;
  /** Jᵀ r, the gradient of the cost. */
  readonly gradient: Vector;
}

/** Residuals as a function of a vector, with the cost ½ s² Σ ρ((r/s)²) and its model near a point. */
export class Residuals<T extends Tree> {
  readonly variables: Variables<T>;
  evaluations = 0;
  readonly #f: (x: T) => Value;
  readonly #loss: RobustLoss;
  readonly #scale: number;

  constructor(f: (x: T) => Value, x0: TreeLike<T>, loss: RobustLoss, scale: number) {
    this.variables = new Variables<T>('leastSquares', x0);
    this.#f = f;
    this.#loss = loss;
    this.#scale = scale;
  }

  /** r at a point. */
  at(x: Vector): Value {
    this.evaluations++;
    const r = noGrad(() => this.#f(this.variables.at(x) as T));
    if (!(r instanceof Value)) throw trainingErrors.notResiduals('leastSquares', r);
    return r;
  }

  cost(residuals: Value): number {
    const rho = robustLosses[this.#loss];
    let total = 0;
    for (const r of numbersOf(residuals)) total += rho((r / this.#scale) ** 2)[0];
    return 0.5 * this.#scale ** 2 * total;
  }

  /**
   * Residuals and Jacobian times √ρ′: ½ ‖r + J p‖² has the gradient of the cost, and, since ρ is concave, lies above it for a
   * linear r, so that its minimum is a descent (iteratively reweighted least squares).
   */
  linearize(x: Vector, residuals: Value): Linearized {
    const columns = this.#columns(x, residuals.size);
    const r = Float64Array.from(numbersOf(residuals));
    const rho = robustLosses[this.#loss];
    r.forEach((residual, i) => {
      const weight = Math.sqrt(rho((residual / this.#scale) ** 2)[1]);
      for (const column of columns) column[i] *= weight;
      r[i] *= weight;
    });
    return {
      jacobian: columns,
      residuals: r,
      gradient: Float64Array.from(columns, (column) => dot(column, r)),
    };
  }

  #columns(x: Vector, rows: number): Vector[] {
    const columns = Array.from(x, () => new Float64Array(rows));
    const blocks = jacobian(this.#f)(this.variables.at(x) as TreeLike<T>) as Tree;
    const seen = new Set<Value>();
    const offsets = new Map(this.variables.places);
    mapTree(
      (leaf, [block]) => {
        const from = offsets.get(leaf);
        if (from === undefined || seen.has(leaf)) return;
        seen.add(leaf);
        Array.from(numbersOf(block as Value)).forEach((entry, k) => {
          columns[from + (k % leaf.size)][Math.floor(k / leaf.size)] = entry;
        });
      },
      this.variables.tree,
      blocks,
    );
    return columns;
  }
}
