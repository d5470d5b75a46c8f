import { transaction } from '../effects/log.ts';
import { checkCount, takes } from '../errors/surplus.ts';
import { pushForward } from '../forward.ts';
import { type DerivativeOrder, derivativeOrder } from '../graph.ts';
import { zeros } from '../make/create.ts';
import { asType } from '../ops/index.ts';
import { isRecording, withRecording } from '../recording.ts';
import { mapTree, type Tree, treeLeaves } from '../tree.ts';
import type { Value } from '../value.ts';
import { type Traced, trace } from './trace.ts';
import { counterparts, type TreeLike, type TreeOfValues } from './variables.ts';

/**
 * f(x), and the Jacobian-vector product at x as a function: t ↦ J t, for t with the structure and shapes of x. The graph is
 * built once, and walked forward for each t.
 *
 * @example
 * ```ts
 * import { linearize, type Value } from '@chainrule/core';
 * const { value, tangent } = linearize((x: Value) => x.square().sum(), [1, 2, 3]);
 * value; // → 14
 * tangent([1, 0, 0]); // → 2
 * tangent([0, 0, 1]); // → 6
 * ```
 */
export function linearize<T extends Tree = Value, Y extends Tree = Value>(
  f: (x: T) => Y,
  x: TreeLike<T>,
): { value: Y; tangent: (t: TreeLike<T>) => TreeOfValues<Y> } {
  checkCount('linearize', 2, arguments);
  return linearized('linearize', f, x);
}

/** `linearize` on behalf of another transform, which errors name. */
export function linearized<T extends Tree, Y extends Tree>(
  operation: string,
  f: (x: T) => Y,
  x: TreeLike<T>,
): { value: Y; tangent: (t: TreeLike<T>) => TreeOfValues<Y> } {
  const traced = transaction(() => trace(operation, f, x));
  const push = pushForwardOf(traced);
  const tangent = (t: TreeLike<T>) => push(tangentsOf(operation, traced.variables.tree, t));
  return { value: traced.value, tangent: takes(`${operation}.tangent`, 1, tangent) };
}

/**
 * f(x) and its derivative along t, J t: forward mode. One walk gives the derivative of all outputs in one direction.
 *
 * @example
 * ```ts
 * import { jvp, type Value } from '@chainrule/core';
 * const { value, tangent } = jvp((x: Value) => x.sin(), 0, 1);
 * value; // → 0
 * tangent; // → 1
 * ```
 */
export function jvp<T extends Tree = Value, Y extends Tree = Value>(
  f: (x: T) => Y,
  x: TreeLike<T>,
  t: TreeLike<T>,
): { value: Y; tangent: TreeOfValues<Y> } {
  checkCount('jvp', 3, arguments);
  return transaction(() => {
    const { value, tangent } = linearized('jvp', f, x);
    return { value, tangent: tangent(t) };
  });
}

/** Tangents of variables ↦ the tangent of the result, over an existing graph. A missing tangent counts as zero. */
export function pushForwardOf<T extends Tree, Y extends Tree>({
  variables,
  value,
}: Traced<T, Y>): (tangents: ReadonlyMap<Value, Value>) => TreeOfValues<Y> {
  const wrt = new Set(variables.made.values());
  const orders = new Map<Value, DerivativeOrder>(treeLeaves(value).map((y) => [y, derivativeOrder(y, wrt)]));
  const open = variables.linked || [...orders.values()].some((order) => order.open);
  return (tangents) => {
    const wanted = open || [...tangents.values()].some((each) => each.wantsGradient);
    return withRecording(isRecording() && wanted ? 'gradients' : 'nothing', () =>
      mapTree((y) => pushForward(orders.get(y)!, tangents) ?? zeros(y.shape, { dtype: y.dtype }), value),
    ) as TreeOfValues<Y>;
  };
}

/** The tangent of each variable, with its shape and dtype. */
function tangentsOf(operation: string, variables: Tree, t: Tree): Map<Value, Value> {
  const pairs = counterparts(operation, 'tangent', variables, t);
  return new Map(pairs.map(([x, each]) => [x, each.dtype === x.dtype ? each : asType(each, x.dtype)]));
}
