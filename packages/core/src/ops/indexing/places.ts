import { flat } from '../../array/ndarray.ts';
import { forEachRow } from '../../array/rows.ts';
import { broadcastStrides, type Shape, sizeOf, stridesOf } from '../../array/shape.ts';
import { labelOf } from '../../errors/text.ts';
import { discrete } from '../../families/discrete.ts';
import type { Blocks, Listed } from '../../families/movement.ts';
import { apply } from '../../primitive.ts';
import type { Value } from '../../value.ts';
import { lengthAlong, resolveIndex } from './indices.ts';

/*
 * From indices to places. These are separate operations, so that indices are read only when operations run, and may differ
 * from run to run. Errors name the operation that was given the indices.
 */

/** What is read or written, and by which operation, for messages. */
interface Target {
  readonly operation: string;
  readonly name: string;
  readonly shape: Shape;
}

/** What messages say about x. */
export const targetOf = (operation: string, x: Value): Target => ({
  operation,
  name: labelOf(x),
  shape: x.shape,
});

interface Slices extends Target {
  readonly axis: number | undefined;
  /** How many blocks there are for each index. */
  readonly outer: number;
  readonly block: number;
}

const slicePlaces = discrete<Slices>('slicePlaces', {
  shape: ([indices], { outer }) => [outer * sizeOf(indices.shape)],
  array: ([indices], slices) => {
    const list = flat(indices);
    const { operation, shape, axis, outer, block } = slices;
    const n = lengthAlong(shape, axis);
    const at = new Int32Array(outer * list.length);
    for (let k = 0; k < list.length; k++) {
      const index = resolveIndex(operation, list[k], slices, axis, k, indices.shape, n);
      for (let i = 0; i < outer; i++) at[i * list.length + k] = (i * n + index) * block;
    }
    return at;
  },
});

/**
 * Whole slices across an axis: for each place before the axis and each index, the block of everything after the axis.
 * Without an axis, single entries. The axes of the indices replace the axis.
 */
export function slicesAt(operation: string, x: Value, indices: Value, axis: number | undefined): Listed {
  const { shape } = x;
  const [before, after] = axis === undefined ? [[], []] : [shape.slice(0, axis), shape.slice(axis + 1)];
  const [outer, block] = [sizeOf(before), sizeOf(after)];
  const slices = { operation, name: labelOf(x), shape, axis, outer, block };
  const part = axis === undefined ? indices.shape : [...before, ...indices.shape, ...after];
  return { whole: shape, part, block, at: apply(slicePlaces, [indices], slices) };
}

interface Entries extends Target {
  readonly axis: number;
  readonly part: Shape;
  /** The strides of the indices, and of x, along the part. */
  readonly along: readonly number[];
  readonly own: readonly number[];
}

const entryPlaces = discrete<Entries>('entryPlaces', {
  shape: (_, { part }) => [sizeOf(part)],
  array: ([indices], entries) => {
    const { operation, shape, axis, part, along, own } = entries;
    const list = flat(indices);
    const at = new Int32Array(sizeOf(part));
    const n = shape[axis];
    const stride = stridesOf(shape)[axis];
    const across = own.map((s, k) => (k === axis ? 0 : s));
    forEachRow(part, [stridesOf(part), along, across], ([o, p, q], [, ps, qs], length) => {
      for (let i = 0; i < length; i++) {
        const from = p + i * ps;
        const index = resolveIndex(operation, list[from], entries, axis, from, indices.shape, n);
        at[o + i] = q + i * qs + index * stride;
      }
    });
    return at;
  },
});

/**
 * Single entries: for each place of `part`, the entry of x at that place, except that the index replaces the position along
 * the axis. The strides are those of the indices and of x along `part`.
 */
export function entriesAt(
  operation: string,
  x: Value,
  indices: Value,
  axis: number,
  part: Shape,
  [along, own] = [stridesOf(indices.shape), stridesOf(x.shape)],
): Listed {
  const { shape } = x;
  const entries = { operation, name: labelOf(x), shape, axis, part, along, own };
  return { whole: shape, part, block: 1, at: apply(entryPlaces, [indices], entries) };
}

interface Crossings extends Target {
  /** The shape to which the indices broadcast. */
  readonly outer: Shape;
}

const crossingPlaces = discrete<Crossings>('crossingPlaces', {
  shape: (_, { outer }) => [sizeOf(outer)],
  array: (lists, crossings) => {
    const { operation, shape, outer } = crossings;
    const at = new Int32Array(sizeOf(outer));
    const own = stridesOf(shape);
    lists.forEach((list, axis) => {
      const indices = flat(list);
      const strides = [stridesOf(outer), broadcastStrides(list.shape, outer)];
      forEachRow(outer, strides, ([o, p], [, step], length) => {
        for (let i = 0; i < length; i++) {
          const index = indices[p + i * step];
          at[o + i] += resolveIndex(operation, index, crossings, axis, o + i, outer, shape[axis]) * own[axis];
        }
      });
    });
    return at;
  },
});

/** The slices at these indices along the first axes of x; the indices broadcast to `outer`. */
export function crossingsAt(operation: string, x: Value, lists: readonly Value[], outer: Shape): Listed {
  const rest = x.shape.slice(lists.length);
  const at = apply(crossingPlaces, lists, { ...targetOf(operation, x), outer });
  return { whole: x.shape, part: [...outer, ...rest], block: sizeOf(rest), at };
}

type Writing = Pick<Blocks, 'whole' | 'block'>;

const maskOfBlocks = discrete<Writing>('maskOfBlocks', {
  shape: (_, { whole }) => whole,
  dtype: () => 'bool',
  array: ([at], { whole, block }) => {
    const mask = new Uint8Array(sizeOf(whole));
    for (const start of flat(at)) mask.fill(1, start, start + block);
    return mask;
  },
});

/** A mask that is true where x is written to. */
export function maskOf({ at, whole, block }: Listed): Value {
  return apply(maskOfBlocks, [at], { whole, block });
}

const lastWriter = discrete<Writing>('lastWriter', {
  shape: (_, { whole }) => whole,
  array: ([at], { whole, block }) => {
    const last = new Int32Array(sizeOf(whole));
    let from = 0;
    for (const start of flat(at)) {
      for (let to = start, end = start + block; to < end; to++, from++) last[to] = from;
    }
    return last;
  },
});

/** For each entry of x, the last of the entries that are written there; 0 if there is none. */
export function lastWriterOf({ at, whole, block }: Listed): Value {
  return apply(lastWriter, [at], { whole, block });
}
