import { constant, mapTree, type Tree, type Value } from '@chainrule/core';

/**
 * The gradient of f measured, not derived: (f(x + h) − f(x − h)) / 2h for every number of every Value in a tree.
 *
 * It needs no graph and no chain rule, so it can check what does. Its error is about h² and rounding about 10⁻¹⁶/h.
 */
export function centralDifferences<T extends Tree>(f: (tree: T) => number, tree: T, h = 1e-5): T {
  return mapTree((x) => {
    const numbers = numbersOf(x);
    const moved = (i: number, by: number) =>
      f(mapTree((y) => (y === x ? rebuilt(x, numbers.with(i, numbers[i] + by)) : y), tree));
    return rebuilt(
      x,
      numbers.map((_, i) => (moved(i, h) - moved(i, -h)) / (2 * h)),
    );
  }, tree);
}

/** The numbers of a Value in row-major order. */
export function numbersOf(x: Value): number[] {
  return typeof x.data === 'number' ? [x.data] : Array.from(x.data);
}

const rebuilt = (x: Value, numbers: number[]) => constant(numbers, { shape: x.shape });
