import type { Primitive } from '@chainrule/core';
import type { Fold, Movement, PrimitiveName } from '@chainrule/core/extend';
import { lookUp } from './look-up.ts';

/**
 * What an operation does with the entries of its inputs. Each target has a table with a rule for every kind, or with the
 * remark that core's own kernel is used, so the compiler asks for an entry when there is another kind.
 */
export type Kind =
  /** Entry by entry, with broadcasting: the primitive's function of numbers. */
  | 'elementwise'
  /** Entry by entry, to another dtype: the attribute. */
  | 'cast'
  | Movement
  /** The inputs one after the other along an axis: the attribute. */
  | 'join'
  /** Products of matrices, in stacks that are broadcast. */
  | 'contract'
  /** Along `axes` of the attributes. */
  | Fold
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

/** The kinds of core's primitives, as far as their traits do not say it. */
const KINDS: { readonly [P in PrimitiveName]?: Kind } = {
  asType: 'cast',
  concat: 'join',
  matmul: 'contract',

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

/** What a primitive does with entries. A primitive that is not core's is elementwise, a movement, a fold, or opaque. */
export function kindOf(primitive: Primitive): Kind {
  if (primitive.onNumbers) return 'elementwise';
  return primitive.movement ?? primitive.folds ?? lookUp(KINDS, primitive) ?? 'opaque';
}
