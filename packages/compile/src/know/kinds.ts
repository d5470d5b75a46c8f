import type { Movement, Primitive } from '@chainrule/core';
import { lookUp } from './look-up.ts';

/** Taking numbers along some axes together. */
export type FoldKind = 'sum' | 'product' | 'largest' | 'smallest' | 'all' | 'any';

/**
 * What an operation does with the entries of its inputs. Each target has a table with a rule for every kind, or with the
 * remark that core's own kernel is used, so the compiler asks for an entry when there is another kind.
 */
export type Kind =
  /** Entry by entry, with broadcasting: the primitive's function of numbers. */
  | 'elementwise'
  /** Entry by entry, to another dtype: the attribute. */
  | 'cast'
  /** The same entries in the same order, under another shape or the same. */
  | 'same entries'
  /** The axes in another order: the attribute. */
  | 'permute'
  /** Repeated along axes of size 1 and along new ones in front. */
  | 'repeat'
  | Movement
  /** The inputs one after the other along an axis: the attribute. */
  | 'join'
  /** Products of matrices, in stacks that are broadcast. */
  | 'contract'
  /** Along `axes` of the attributes. */
  | FoldKind
  /** The three products of a convolution, in which two of x, w and y give the third. */
  | 'convolve'
  | 'convolve back'
  | 'correlate'
  /** Where the largest entries of windows lie: counted from the start of x, or of each line. */
  | 'window places'
  | 'line places'
  /** A sparse matrix along one axis. */
  | 'resample'
  | 'arg max'
  | 'arg min'
  | 'cumulative sum'
  /** All else: known by its kernel alone. */
  | 'opaque';

/** The kinds of core's primitives, as far as they do not say it themselves by a function of numbers or a movement. */
const KINDS: Readonly<Record<string, Kind>> = {
  astype: 'cast',

  alias: 'same entries',
  expandDims: 'same entries',
  flatten: 'same entries',
  ravel: 'same entries',
  reshape: 'same entries',
  squeeze: 'same entries',
  stopGradient: 'same entries',
  unflatten: 'same entries',

  transpose: 'permute',
  broadcastTo: 'repeat',
  concat: 'join',
  matmul: 'contract',

  sum: 'sum',
  prod: 'product',
  max: 'largest',
  min: 'smallest',
  all: 'all',
  any: 'any',

  convolve: 'convolve',
  convolveᵀ: 'convolve back',
  correlate: 'correlate',
  maxPoolPlaces: 'window places',
  argMaxPool: 'line places',
  avgPool: 'resample',
  interpolate: 'resample',
  argMax: 'arg max',
  argMin: 'arg min',
  cumSum: 'cumulative sum',
};

/** What a primitive does with entries. A primitive that is not core's is elementwise, a movement, or opaque. */
export function kindOf(primitive: Primitive): Kind {
  if (primitive.onNumbers) return 'elementwise';
  return primitive.movement ?? lookUp(KINDS, primitive) ?? 'opaque';
}

/** Transposes of picking entries by their numbers, such as the largest of each window: few meet at one place. */
const PICKING: Readonly<Record<string, true>> = {
  maxPoolᵀ: true,
  sortᵀ: true,
  topKᵀ: true,
  kthValueᵀ: true,
  modeᵀ: true,
};

/** Whether a primitive adds entries back to where they were picked by their numbers. */
export const addsPicked = (primitive: Primitive): boolean => lookUp(PICKING, primitive) === true;
