import {
  constant,
  type DType,
  mapTree,
  type Tree,
  type TreeLike,
  type TreeOfValues,
  toValues,
  type Value,
  zerosLike,
} from '@chainrule/core';
import { isFloat } from '@chainrule/core/extend';
import { trainingErrors } from '../errors/training.ts';
import type { Vector } from './vectors.ts';

/** The numbers of the float Values of a tree as one vector; a shared Value counts once. */
export class Variables<T extends Tree> {
  /** The tree as it was given, with Values for its numbers. */
  readonly tree: TreeOfValues<T>;
  readonly start: Vector;
  /** Where each Value begins. */
  readonly #offsets = new Map<Value, number>();

  constructor(operation: string, x0: TreeLike<T>) {
    this.tree = toValues(operation, x0, 'the start') as TreeOfValues<T>;
    let size = 0;
    mapTree((x) => {
      if (!isFloat(x.dtype) || this.#offsets.has(x)) return;
      this.#offsets.set(x, size);
      size += x.size;
    }, this.tree);
    if (size === 0) throw trainingErrors.nothingToMove(operation);
    this.start = new Float64Array(size);
    for (const [x, from] of this.#offsets) this.start.set(numbersOf(x), from);
  }

  /** The tree with these numbers. */
  at(point: Vector): TreeOfValues<T> {
    return this.#with(point, (x) => x);
  }

  /** The gradient with respect to the tree. It is zero for integers and booleans, which are not variables. */
  gradientOf(slopes: Vector): TreeOfValues<T> {
    return this.#with(slopes, (x) => zerosLike(x));
  }

  #with(numbers: Vector, other: (x: Value) => Value): TreeOfValues<T> {
    const made = new Map<Value, Value>();
    return mapTree((x) => {
      const from = this.#offsets.get(x);
      if (from === undefined) return other(x);
      const { shape, name } = x;
      if (!made.has(x))
        made.set(
          x,
          constant(numbers.subarray(from, from + x.size), { shape, name, dtype: x.dtype as DType }),
        );
      return made.get(x);
    }, this.tree);
  }

  /** The numbers of another tree of the same structure. */
  flatten(other: Tree): Vector {
    const flat = new Float64Array(this.start.length);
    mapTree(
      (x, [beside]) => {
        const from = this.#offsets.get(x);
        if (from !== undefined) flat.set(numbersOf(beside as Value), from);
      },
      this.tree,
      other,
    );
    return flat;
  }

  /** Each Value with where it begins. */
  get places(): [Value, number][] {
    return [...this.#offsets];
  }
}

export const numbersOf = ({ data }: Value): ArrayLike<number> & Iterable<number> =>
  typeof data === 'number' ? [data] : data;
