import type { Value } from '@chainrule/core';
import type { Part } from './fold.ts';
import type { Path } from './groups.ts';

/** One node, or several that are folded. */
export interface Box extends Omit<Part, 'form'> {
  /** How it came to be; `'again'` where a leaf is drawn once more. */
  readonly form: Part['form'] | 'again';
  readonly id: string;
  /** In the order of the computation; the last one's result is the result of the box. */
  readonly nodes: readonly Value[];
}

export interface Arrow {
  readonly from: Box;
  readonly to: Box;
  /** Which operand it is, where `to` is one node. */
  readonly input: number | undefined;
  /** Whether a derivative passes. */
  readonly carries: boolean;
}

/** Whether a box stands for more than a node. */
export const isFolded = (box: Box) => box.nodes.length > 1;

/** The path of a layer that is one box ends with its own name, which is no frame around it. */
export function framesAround({ form, group = [] }: Box): Path {
  return form === 'group' ? group.slice(0, -1) : group;
}
