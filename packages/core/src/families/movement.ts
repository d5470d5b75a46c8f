import type { TypedArray } from '../array/dtype.ts';
import { readBlocks } from '../array/gather.ts';
import { readStrided } from '../array/move.ts';
import type { NDArray } from '../array/ndarray.ts';
import { type Shape, sizeOf } from '../array/shape.ts';
import { addBlocks, addStrided } from '../array/spread.ts';
import { apply, type Primitive } from '../primitive.ts';
import { linear } from './linear.ts';

/*
 * Operations that only move entries come in pairs, each the transpose of the other:
 *
 *   reading   whole → part    y[i] = x[place of i]             slice, diagonal, take, sort
 *   adding    part → whole    y[place of i] += x[i]            pad, diagEmbed, scatterAdd
 *
 * What differs is how the places are told. The two kernels are shared by all; each operation has primitives of its own,
 * so that graphs and pictures say what was called.
 */

interface Places {
  /** The shape that is read from, or added to. */
  readonly whole: Shape;
  /** The shape of what is read, or of what is added. */
  readonly part: Shape;
}

/** Places at even distances: entry i of the part lies at offset + Σ i·strides. */
export interface View extends Places {
  readonly strides: readonly number[];
  readonly offset: number;
  /** The shape that the strides are of, where it is another way to write the part's. */
  readonly grid?: Shape;
}

/** Places that are listed: block i of the part begins at at[i]. */
export interface Blocks extends Places {
  readonly at: Int32Array;
  /** How many neighbours move together. */
  readonly block: number;
}

/** The primitives of reading and of adding. */
export type Pair<P> = readonly [read: Primitive<P>, add: Primitive<P>];

/** The pair of an operation whose places are at even distances. */
export function views(name: string, transposed = `${name}ᵀ`): Pair<View> {
  return pair<View>(
    name,
    transposed,
    (x, { part, strides, offset, grid = part }) => readStrided(x, grid, strides, offset),
    (x, { whole, part, strides, offset, grid = part }) => addStrided(x, whole, grid, strides, offset),
    {
      onStacks: ({ whole, part, strides, offset, grid = part }, count) => ({
        whole: [count, ...whole],
        part: [count, ...part],
        strides: [sizeOf(whole), ...strides],
        offset,
        grid: [count, ...grid],
      }),
    },
  );
}

/** The pair of an operation whose places are listed. */
export function blocks(
  name: string,
  transposed = `${name}ᵀ`,
  options: PairOptions<Blocks> = {},
): Pair<Blocks> {
  return pair<Blocks>(
    name,
    transposed,
    (x, { at, block }) => readBlocks(x, at, block),
    (x, { whole, at, block }) => addBlocks(x, whole, at, block),
    options,
  );
}

/** The pair of an operation that reads at places which it finds in the numbers it reads: the largest, the order. */
export function chosenBlocks(name: string): Pair<Blocks> {
  return blocks(name, undefined, { placedByNumbers: true });
}

/** What is to be known of the reading primitive, and of both. */
type PairOptions<P> = Pick<Primitive<P>, 'onStacks' | 'placedByNumbers'>;

type Kernel<P> = (x: NDArray, places: P) => TypedArray;

function pair<P extends Places>(
  name: string,
  transposed: string,
  read: Kernel<P>,
  add: Kernel<P>,
  { onStacks, placedByNumbers }: PairOptions<P>,
): Pair<P> {
  const reading: Primitive<P> = linear<P>(name, {
    shape: (_, { part }) => part,
    array: (x, _, __, places) => read(x, places),
    transpose: (g, _, places) => apply(adding, [g], places),
    onStacks,
    placedByNumbers,
  });
  const adding: Primitive<P> = linear<P>(transposed, {
    shape: (_, { whole }) => whole,
    array: (x, _, __, places) => add(x, places),
    transpose: (g, _, places) => apply(reading, [g], places),
    onStacks,
  });
  return [reading, adding];
}
