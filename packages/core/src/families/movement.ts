import type { DType, TypedArray } from '../array/dtype.ts';
import { readBlocks } from '../array/gather.ts';
import { readStrided } from '../array/move.ts';
import { flat } from '../array/ndarray.ts';
import { isShape, type Shape, sameShape, sizeOf } from '../array/shape.ts';
import { addBlocks, addStrided, allocateSums, roundedSums } from '../array/spread.ts';
import { apply, type Movement, type Placement, type Primitive } from '../primitive.ts';
import { known } from '../registry.ts';
import type { Value } from '../value.ts';
import { linear } from './linear.ts';

/*
 * Operations that only move entries come in pairs, each the transpose of the other:
 *
 *   reading   whole → part    y[i] = x[place of i]             slice, diagonal, take, sort
 *   adding    part → whole    y[place of i] += x[i]            pad, diagEmbed, scatterAdd
 *
 * They differ in how the places are given. All share the two kernels; each operation has its own primitives, so that graphs
 * and pictures show what was called.
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
  /** The shape that the strides belong to, if it differs from that of the part. */
  readonly grid?: Shape;
}

/** Places that are listed in a second input: block i of the part begins at the i-th of them. */
export interface Blocks extends Places {
  /** How many neighbours move together. */
  readonly block: number;
}

/** Whether the places of a movement are data, which could be wrong in a file. */
export const isPlaced = (movement: Movement | undefined): movement is Placement =>
  movement !== undefined && /^(read|add)-/.test(movement);

/** Whether attributes from outside, such as a file, move entries of these inputs within the whole. */
export function staysWithin(movement: Placement, inputs: readonly Value[], attributes: unknown): boolean {
  const { whole, part, strides, offset, grid = part, block } = Object(attributes) as Record<string, unknown>;
  if (!isShape(whole) || !isShape(part) || !isShape(grid)) return false;
  const [x, at] = inputs;
  if (!sameShape(x.shape, movement.startsWith('read') ? whole : part)) return false;
  const [size, count] = [sizeOf(whole), sizeOf(part)];
  if (movement.endsWith('blocks'))
    return (
      at?.dtype === 'int32' &&
      isWhole(block) &&
      at.size * block === count &&
      flat(at).every((place) => place >= 0 && place + block <= size)
    );
  if (!isWhole(offset) || !Array.isArray(strides) || !strides.every(isWhole)) return false;
  if (strides.length !== grid.length || sizeOf(grid) !== count) return false;
  const spans = grid.map((n, axis) => (n - 1) * strides[axis]);
  const reach = (end: typeof Math.min) => spans.reduce((at, span) => at + end(span, 0), offset);
  return count === 0 || (reach(Math.min) >= 0 && reach(Math.max) < size);
}

const isWhole = (n: unknown): n is number => Number.isSafeInteger(n);

/** Blocks, and the int32 vector of their first places. */
export interface Listed extends Blocks {
  readonly at: Value;
}

/** The primitives that read and that add. */
export type Pair<P> = readonly [read: Primitive<P>, add: Primitive<P>];

type Adds<P> = NonNullable<Primitive<P>['addVjp']>;

/** Zeros with the first input added to them. */
function added<P>(add: Adds<P>, inputs: readonly Value[], shape: Shape, dtype: DType, places: P): TypedArray {
  const sums = allocateSums(dtype, shape);
  add(sums, inputs[0], inputs, places);
  return roundedSums(sums, dtype);
}

/** The pair of an operation whose places are at even distances. */
export function views(name: string, transposed = `${name}ᵀ`): Pair<View> {
  const onStacks = ({ whole, part, strides, offset, grid = part }: View, count: number): View => ({
    whole: [count, ...whole],
    part: [count, ...part],
    strides: [sizeOf(whole), ...strides],
    offset,
    grid: [count, ...grid],
  });
  const addVjp: Adds<View> = (sums, g, _, { part, strides, offset, grid = part }) =>
    addStrided(sums, g, grid, strides, offset);
  const reading: Primitive<View> = linear<View>(name, {
    shape: (_, { part }) => part,
    array: (x, _, __, { part, strides, offset, grid = part }) => readStrided(x, grid, strides, offset),
    transpose: (g, _, view) => apply(adding, [g], view),
    addVjp,
    onStacks,
    movement: 'read-view',
  });
  const adding: Primitive<View> = linear<View>(transposed, {
    shape: (_, { whole }) => whole,
    array: (x, shape, dtype, view) => added(addVjp, [x], shape, dtype, view),
    transpose: (g, _, view) => apply(reading, [g], view),
    onStacks,
    movement: 'add-view',
  });
  return [reading, adding];
}

/** The pair of an operation whose places are listed. */
export function blocks(name: string, transposed = `${name}ᵀ`, { chosen = false } = {}): Pair<Blocks> {
  const addVjp: Adds<Blocks> = (sums, g, [, at], { block }) => addBlocks(sums, g, at, block);
  const reading: Primitive<Blocks> = known({
    name,
    ...moving,
    placedByNumbers: chosen,
    shape: (_, { part }) => part,
    array: ([x, at], _, __, { block }) => readBlocks(x, at, block),
    vjp: (g, _, [, at], __, which) => apply(adding, [g, at], which),
    addVjp,
    jvp: (t, _, [, at], __, which) => apply(reading, [t, at], which),
    movement: 'read-blocks',
  });
  const adding: Primitive<Blocks> = known({
    name: transposed,
    ...moving,
    shape: (_, { whole }) => whole,
    array: (inputs, shape, dtype, which) => added(addVjp, inputs, shape, dtype, which),
    vjp: (g, _, [, at], __, which) => apply(reading, [g, at], which),
    jvp: (t, _, [, at], __, which) => apply(adding, [t, at], which),
    movement: 'add-blocks',
    fewMeet: chosen,
  });
  return [reading, adding];
}

const moving = {
  dtype: ([x]: readonly Value[]) => x.dtype,
  differentiable: (input: number) => input === 0,
};

/** The pair of an operation that finds its places in the numbers that it reads: the largest, the order. */
export function chosenBlocks(name: string): Pair<Blocks> {
  return blocks(name, undefined, { chosen: true });
}

/** Reads from x, or adds x, at listed places. */
export function moveBlocks(
  primitive: Primitive<Blocks>,
  x: Value,
  { at, whole, part, block }: Listed,
): Value {
  return apply(primitive, [x, at], { whole, part, block });
}
