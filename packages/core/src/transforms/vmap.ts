import { checkCount } from '../arguments.ts';
import { optionsOf } from '../create.ts';
import { transformErrors } from '../errors.ts';
import { namedAxis } from '../ops/axes.ts';
import { moveAxis } from '../ops/index.ts';
import { mapTree, type Tree, treeLeaves } from '../tree.ts';
import type { Value } from '../value.ts';
import { overStacks } from './stacks.ts';
import { checkFunction } from './trace.ts';
import { type TreeLike, type TreeOfValues, toValues } from './variables.ts';

export interface VmapOptions {
  /** The axis of every input to map over; the first where absent. */
  axis?: number;
  /** The axis along which results are stacked; the first where absent. */
  outAxis?: number;
}

/** What stands for the parameters of f; where it has none, anything may be given, for its length. */
type Inputs<T extends readonly Tree[]> = T extends readonly [] ? Tree[] : { [K in keyof T]: TreeLike<T[K]> };

/**
 * f of each slice of its inputs along an axis, the results stacked: `vmap(grad(loss))` gives a gradient for each sample
 * where `grad` gives their sum. Every input is mapped over; inputs and results may be trees.
 *
 * f is run once for all slices, each operation on the stack of them. Where it asks for numbers, as `item()` does and an
 * operation whose result has a size that depends on them, it is run again, once for each slice. So it should depend on its input alone:
 * random numbers are drawn outside, and mapped over.
 *
 * @example
 * ```ts
 * import { constant, grad, type Value, vmap } from '@chainrule/core';
 * const w = constant([1, 2]);
 * const loss = (x: Value) => grad((v: Value) => v.mul(x).sum().square())(w);
 * vmap(loss)([[1, 0], [1, 1]]); // → [[2, 0], [6, 6]]
 * ```
 */
export function vmap<T extends readonly Tree[] = Value[], Y extends Tree = Value>(
  f: (...xs: T) => Y,
  options: VmapOptions = {},
): (...xs: Inputs<T>) => TreeOfValues<Y> {
  checkCount('vmap', 2, arguments);
  const { axis = 0, outAxis = 0 } = optionsOf('vmap', options, 'axis, outAxis');
  checkFunction('vmap', f);
  return (...xs) => {
    const inputs = xs.map((x, i) => toValues('vmap', x as Tree, `argument ${i + 1}`));
    const leaves = treeLeaves(inputs);
    const axes = leaves.map((leaf) => namedAxis('vmap', leaf, axis));
    const [count = 0, ...others] = leaves.map(({ shape }, i) => shape[axes[i]]);
    if (count === 0 || others.some((each) => each !== count))
      throw transformErrors.unequalLengths('vmap', axis, leaves);
    const ofSlices = (slices: readonly Value[]) => {
      const result = toValues(
        'vmap',
        f(...(mapTree((leaf) => slices[leaves.indexOf(leaf)], inputs) as unknown as T)),
        'the result',
      );
      if (treeLeaves(result).length === 0) throw transformErrors.notReturned('vmap', result);
      return result;
    };
    const stacks = leaves.map((leaf, i) => moved(leaf, axes[i], 0));
    const results = overStacks(
      ofSlices,
      stacks,
      leaves.map(() => true),
      count,
    );
    return mapTree((y) => moved(y, 0, namedAxis('vmap', y, outAxis)), results) as TreeOfValues<Y>;
  };
}

const moved = (x: Value, from: number, to: number) => (from === to ? x : moveAxis(x, from, to));
