import { promote } from '../../array/dtype.ts';
import { flat } from '../../array/ndarray.ts';
import { argumentErrors } from '../../errors/arguments.ts';
import { takes } from '../../errors/surplus.ts';
import { adaptive } from '../../families/adaptive.ts';
import type { Listed } from '../../families/movement.ts';
import { type Operand, ones } from '../../make/create.ts';
import { optionsOf } from '../../options.ts';
import type { Value } from '../../value.ts';
import { prod } from '../reduce/reduction.ts';
import { amax, amin } from '../reduce/selection.ts';
import { mean, sum } from '../reduce/sum.ts';
import { concat } from '../shape/join.ts';
import { flatten, reshape } from '../shape/shape.ts';
import { take } from './gather.ts';
import { indexValue } from './indices.ts';
import { entriesInto, slicesInto } from './targets.ts';

/*
 * Reduces each entry of x, together with the entries of a source that go to its place, to one number.
 *
 * Places with the same number of members are the rows of one matrix, which is reduced like any other. So the conventions at
 * ties and at zeros, and derivatives of all orders, are those of the reductions themselves.
 */

const REDUCTIONS = { sum, prod, mean, amax, amin };

export type ScatterReduction = keyof typeof REDUCTIONS;

/** Whether x's own entries are included. */
export interface ScatterReduceOptions {
  /** Whether x's own entry is included if others go to its place; default: true. */
  includeSelf?: boolean;
}

/**
 * x with each of its entries reduced together with the entries of a source that go to its place: source[i, j] goes to y[i,
 * indices[i, j]] for axis 1. The reduction is sum, prod, mean, amax or amin; entries to which nothing goes stay unchanged.
 * PyTorch's scatter_reduce. Throws a ShapeError if an index is out of range.
 *
 * @example
 * ```ts
 * import { scatterReduce } from '@chainrule/core';
 * scatterReduce([1, 2, 3], [0, 0, 2], [5, 6, 7], 0, 'prod'); // → [30, 2, 21]
 * scatterReduce([1, 2, 3], [0, 0, 2], [5, 6, 7], 0, 'mean', { includeSelf: false }); // → [5.5, 2, 7]
 * ```
 */
export const scatterReduce = takes(
  'scatterReduce',
  6,
  (
    x: Operand,
    indices: Operand,
    source: Operand,
    axis: number,
    reduction: ScatterReduction,
    options: ScatterReduceOptions = {},
  ): Value => {
    const { input, used, places } = entriesInto('scatterReduce', x, indices, source, axis);
    return reduceInto('scatterReduce', input, used, places, reduction, options);
  },
);

/**
 * x with each of its slices across an axis reduced, entry by entry, together with the slices of a source that a vector of
 * indices sends there; otherwise like `scatterReduce`. PyTorch's index_reduce.
 */
export const indexReduce = takes(
  'indexReduce',
  6,
  (
    x: Operand,
    indices: Operand,
    source: Operand,
    axis: number,
    reduction: ScatterReduction,
    options: ScatterReduceOptions = {},
  ): Value => {
    const { input, from, places } = slicesInto('indexReduce', x, indices, source, axis);
    return reduceInto('indexReduce', input, from, places, reduction, options);
  },
);

function reduceInto(
  operation: string,
  x: Value,
  source: Value,
  { at, block }: Listed,
  reduction: ScatterReduction,
  options: ScatterReduceOptions,
): Value {
  const { includeSelf = true } = optionsOf(operation, options, 'includeSelf');
  if (!Object.hasOwn(REDUCTIONS, reduction))
    throw argumentErrors.badOption(operation, 'reduction', 'sum, prod, mean, amax or amin', reduction);
  if (x.size === 0) return reshape(x, x.shape);
  return reduced([x, source, at], { block, reduction, includeSelf });
}

interface Reducing {
  readonly block: number;
  readonly reduction: ScatterReduction;
  readonly includeSelf: boolean;
}

const reduced = adaptive<Reducing>({
  name: 'scatterReduce',
  shape: ([x]) => x.shape,
  dtype: ([x, source], { reduction }) => {
    const one = ones([1, 1], { dtype: promote(x.dtype, source.dtype) });
    return REDUCTIONS[reduction](one, { axis: 1 }).dtype;
  },
  run: ([x, source, places], { block, reduction, includeSelf }) => {
    const starts = flat(places);
    const at = Int32Array.from(
      { length: source.size },
      (_, i) => starts[Math.floor(i / block)] + (i % block),
    );
    const entries = concat([flatten(x), flatten(source)]);
    const { matrices, place } = gathered(at, x.size, includeSelf);
    const rows = matrices.map((members) => REDUCTIONS[reduction](take(entries, members), { axis: 1 }));
    return take(concat(rows), indexValue(place, x.shape));
  },
});

/**
 * The members of each place as a row, with one matrix for each number of members that occurs, and the position of each
 * place's row among all rows. Members are indices: first the entries of x, then those of the source.
 */
function gathered(at: Int32Array, size: number, includeSelf: boolean) {
  const counts = new Int32Array(size);
  for (const to of at) counts[to]++;
  const own = counts.map((n) => Number(includeSelf || n === 0));
  const rows = new Map<number, number>();
  for (let k = 0; k < size; k++) {
    counts[k] += own[k];
    rows.set(counts[k], (rows.get(counts[k]) ?? 0) + 1);
  }
  const { members, place, next } = laidOut(counts, rows, size + at.length);
  for (let k = 0; k < size; k++) if (own[k] === 1) members[next[k]++] = k;
  for (let i = 0; i < at.length; i++) members[next[at[i]]++] = size + i;
  let end = 0;
  const matrices = [...rows].map(([length, height]) => {
    end += length * height;
    return indexValue(members.slice(end - length * height, end), [height, length]);
  });
  return { matrices, place };
}

/** Memory for the matrices, one after the other; the row of each place, and where its first member goes. */
function laidOut(counts: Int32Array, rows: ReadonlyMap<number, number>, total: number) {
  const free = new Map<number, { row: number; at: number }>();
  let [row, at] = [0, 0];
  for (const [length, height] of rows) {
    free.set(length, { row, at });
    row += height;
    at += length * height;
  }
  const [place, next] = [new Int32Array(counts.length), new Int32Array(counts.length)];
  counts.forEach((length, k) => {
    const slot = free.get(length)!;
    place[k] = slot.row++;
    next[k] = slot.at;
    slot.at += length;
  });
  return { members: new Int32Array(total), place, next };
}
