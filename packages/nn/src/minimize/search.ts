import { type Tree, type TreeLike, type TreeOfValues, type Value, valueAndGrad } from '@chainrule/core';
import type { Compiler } from '../compiler.ts';
import type { Evaluation } from './line-search.ts';
import type { IterationRecord, MinimizeResult, Status } from './result.ts';
import { Variables } from './variables.ts';
import { isFiniteVector, largest, plus, type Vector } from './vectors.ts';

export interface SearchOptions {
  /** It has converged when no partial derivative is larger than this. Default: 1e-6. */
  tolerance?: number;
  /** The maximum number of iterations. Default: 1000. */
  maxIterations?: number;
  /** Called after each iteration; true ends the search. */
  callback?: (record: IterationRecord) => unknown;
  /** Compiles f and its derivatives: `compile` of @chainrule/compile, for example. Default: eager. */
  compile?: Compiler;
}

/** A point of a search, and what f is there. */
export interface Point extends Evaluation {
  readonly x: Vector;
}

/** A minimisation in progress: what every method needs of f, and its history. */
export class Search<T extends Tree> {
  readonly variables: Variables<T>;
  readonly options: Required<Pick<SearchOptions, 'tolerance' | 'maxIterations'>> & SearchOptions;
  readonly history: IterationRecord[] = [];
  evaluations = 0;
  /** The point of the least value so far. */
  best: Point;
  readonly #f: (x: TreeLike<T>) => { value: Value; gradient: TreeOfValues<T> };

  constructor(f: (x: T) => Value, x0: TreeLike<T>, options: SearchOptions) {
    this.options = {
      ...options,
      tolerance: options.tolerance ?? 1e-6,
      maxIterations: options.maxIterations ?? 1000,
    };
    this.variables = new Variables<T>('minimize', x0);
    this.#f = this.compiled(valueAndGrad(f));
    this.best = this.at(this.variables.start);
  }

  /** A function of the search as a program, if there is a compiler; it has no state. */
  compiled<Args extends unknown[], Y>(f: (...args: Args) => Y): (...args: Args) => Y {
    return this.options.compile?.(f, { state: [] }) ?? f;
  }

  readonly evaluate = (x: Vector): Evaluation => {
    this.evaluations++;
    const { value, gradient } = this.#f(this.variables.at(x) as TreeLike<T>);
    return { value: value.item(), gradient: this.variables.flatten(gradient) };
  };

  at(x: Vector): Point {
    return { x, ...this.evaluate(x) };
  }

  /** Why a search cannot continue from this point, or undefined if it can. */
  obstacle(point: Point): Ending | undefined {
    if (!Number.isFinite(point.value))
      return nonFinite(`the function is ${point.value}`, this.history.length);
    if (!isFiniteVector(point.gradient)) return nonFinite('its gradient is not finite', this.history.length);
    const steepest = largest(point.gradient);
    if (steepest <= this.options.tolerance)
      return { status: 'converged', message: `converged: the largest partial derivative is ${steepest}` };
    return undefined;
  }

  /** Records an iteration, and checks whether it is the last. */
  moved(from: Point, to: Point): Ending | undefined {
    const record = {
      iteration: this.history.length + 1,
      value: to.value,
      gradientNorm: largest(to.gradient),
      step: largest(plus(to.x, -1, from.x)),
    };
    this.history.push(record);
    const isFinitePoint = Number.isFinite(to.value) && isFiniteVector(to.gradient);
    if (isFinitePoint && to.value <= this.best.value) this.best = to;
    const stopped = this.options.callback?.(record) === true;
    const end = this.obstacle(to);
    if (end) return end;
    if (stopped) return { status: 'stopped', message: 'stopped by the callback' };
    if (record.iteration < this.options.maxIterations) return undefined;
    return {
      status: 'max-iterations',
      message: `not converged after ${record.iteration} iterations: the largest partial derivative is ${record.gradientNorm}`,
    };
  }

  result({ status, message }: Ending): MinimizeResult<T> {
    const { x, value, gradient } = this.best;
    return {
      x: this.variables.at(x),
      value,
      gradient: this.variables.gradientOf(gradient),
      status,
      success: status === 'converged',
      message,
      iterations: this.history.length,
      evaluations: this.evaluations,
      history: this.history,
    };
  }
}

/** How a search ended, and why, in words. */
export interface Ending {
  readonly status: Status;
  readonly message: string;
}

export const stalled = (): Ending => ({
  status: 'stalled',
  message:
    'no step reduces the function: the tolerance is below its rounding errors, or its gradient is wrong',
});

const nonFinite = (what: string, iterations: number): Ending => ({
  status: 'non-finite',
  message: `${what} ${iterations === 0 ? 'at the start: begin at another point' : `after iteration ${iterations}: the best point before that is returned`}`,
});
