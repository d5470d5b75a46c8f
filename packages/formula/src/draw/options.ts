import type { Gradients, Value } from '@chainrule/core';
import type { OptionNames } from '../options.ts';

export interface DrawOptions {
  /** Significant digits of each number shown. Default: 6. */
  digits?: number;
  /** The gradients to show, for each node that has one. Default: what `root.backward()` wrote to `.grad`. */
  gradients?: Gradients;
  /**
   * Where results stand from what they were computed from: to the right (`'LR'`) or below (`'TB'`). Where absent to the
   * right, and below in a deep graph, since a page scrolls down.
   */
  direction?: 'LR' | 'TB';
  /** A heading above the picture. */
  title?: string;
  /** Names for this picture alone, as `model.namedParameters()` gives them. They come before a node's own. */
  names?: Readonly<Record<string, Value>>;
  /**
   * The layer that a node belongs to; layers are framed. A dot in the name puts one into another: `encoder.linear1`. A
   * node for which it says nothing goes with the layer whose parameters it uses, or else with its neighbours.
   *
   * Where absent the names of the nodes tell: `encoder.linear1.weight` belongs to `encoder.linear1`, the units
   * `net_h1` and `out_h2` to layer h, and with a matrix W1 whatever ends in 1 to layer 1. `() => undefined` frames
   * nothing.
   */
  group?: (node: Value) => string | undefined;
  /**
   * What becomes one box: each node (`'none'`); each named node with the unnamed ones that serve it alone (`'names'`);
   * each layer (`'groups'`). `'auto'`, the default, goes as far as it must for some 200 boxes, and where layers are not
   * enough puts together what is alike, and then steps of the computation. A function is asked for each named node and
   * each layer whether it becomes one, so that a reader can open and close them.
   */
  fold?: 'auto' | 'none' | 'names' | 'groups' | FoldRule;
}

/**
 * Whether what goes by this name becomes one box: a node with the unnamed ones that serve it alone, or a layer. A node that
 * serves several has no name: it is asked for with an empty one.
 */
export type FoldRule = (name: string, form: 'node' | 'group') => boolean;

export const DRAW: OptionNames<DrawOptions> = {
  digits: 'any',
  gradients: 'any',
  direction: 'any',
  title: 'any',
  names: 'any',
  group: 'any',
  fold: 'any',
};
