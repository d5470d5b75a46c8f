import type { Value } from '@chainrule/core';
import type { DrawOptions } from '@chainrule/formula';
import { checkLayout } from '../../share/layout.ts';

/** The Values that were shown and have a graph, for whoever asks for it. */
const shown: Value[] = [];

/** By what the graph of a Value can be asked for; undefined where it has none. */
export const graphOf = (value: Value): number | undefined =>
  value.primitive === undefined ? undefined : shown.push(value) - 1;

let usual: DrawOptions = {};

/** Has graphs go from top to bottom, where that is how they fit. */
export function drawDownwards(): void {
  usual = { direction: 'TB' };
}

/** Draws a graph. Graphviz is loaded with the first one. */
export async function drawn(root: Value, options: DrawOptions = {}): Promise<string> {
  checkLayout();
  const { draw } = await import('@chainrule/formula');
  return draw(root, { ...usual, ...options });
}

export const drawnAgain = (graph: number): Promise<string> => drawn(shown[graph]);
