import { checkCount } from '../errors/surplus.ts';
import { transformErrors } from '../errors/transforms.ts';
import { moveAxis } from '../ops/index.ts';
import { namedAxis } from '../ops/shape/axes.ts';
import { optionsOf } from '../options.ts';
import { isBranch, mapTree, type Tree, treeLeaves, treeNode } from '../tree.ts';
import { Value } from '../value.ts';
import { overStacks } from './stacks.ts';
import { checkFunction } from './trace.ts';
import { type TreeLike, type TreeOfValues, toValues } from './variables.ts';

export interface VmapOptions {
  /** The axis of every input to map over; default: the first. */
  axis?: number;
  /** The axis along which results are stacked; default: the first. */
  outAxis?: number;
}

/** The inputs for the parameters of f. If f has none, inputs of any kind are allowed; they give the number of slices. */
type Inputs<T extends readonly Tree[]> = T extends readonly [] ? Tree[] : { [K in keyof T]: TreeLike<T[K]> };

/**
 * Applies f to each slice of its inputs along an axis, and stacks the results: `vmap(grad(loss))` gives a gradient for each
 * sample, while `grad` gives their sum. Every input is mapped over; inputs and results may be trees.
 *
 * f runs once for all slices, with each operation on the stack of them. If f reads numbers, through `item()` or through an
 * operation whose result size depends on them, it runs again, once for each slice. The same happens if f draws random
 * numbers or changes a module, as batch normalisation in training does: it is then called for one slice after the other. For
 * speed, draw beforehand, and map over what was drawn.
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
      const sliceOf = (leaf: Value) => slices[leaves.indexOf(leaf)];
      const given = mapTree(sliceOf, inputs);
      const result = toValues('vmap', f(...(given as unknown as T)), 'the result');
      refuseChanges(given, inputs, sliceOf);
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

/** Throws if f puts something in a module of its argument: that is a copy, so the change would be lost. */
function refuseChanges(copy: Tree, original: Tree, sliceOf: (x: Value) => unknown, module?: object): void {
  if (!isBranch(copy) || !isBranch(original)) return;
  const owner = treeNode in original ? original : module;
  for (const key of new Set([...Object.keys(original), ...Object.keys(copy)])) {
    const [was, now] = [original[key], copy[key]];
    if (isBranch(was) && isBranch(now)) refuseChanges(now, was, sliceOf, owner);
    else if (owner && !Object.is(now, was instanceof Value ? sliceOf(was) : was))
      throw transformErrors.changedSlice(`${key} of ${owner.constructor.name}`);
  }
}
