import { transaction } from '../effects/log.ts';
import { argumentErrors } from '../errors/arguments.ts';
import { checkCount, takes } from '../errors/surplus.ts';
import { constant, zeros } from '../make/create.ts';
import { mul, reshape, sum, transpose } from '../ops/index.ts';
import { stack } from '../ops/shape/join.ts';
import { mapTree, mapTrees, type Tree } from '../tree.ts';
import { Value } from '../value.ts';
import { gradientOf } from './grad.ts';
import { linearized, pushForwardOf } from './jvp.ts';
import { checkFunction, type Traced, trace } from './trace.ts';
import type { TreeLike, TreeOfValues } from './variables.ts';
import { pullbackOf } from './vjp.ts';

/** The one-hot Value of this shape and dtype with a 1 at entry i in row-major order. */
function unit({ shape, size, dtype }: Value, i: number): Value {
  const data = Array.from({ length: size }, (_, k) => Number(k === i));
  return constant(data, { shape, dtype });
}

const units = (x: Value) => Array.from({ length: x.size }, (_, i) => unit(x, i));

/**
 * The Jacobian of f as a function: ∂yᵢ/∂xⱼ, of shape [...y.shape, ...x.shape].
 *
 * It is computed row by row in reverse mode if y is smaller than x, otherwise column by column in forward mode. For trees:
 * for each Value of f(x), a tree with the structure of x.
 *
 * @example
 * ```ts
 * import { jacobian, type Value } from '@chainrule/core';
 * const J = jacobian((x: Value) => x.square().mul([[1], [10]]))([1, 2]);
 * J.shape; // → [2, 2, 2]
 * jacobian((x: Value) => x.square())([1, 2, 3]); // → [[2, 0, 0], [0, 4, 0], [0, 0, 6]]
 * ```
 */
export function jacobian<T extends Tree = Value, Y extends Tree = Value>(
  f: (x: T) => Y,
): (x: TreeLike<T>) => Y extends Value ? TreeOfValues<T> : Tree {
  checkCount('jacobian', 1, arguments);
  checkFunction('jacobian', f);
  return jacobianIn('jacobian', f);
}

/** `jacobian` on behalf of another transform, which errors name. */
function jacobianIn<T extends Tree, Y extends Tree>(operation: string, f: (x: T) => Y) {
  return takes(`${operation}(f)`, 1, (x: TreeLike<T>) =>
    transaction(() => {
      const { variables, value } = trace(operation, f, x);
      return mapTree((y) => jacobianOf({ variables, value: y }), value as Tree) as never;
    }),
  );
}

function jacobianOf<T extends Tree>(traced: Traced<T, Value>): Tree {
  const { variables, value: y } = traced;
  const inputs = [...variables.made.values()];
  const columns = inputs.reduce((total, x) => total + x.size, 0);
  if (y.size <= columns) {
    const pullback = pullbackOf(traced);
    const rows = units(y).map((g) => pullback(g));
    return mapTrees((x, each) => gathered(each as Value[], [...y.shape, ...x.shape]), variables.tree, rows);
  }
  const push = pushForwardOf(traced);
  return mapTree((x) => {
    const tangents = units(x).map((t) => push(new Map([[x, t]])) as Value);
    const columnsFirst = gathered(tangents, [x.size, y.size]);
    return reshape(transpose(columnsFirst), [...y.shape, ...x.shape]);
  }, variables.tree);
}

/** The parts in one Value of this shape, which is empty if there are no parts. */
const gathered = (parts: readonly Value[], shape: readonly number[]) =>
  parts.length === 0 ? zeros(shape) : reshape(stack(parts), shape);

/**
 * The Hessian of a scalar function as a function: ∂²f/∂xᵢ∂xⱼ, of shape [...x.shape, ...x.shape]; for trees, a tree of trees.
 *
 * @example
 * ```ts
 * import { hessian, type Value } from '@chainrule/core';
 * hessian((x: Value) => x.prod())([2, 3]); // → [[0, 1], [1, 0]]
 * ```
 */
export function hessian<T extends Tree = Value>(
  f: (x: T) => Value,
): (x: TreeLike<T>) => [T] extends [Value] ? Value : Tree {
  checkCount('hessian', 1, arguments);
  return jacobianIn('hessian', gradientOf('hessian', f) as (x: T) => Tree) as never;
}

/**
 * The Hessian of a scalar function at x times v, without the Hessian: the forward derivative of the gradient.
 *
 * @example
 * ```ts
 * import { hvp, type Value } from '@chainrule/core';
 * hvp((x: Value) => x.square().sum().square(), [1, 2], [1, 0]); // → [28, 16]
 * ```
 */
export function hvp<T extends Tree = Value>(
  f: (x: T) => Value,
  x: TreeLike<T>,
  v: TreeLike<T>,
): TreeOfValues<T> {
  checkCount('hvp', 3, arguments);
  const gradient = gradientOf('hvp', f) as (x: T) => Tree;
  return transaction(() => linearized('hvp', gradient, x).tangent(v)) as TreeOfValues<T>;
}

/**
 * The Laplacian of a scalar function of one Value as a function: Σ ∂²f/∂xᵢ², one forward walk over the gradient for each
 * entry of x.
 *
 * @example
 * ```ts
 * import { laplacian, type Value } from '@chainrule/core';
 * laplacian((x: Value) => x.pow(3).sum())([1, 2]); // → 18
 * ```
 */
export function laplacian(f: (x: Value) => Value): (x: TreeLike<Value>) => Value {
  checkCount('laplacian', 1, arguments);
  const gradient = gradientOf('laplacian', f);
  return takes('laplacian(f)', 1, (x: TreeLike<Value>) =>
    transaction(() => {
      const { value, tangent } = linearized('laplacian', gradient, x);
      if (!(value instanceof Value)) throw argumentErrors.notANode('laplacian', x);
      const terms = units(value).map((t) => sum(mul(tangent(t), t)));
      return terms.length === 0 ? zeros([]) : sum(stack(terms));
    }),
  );
}
