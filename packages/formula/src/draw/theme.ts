import type { Value } from '@chainrule/core';
import { type Box, isFolded } from './box.ts';

/** What part a box plays in the picture. */
export type Kind = 'parameter' | 'constant' | 'intermediate' | 'folded' | 'result';

export const COLOURS: Readonly<Record<Kind, { readonly fill: string; readonly line: string }>> = {
  parameter: { fill: '#e4eefb', line: '#6d93c4' },
  constant: { fill: '#f3f2ee', line: '#b9b6ab' },
  intermediate: { fill: '#ffffff', line: '#9a9a9a' },
  folded: { fill: '#f5effa', line: '#9a7fb8' },
  result: { fill: '#e2f3e1', line: '#5fa364' },
};

export const INK = '#222222';
export const FAINT = '#777777';
export const GRADIENT = '#b4490f';

/** An edge that a derivative passes through, and one that none does. */
export const EDGE = '#7a7a7a';
export const EDGE_OF_CONSTANT = '#c4c1b8';

/** What is drawn around a layer. */
export const FRAME = { fill: '#fafaf7', line: '#d4d1c6' };

/** The font that Graphviz measures with: it knows the widths of this one, but of no list of fonts. */
export const FONT = 'Verdana';

/** What the SVG asks for: DejaVu Sans is as wide as Verdana, and one of the two is on almost every machine. */
export const FONTS = 'Verdana,DejaVu Sans,sans-serif';

export const FONT_SIZE = 10;

/** The part that a box plays in the picture of root. */
export function kindOf(box: Box, root: Value): Kind {
  const node = box.nodes[box.nodes.length - 1];
  if (node === root && node.primitive) return 'result';
  if (isFolded(box) && box.nodes.some(({ primitive }) => primitive)) return 'folded';
  if (!node.primitive) return node.wantsGradient ? 'parameter' : 'constant';
  return 'intermediate';
}
