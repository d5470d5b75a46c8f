import type { Gradients } from '@chainrule/core';

export interface DrawOptions {
  /** Significant digits of every number shown; 6 where absent. */
  digits?: number;
  /** The gradients to show, of every node that has one; where absent, what `root.backward()` wrote to `.grad`. */
  gradients?: Gradients;
  /** Where results stand from what they were computed from: to the right (`'LR'`, the default) or below (`'TB'`). */
  direction?: 'LR' | 'TB';
  /** A heading above the picture. */
  title?: string;
}
