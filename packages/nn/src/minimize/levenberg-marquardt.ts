import type { Tree, Value } from '@chainrule/core';
import type { Box } from './bounds.ts';
import { leastSquaresSolution } from './householder.ts';
import type { Linearized, Residuals } from './residuals.ts';
import type { IterationRecord } from './result.ts';
import type { Ending } from './search.ts';
import { dot, isFiniteVector, largest, norm, plus, type Vector } from './vectors.ts';

export interface Tolerances {
  readonly gradientTolerance: number;
  readonly valueTolerance: number;
  readonly stepTolerance: number;
  readonly maxIterations: number;
  readonly callback: ((record: IterationRecord) => unknown) | undefined;
}

/** Where a search stands. */
export interface State extends Linearized {
  readonly x: Vector;
  readonly raw: Value;
  readonly cost: number;
}

/** The state after a step, and the ratio of the actual to the predicted descent. */
interface Descended extends State {
  readonly gain: number;
}

export interface Outcome extends Ending {
  readonly state: State;
  readonly history: readonly IterationRecord[];
}

/**
 * Levenberg–Marquardt: each step minimises ½ ‖r + J p‖² + ½ λ ‖D p‖², where D holds the largest lengths of J's columns so
 * far (Moré 1978) and λ shrinks as far as the model's predictions hold (Nielsen 1999). Bounds are kept by
 * projection: numbers at a bound that would cross it do not move, and a step is cut at the box, which for a large λ is a step
 * along the projected gradient.
 */
export function levenbergMarquardt<T extends Tree>(
  problem: Residuals<T>,
  box: Box,
  tolerances: Tolerances,
): Outcome {
  let state = stateAt(problem, box.clip(problem.variables.start));
  const history: IterationRecord[] = [];
  const damping = new Damping();
  for (;;) {
    const end = obstacle(state, box, tolerances, history.length);
    if (end) return { ...end, state, history };
    damping.see(state);
    if (history.length === 0) damping.begin(state, box);
    const next = descend(problem, box, state, damping, tolerances);
    if ('status' in next) return { ...next, state, history };
    const record = {
      iteration: history.length + 1,
      value: next.cost,
      gradientNorm: largest(projectedGradient(next, box)),
      step: largest(plus(next.x, -1, state.x)),
    };
    history.push(record);
    const arrived = isFlat(state, next, tolerances);
    state = next;
    const stopped = tolerances.callback?.(record) === true;
    const last = arrived ?? (stopped ? STOPPED : undefined);
    if (last) return { ...last, state, history };
  }
}

const SHORT: Ending = {
  status: 'converged',
  message: 'converged: the last step is shorter than the tolerance',
};
const WALLED: Ending = {
  status: 'stalled',
  message: 'the descent leads to non-finite residuals: bounds may keep it away from them',
};
const STOPPED: Ending = { status: 'stopped', message: 'stopped by the callback' };

/** λ and D. */
class Damping {
  lambda = 1e-3;
  scale: Vector = new Float64Array();
  #growth = 2;

  see({ jacobian }: Linearized): void {
    this.scale = Float64Array.from(jacobian, (column, i) => Math.max(this.scale[i] ?? 0, norm(column)));
  }

  /** Begins with a λ for which the first step is not longer than x, since the model is only local. */
  begin(state: State, box: Box): void {
    const length = (p: Vector) => norm(p.map((each, i) => each * this.scale[i]));
    const reach = length(state.x) || Infinity;
    while (length(dampedStep(state, box, this)) > reach) this.lambda *= 4;
  }

  /** After a step that made the share `gain` of the predicted descent. */
  accept(gain: number): void {
    this.lambda = Math.max(this.lambda * Math.max(1 / 3, 1 - (2 * gain - 1) ** 3), 1e-300);
    this.#growth = 2;
  }

  reject(): void {
    this.lambda *= this.#growth;
    this.#growth *= 2;
  }
}

