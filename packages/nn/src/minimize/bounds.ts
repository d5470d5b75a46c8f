import { constant, mapTree, type Operand, type Tree, Value } from '@chainrule/core';
import { errors } from '../errors.ts';
import type { Variables } from './variables.ts';
import type { Vector } from './vectors.ts';

/** Trees of the form of x₀, or single numbers: the least and the greatest that each number may be. */
export interface Bounds {
  lower?: Tree;
  upper?: Tree;
}

/** A box that a search stays in. */
export class Box {
  readonly lower: Vector;
  readonly upper: Vector;

  constructor(variables: Variables<Tree>, { lower, upper }: Bounds) {
    this.lower = sideOf(variables, 'lower', lower, -Infinity);
    this.upper = sideOf(variables, 'upper', upper, Infinity);
    this.lower.forEach((low, i) => {
      if (!(low < this.upper[i]))
        throw errors.badRate(
          'leastSquares',
          'bounds',
          'each lower one below the upper',
          `${low} and ${this.upper[i]}`,
        );
    });
  }

  /** The nearest point inside. */
  clip(x: Vector): Vector {
    return x.map((each, i) => Math.min(Math.max(each, this.lower[i]), this.upper[i]));
  }

  /** Whether a number may go down along the gradient, and is not held by a bound. */
  isFree(x: Vector, gradient: Vector, i: number): boolean {
    return gradient[i] > 0 ? x[i] > this.lower[i] : x[i] < this.upper[i];
  }
}

function sideOf(variables: Variables<Tree>, side: string, given: Tree, absent: number): Vector {
  if (given === undefined || typeof given === 'number')
    return new Float64Array(variables.start.length).fill(given ?? absent);
  const values = mapTree(
    (x, [beside]) => {
      if (beside === undefined) return constant(absent).broadcastTo(x.shape);
      const bound = beside instanceof Value ? beside : constant(beside as Operand);
      if (bound.rank > 0 && bound.shape.join() !== x.shape.join())
        throw errors.parameterShape('leastSquares', `bounds.${side}`, x.shape, bound.shape);
      return bound.broadcastTo(x.shape);
    },
    variables.tree as Tree,
    given,
  );
  return variables.flatten(values);
}
