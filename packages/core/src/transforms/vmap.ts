import { optionsOf } from '../create.ts';
import { errors } from '../errors.ts';
import { stack } from '../ops/join.ts';
import { unstack } from '../ops/split.ts';
import { mapTree, mapTrees, type Tree, treeLeaves } from '../tree.ts';
import type { Value } from '../value.ts';
import { type TreeLike, type TreeOfValues, toValues } from './variables.ts';

export interface VmapOptions {
  /** The axis of every input to map over; the first where absent. */
  axis?: number;
  /** The axis along which results are stacked; the first where absent. */
  outAxis?: number;
}

/**
 * f of each slice of its inputs along an axis, the results stacked: `vmap(grad(loss))` gives a gradient for each sample
 * where `grad` gives their sum. Inputs and results may be trees.
 *
 * f is run once for each slice.
 *
 * @example
 * ```ts
 * import { constant, grad, type Value, vmap } from '@chainrule/core';
 * const w = constant([1, 2]);
 * const loss = (x: Value) => grad((v: Value) => v.mul(x).sum().square())(w);
 * vmap(loss)([[1, 0], [1, 1]]); // → [[2, 0], [6, 6]]
 * ```
 */
export function vmap<T extends Tree = Value, Y extends Tree = Value>(
  f: (x: T) => Y,
  options: VmapOptions = {},
): (x: TreeLike<T>) => TreeOfValues<Y> {
  const { axis = 0, outAxis = 0 } = optionsOf('vmap', options);
  return (x) => {
    const inputs = toValues(x);
    const slices = new Map(treeLeaves(inputs).map((leaf) => [leaf, unstack(leaf, { axis })]));
    const lengths = new Set([...slices.values()].map((each) => each.length));
    if (lengths.size !== 1) throw errors.unequalLengths('vmap', axis, [...slices.keys()]);
    const [length] = lengths;
    const results = Array.from({ length }, (_, i) =>
      toValues(f(mapTree((leaf) => slices.get(leaf)![i], inputs) as T)),
    );
    if (results.length === 0) throw errors.unequalLengths('vmap', axis, [...slices.keys()]);
    const [first, ...rest] = results;
    if (treeLeaves(first).length === 0) throw errors.notReturned('vmap', first);
    return mapTrees(
      (result, others) => stack([result, ...(others as Value[])], { axis: outAxis }),
      first,
      rest,
    ) as TreeOfValues<Y>;
  };
}