function stateAt<T extends Tree>(problem: Residuals<T>, x: Vector, raw = problem.at(x)): State {
  return { x, raw, cost: problem.cost(raw), ...problem.linearize(x, raw) };
}

/** The gradient without what a bound holds. */
export const projectedGradient = ({ x, gradient }: Pick<State, 'x' | 'gradient'>, box: Box): Vector =>
  gradient.map((g, i) => (box.isFree(x, gradient, i) ? g : 0));

function obstacle(state: State, box: Box, tolerances: Tolerances, iterations: number): Ending | undefined {
  const where = iterations === 0 ? 'at the start: begin at another point' : `after iteration ${iterations}`;
  if (!Number.isFinite(state.cost))
    return { status: 'non-finite', message: `a residual is not finite ${where}` };
  if (!isFiniteVector(state.gradient))
    return { status: 'non-finite', message: `the Jacobian is not finite ${where}` };
  const steepest = largest(projectedGradient(state, box));
  if (steepest <= tolerances.gradientTolerance)
    return { status: 'converged', message: `converged: the largest partial derivative is ${steepest}` };
  if (iterations < tolerances.maxIterations) return undefined;
  return { status: 'max-iterations', message: `not converged after ${iterations} iterations` };
}

/** The next point that is lower; λ grows until there is one. */
function descend<T extends Tree>(
  problem: Residuals<T>,
  box: Box,
  state: State,
  damping: Damping,
  { stepTolerance }: Tolerances,
): Descended | Ending {
  for (;;) {
    const x = box.clip(plus(state.x, 1, dampedStep(state, box, damping)));
    const step = plus(x, -1, state.x);
    const isShort = norm(step) <= stepTolerance * (stepTolerance + norm(state.x));
    const predicted = -(dot(state.gradient, step) + 0.5 * squareOf(state, step));
    const raw = problem.at(x);
    const cost = problem.cost(raw);
    const gain = (state.cost - cost) / predicted;
    if (predicted > 0 && gain > 1e-4) {
      damping.accept(gain);
      return { ...stateAt(problem, x, raw), gain };
    }
    if (isShort) return Number.isFinite(cost) ? SHORT : WALLED;
    damping.reject();
  }
}

/** ‖J p‖². */
function squareOf({ jacobian, residuals }: Linearized, p: Vector): number {
  let change: Vector = new Float64Array(residuals.length);
  jacobian.forEach((column, i) => {
    change = plus(change, p[i], column);
  });
  return dot(change, change);
}

function dampedStep(
  { x, jacobian, residuals, gradient }: State,
  box: Box,
  { lambda, scale }: Damping,
): Vector {
  const free = Array.from(x.keys()).filter((i) => box.isFree(x, gradient, i));
  const m = residuals.length;
  const columns = free.map((i, k) => {
    const column = new Float64Array(m + free.length);
    column.set(jacobian[i]);
    column[m + k] = Math.sqrt(lambda) * (scale[i] || 1);
    return column;
  });
  const rhs = new Float64Array(m + free.length);
  rhs.set(residuals.map((r) => -r));
  const solution = leastSquaresSolution(columns, rhs);
  const step = new Float64Array(x.length);
  free.forEach((i, k) => {
    step[i] = solution[k];
  });
  return step;
}

/** Whether the last step changed almost nothing. */
function isFlat(
  from: State,
  to: Descended,
  { valueTolerance, stepTolerance }: Tolerances,
): Ending | undefined {
  const change = from.cost - to.cost;
  // A step that is short because of a large λ says nothing about the distance to the minimum.
  if (change <= valueTolerance * from.cost && to.gain > 0.25)
    return { status: 'converged', message: `converged: the last step reduced the cost by ${change}` };
  if (norm(plus(to.x, -1, from.x)) <= stepTolerance * (stepTolerance + norm(to.x))) return SHORT;
  return undefined;
}
