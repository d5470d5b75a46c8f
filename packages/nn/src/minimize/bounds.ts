import { constant, mapTree, type Operand, type Tree, Value } from '@chainrule/core';
import { sameShape } from '@chainrule/core/extend';
import { layerErrors } from '../errors/layers.ts';
import { optionErrors } from '../errors/options.ts';
import type { Variables } from './variables.ts';
import type { Vector } from './vectors.ts';

/** The lower and upper bounds of each number: trees with the structure of x₀, or single numbers. */
export interface Bounds {
  lower?: Tree;
  upper?: Tree;
}

/** The box in which a search stays. */
export class Box {
  readonly lower: Vector;
  readonly upper: Vector;

  constructor(variables: Variables<Tree>, { lower, upper }: Bounds) {
    this.lower = sideOf(variables, 'lower', lower, -Infinity);
    this.upper = sideOf(variables, 'upper', upper, Infinity);
    this.lower.forEach((low, i) => {
      if (!(low < this.upper[i]))
        throw optionErrors.badRate(
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

  /** Whether a number may move against the gradient, not held by a bound. */
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
      if (bound.rank > 0 && !sameShape(bound.shape, x.shape))
        throw layerErrors.parameterShape('leastSquares', `bounds.${side}`, x.shape, bound.shape);
      return bound.broadcastTo(x.shape);
    },
    variables.tree as Tree,
    given,
  );
  return variables.flatten(values);
}
