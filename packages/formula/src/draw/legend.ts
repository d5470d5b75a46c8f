import type { Value } from '@chainrule/core';
import { gradientOf } from './label.ts';
import { coloured, escapeMarkup, small } from './markup.ts';
import type { DrawOptions } from './options.ts';
import { COLOURS, FAINT, GRADIENT, type Kind, kindOf } from './theme.ts';

const KINDS = Object.keys(COLOURS) as Kind[];

/** The heading, and below it what the colours mean, as far as they occur. */
export function legendOf(root: Value, nodes: readonly Value[], options: DrawOptions): string {
  const present = new Set(nodes.map((node) => kindOf(node, root)));
  const entries = KINDS.filter((kind) => present.has(kind)).map((kind) => {
    const swatch = `${coloured('■', COLOURS[kind].line)} `;
    return swatch + coloured(kind, FAINT);
  });
  if (nodes.some((node) => gradientOf(node, options))) entries.push(coloured('∂ gradient', GRADIENT));
  const heading = options.title ? `<B>${small(escapeMarkup(options.title), 15)}</B><BR ALIGN="LEFT"/>` : '';
  return `${heading}${entries.join('    ')}<BR ALIGN="LEFT"/>`;
}
