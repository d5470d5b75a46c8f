import { constant, type Value } from '@chainrule/core';
import { bceWithLogits, leastSquares, minimize, type RobustLoss } from '@chainrule/nn';
import { numbers } from '../support/named.ts';

/** As exact as doubles allow: only the gradient decides when to stop, not how little a step gains. */
export const EXACT = { gradientTolerance: 1e-12, valueTolerance: 0, stepTolerance: 1e-15 };

/** The fitted coefficients, by name. */
export type Coefficients = Readonly<Record<string, number>>;

type Line = { a: Value; b: Value };

/** The a and b of p = σ(a + b x) that maximise the likelihood of the answers, by Newton's method. */
export function logistic(inputs: readonly number[], answers: readonly number[]): Coefficients {
  const [x, target] = [constant(inputs), constant(answers)];
  const loss = ({ a, b }: Line) => bceWithLogits(x.mul(b).add(a), target);
  return numbers(minimize(loss, { a: 0, b: 0 }, { method: 'newton-cg', tolerance: 1e-12 }).x);
}

/** The line y = a + b x, by plain squares, or by a loss that is robust to outliers: residuals above the scale count less. */
export function line(
  xs: readonly number[],
  ys: readonly number[],
  loss: RobustLoss,
  residualScale = 1,
): Coefficients {
  const [x, y] = [constant(xs), constant(ys)];
  const residuals = ({ a, b }: Line) => x.mul(b).add(a).sub(y);
  return numbers(leastSquares(residuals, { a: 0, b: 0 }, { ...EXACT, loss, residualScale }).x);
}

/** The circle closest to the points: it minimises the sum of squared distances. */
export function circle(xs: readonly number[], ys: readonly number[]): Coefficients {
  const [x, y] = [constant(xs), constant(ys)];
  const residuals = ({ a, b, r }: Line & { r: Value }) =>
    x.sub(a).square().add(y.sub(b).square()).sqrt().sub(r);
  return numbers(leastSquares(residuals, { a: 5, b: 5, r: 1 }, EXACT).x);
}
