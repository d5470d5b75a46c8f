import { seedFor, walk } from '../backward.ts';
import { transaction } from '../effects/log.ts';
import { checkCount, takes } from '../errors/surplus.ts';
import { transformErrors } from '../errors/transforms.ts';
import { derivativeOrder } from '../graph.ts';
import { isRecording } from '../recording.ts';
import { mapTree, type Tree } from '../tree.ts';
import { Value } from '../value.ts';
import { checkFunction, trace } from './trace.ts';
import type { TreeLike, TreeOfValues } from './variables.ts';

/**
 * The function that gives f(x) and its gradient together. x is a Value, a number, an array of numbers, or a tree of these;
 * the gradient has the same structure. f(x) must be a scalar.
 *
 * If the result depends on other Values that want a gradient, or x itself wants one, the gradient is recorded, so that it
 * can be differentiated again; under `noGrad` it never is.
 *
 * @example
 * ```ts
 * import { type Value, valueAndGrad } from '@chainrule/core';
 * const f = ({ w, b }: { w: Value; b: Value }) => w.mul(3).add(b).square();
 * const { value, gradient } = valueAndGrad(f)({ w: 2, b: 1 });
 * value; // → 49
 * gradient.w; // → 42
 * gradient.b; // → 14
 * ```
 */
export function valueAndGrad<T extends Tree = Value>(
  f: (x: T) => Value,
): (x: TreeLike<T>) => { value: Value; gradient: TreeOfValues<T> } {
  checkCount('valueAndGrad', 1, arguments);
  return both('valueAndGrad', f);
}

/** The same on behalf of another transform, which errors name. */
function both<T extends Tree>(
  operation: string,
  f: (x: T) => Value,
): (x: TreeLike<T>) => { value: Value; gradient: TreeOfValues<T> } {
  checkFunction(operation, f);
  return takes(`${operation}(f)`, 1, (x: TreeLike<T>) =>
    transaction(() => {
      const { variables, value } = trace(operation, f, x);
      if (!(value instanceof Value)) throw transformErrors.notReturned(operation, value);
      const seed = seedFor(value, undefined, operation);
      const order = derivativeOrder(value, new Set(variables.made.values()));
      const gradients = walk(order, seed, isRecording() && (order.open || variables.linked));
      return { value, gradient: mapTree((leaf) => gradients.of(leaf), variables.tree) as TreeOfValues<T> };
    }),
  );
}

/**
 * The gradient of f as a function. Apply it again for higher derivatives.
 *
 * @example
 * ```ts
 * import { grad, type Value } from '@chainrule/core';
 * const f = (x: Value) => x.mul(x.exp());
 * grad(f)(0.5); // → 2.4730819060501922
 * grad(grad(f))(0.5); // → 4.12180317675032
 * ```
 */
export function grad<T extends Tree = Value>(f: (x: T) => Value): (x: TreeLike<T>) => TreeOfValues<T> {
  checkCount('grad', 1, arguments);
  return gradientOf('grad', f);
}

/** `grad` on behalf of another transform, which errors name. */
export function gradientOf<T extends Tree>(
  operation: string,
  f: (x: T) => Value,
): (x: TreeLike<T>) => TreeOfValues<T> {
  const found = both(operation, f);
  return takes(`${operation}(f)`, 1, (x: TreeLike<T>) => found(x).gradient);
}
