import {
  checkCount,
  constant,
  type Tree,
  type TreeLike,
  type TreeOfValues,
  type Value,
} from '@chainrule/core';
import { checkFunction, checkNotNegative, checkPositive } from '../checks.ts';
import { optionErrors } from '../errors/options.ts';
import { type Kinds, optionsOf } from '../options.ts';
import { type Bounds, Box } from './bounds.ts';
import { levenbergMarquardt, projectedGradient, type Tolerances } from './levenberg-marquardt.ts';
import { Residuals } from './residuals.ts';
import type { IterationRecord, Status } from './result.ts';
import { type RobustLoss, robustLosses } from './robust.ts';
import type { Variables } from './variables.ts';
import { largest } from './vectors.ts';

export interface LeastSquaresOptions extends Partial<Tolerances> {
  /** The bounds: trees with the structure of x₀, or single numbers. */
  bounds?: Bounds;
  /** ρ of the cost ½ s² Σ ρ((r/s)²): the others are robust to outliers. Default: `'linear'`, plain squares. */
  loss?: RobustLoss;
  /** s: the size from which a residual counts as large. Default: 1. */
  residualScale?: number;
}

const LEAST_SQUARES: Kinds<LeastSquaresOptions> = {
  bounds: 'any',
  loss: 'any',
  residualScale: 'number',
  gradientTolerance: 'number',
  valueTolerance: 'number',
  stepTolerance: 'number',
  maxIterations: 'number',
  callback: 'function',
};

export interface LeastSquaresResult<T extends Tree> {
  /** The best point found, a tree with the structure of x₀. */
  readonly x: TreeOfValues<T>;
  /** ½ s² Σ ρ((r/s)²); ½ Σ r² for plain squares. */
  readonly cost: number;
  /** r at x. */
  readonly residuals: Value;
  /** ∂r/∂x, `[residuals, numbers of x]`, as weighted by the cost. */
  readonly jacobian: Value;
  /** The gradient of the cost, a tree with the structure of x. */
  readonly gradient: TreeOfValues<T>;
  /** The largest partial derivative not held by a bound. */
  readonly optimality: number;
  readonly status: Status;
  readonly success: boolean;
  /** The status in words. */
  readonly message: string;
  readonly iterations: number;
  /** The number of evaluations of the residuals. */
  readonly evaluations: number;
  /** The cost, iteration by iteration. */
  readonly history: readonly IterationRecord[];
}

/**
 * Minimises ½ Σ r(x)², or a robust cost, from x₀: Levenberg–Marquardt with exact Jacobians. r is a Value of any
 * shape; x a Value or a tree of Values, and x₀ may have plain numbers in their place.
 *
 * It has converged when no partial derivative is above `gradientTolerance`, a step lowers the cost by a share below
 * `valueTolerance`, or is shorter than `stepTolerance` of x; each is 1e-8 by default, as in SciPy. `maxIterations` is 100 per
 * number of x by default. Numerical failures do not throw: the result says how the search ended.
 *
 * @example
 * ```ts
 * import { constant, type Value } from '@chainrule/core';
 * import { leastSquares } from '@chainrule/nn';
 * const t = constant([0, 1, 2, 3]);
 * const y = constant([2, 1.213, 0.736, 9]); // 2 exp(−t/2), and an outlier
 * const residuals = ({ a, k }: { a: Value; k: Value }) => a.mul(k.mul(t).neg().exp()).sub(y);
 * const { x, status } = leastSquares(residuals, { a: 1, k: 1 }, { loss: 'cauchy', residualScale: 0.1 });
 * status; // → converged
 * x; // → { "a": 2.00, "k": 0.50 }
 * ```
 */
export function leastSquares<T extends Tree = Value>(
  residuals: (x: T) => Value,
  x0: TreeLike<T>,
  options: LeastSquaresOptions = {},
): LeastSquaresResult<T> {
  checkCount('leastSquares', 3, arguments);
  checkFunction('leastSquares', 'residuals', residuals);
  const {
    bounds = {},
    loss = 'linear',
    residualScale = 1,
  } = optionsOf('leastSquares', options, LEAST_SQUARES);
  optionsOf('leastSquares, bounds', bounds, { lower: 'any', upper: 'any' });
  const { gradientTolerance = 1e-8, valueTolerance = 1e-8, stepTolerance = 1e-8 } = options;
  checkNotNegative('leastSquares', { gradientTolerance, valueTolerance, stepTolerance });
  checkPositive('leastSquares', { residualScale });
  if (!Object.hasOwn(robustLosses, loss))
    throw optionErrors.badRate('leastSquares', 'loss', Object.keys(robustLosses).join(', '), loss);
  const problem = new Residuals<T>(residuals, x0, loss, residualScale);
  const { variables } = problem;
  const { maxIterations = 100 * variables.start.length, callback } = options;
  checkNotNegative('leastSquares', { maxIterations });
  const box = new Box(variables as unknown as Variables<Tree>, bounds);
  const tolerances = { gradientTolerance, valueTolerance, stepTolerance, maxIterations, callback };
  const { state, status, message, history } = levenbergMarquardt(problem, box, tolerances);
  const columns = state.jacobian.map((column) => Array.from(column));
  return {
    x: variables.at(state.x),
    cost: state.cost,
    residuals: state.raw,
    jacobian: constant(columns, { shape: [columns.length, state.residuals.length] }).transpose(),
    gradient: variables.gradientOf(state.gradient),
    optimality: largest(projectedGradient(state, box)),
    status,
    success: status === 'converged',
    message,
    iterations: history.length,
    evaluations: problem.evaluations,
    history,
  };
}
