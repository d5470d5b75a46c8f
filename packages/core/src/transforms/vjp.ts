import { walk } from '../backward.ts';
import { transaction } from '../effects/log.ts';
import { checkCount, takes } from '../errors/surplus.ts';
import { derivativeOrder } from '../graph.ts';
import { ones } from '../make/create.ts';
import { add, mul, sum } from '../ops/index.ts';
import { isRecording, withRecording } from '../recording.ts';
import { mapTree, type Tree } from '../tree.ts';
import type { Value } from '../value.ts';
import { type Traced, trace } from './trace.ts';
import { counterparts, type TreeLike, type TreeOfValues } from './variables.ts';

/**
 * f(x), and the vector-Jacobian product at x as a function: g ↦ Jᵀ g, for g with the structure and shapes of f(x). The graph
 * is built once, and walked back for each g.
 *
 * @example
 * ```ts
 * import { type Value, vjp } from '@chainrule/core';
 * const { value, pullback } = vjp((x: Value) => x.square(), [1, 2, 3]);
 * value; // → [1, 4, 9]
 * pullback([1, 0, 10]); // → [2, 0, 60]
 * ```
 */
export function vjp<T extends Tree = Value, Y extends Tree = Value>(
  f: (x: T) => Y,
  x: TreeLike<T>,
): { value: Y; pullback: (g: TreeLike<Y>) => TreeOfValues<T> } {
  checkCount('vjp', 2, arguments);
  const traced = transaction(() => trace('vjp', f, x));
  return { value: traced.value, pullback: takes('vjp.pullback', 1, pullbackOf(traced)) };
}

/** g ↦ Jᵀ g over an existing graph. */
export function pullbackOf<T extends Tree, Y extends Tree>({
  variables,
  value,
}: Traced<T, Y>): (g: TreeLike<Y>) => TreeOfValues<T> {
  const wrt = new Set(variables.made.values());
  return (g) => {
    const root = withRecording('gradients', () => pairing(value, g));
    const order = derivativeOrder(root, wrt);
    const seed = ones([], { dtype: root.dtype });
    const gradients = walk(order, seed, isRecording() && (order.open || variables.linked));
    return mapTree((leaf) => gradients.of(leaf), variables.tree) as TreeOfValues<T>;
  };
}

/** ⟨g, y⟩ over all Values of a tree: its gradient with respect to y is g. */
function pairing(y: Tree, g: Tree): Value {
  return counterparts('vjp', 'cotangent', y, g)
    .map(([leaf, cotangent]) => sum(mul(leaf, cotangent)))
    .reduce((total, term) => add(total, term));
}
