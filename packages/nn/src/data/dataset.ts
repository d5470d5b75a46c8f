import { checkCount, reshape, type Value } from '@chainrule/core';
import { dataErrors } from '../errors/data.ts';
import { type Column, type ColumnLike, columnOf, takeFrom } from './column.ts';

/** Columns by index or by name. */
export type Columns = readonly ColumnLike[] | Readonly<Record<string, ColumnLike>>;

/** A Value in place of each column. */
export type Batch<C extends Columns> = { -readonly [K in keyof C]: Value };

/** Anything that gives samples one by one, such as an array. */
export interface Samples<S> {
  readonly length: number;
  at(index: number): S | Promise<S> | undefined;
}

/**
 * Samples in columns: Values, typed arrays, nested arrays, or what `fromIdx` gives, each with the samples along its first
 * axis. A batch has the structure of the columns, a tuple or an object, with a Value for each.
 *
 * Numbers in Values and typed arrays are not copied. `select` returns a view: the same columns, and the indices of its samples
 * in them. Bytes stay bytes until they are in a batch.
 *
 * Throws a DataError if columns differ in their number of samples.
 *
 * @example
 * ```ts
 * import { Dataset } from '@chainrule/nn';
 * const data = new Dataset([[[1, 2], [3, 4], [5, 6]], [0, 1, 1]]);
 * data.length; // → 3
 * const [x, y] = data.take([2, 0]);
 * x; // → [[5, 6], [1, 2]]
 * y; // → [1, 0]
 * data.select([1, 2]).at(0)[0]; // → [3, 4]
 * data.select([1, 2]).all()[1]; // → [1, 1]
 * new Dataset({ x: [[1], [2]], y: [1] }); // → throws column y: expected 2 samples as in x, got 1
 * ```
 */
export class Dataset<const C extends Columns = Columns> implements Samples<Batch<C>> {
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #isTuple: boolean;
  /** The indices of the samples in the columns. Default: all of them in order. */
  readonly #places: Int32Array | undefined;
  readonly length: number;

  /** A view of another dataset: of all its samples, or of those at some indices, as `select` returns. */
  constructor(columns: C | Dataset<C>, places?: ArrayLike<number>) {
    checkCount('Dataset', columns instanceof Dataset ? 2 : 1, arguments);
    if (columns instanceof Dataset) {
      this.#columns = columns.#columns;
      this.#isTuple = columns.#isTuple;
      this.#places = places === undefined ? columns.#places : columns.#placesOf(places);
    } else {
      if (typeof columns !== 'object' || columns === null)
        throw dataErrors.badData('Dataset', 'columns', 'an array or an object of columns', columns);
      this.#columns = new Map(
        Object.entries(columns).map(([name, given]) => [name, columnOf(name, given as ColumnLike)]),
      );
      this.#isTuple = Array.isArray(columns);
    }
    this.length = this.#places?.length ?? countOf(this.#columns);
  }

  /** One sample, without the axis of samples; a negative index counts from the end. */
  at(index: number): Batch<C> {
    checkCount('Dataset.at', 1, arguments);
    const batch = this.take([typeof index === 'number' && index < 0 ? index + this.length : index]);
    return this.#shaped(
      Object.values(batch as Record<string, Value>).map((x) => reshape(x, x.shape.slice(1))),
    );
  }

  /** The samples at these indices as one batch. */
  take(indices: ArrayLike<number>): Batch<C> {
    checkCount('Dataset.take', 1, arguments);
    const places = this.#placesOf(indices);
    return this.#shaped([...this.#columns.values()].map((column) => takeFrom(column, places)));
  }

  /** All samples as one batch. */
  all(): Batch<C> {
    checkCount('Dataset.all', 0, arguments);
    return this.take(Int32Array.from({ length: this.length }, (_, i) => i));
  }

  /** The samples at these indices as a dataset: a view that copies nothing. */
  select(indices: ArrayLike<number>): Dataset<C> {
    checkCount('Dataset.select', 1, arguments);
    return new Dataset<C>(this, indices);
  }

  #placesOf(indices: ArrayLike<number>): Int32Array {
    const { length } = Object(indices) as Partial<ArrayLike<number>>;
    if (typeof indices !== 'object' || !Number.isSafeInteger(length))
      throw dataErrors.badData('Dataset', 'indices', 'an array of whole numbers', indices);
    return Int32Array.from(indices, (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= this.length)
        throw dataErrors.badData('Dataset', 'index', `a whole number below ${this.length}`, index);
      return this.#places ? this.#places[index] : index;
    });
  }

  #shaped(values: Value[]): Batch<C> {
    const names = [...this.#columns.keys()];
    return (
      this.#isTuple ? values : Object.fromEntries(names.map((name, k) => [name, values[k]]))
    ) as Batch<C>;
  }
}

function countOf(columns: ReadonlyMap<string, Column>): number {
  const [first, ...others] = columns;
  if (!first) throw dataErrors.badData('Dataset', 'columns', 'at least one', 'none');
  const count = first[1].shape[0];
  for (const [name, { shape }] of others) {
    if (shape[0] !== count)
      throw dataErrors.badData('Dataset', `column ${name}`, `${count} samples as in ${first[0]}`, shape[0]);
  }
  return count;
}
