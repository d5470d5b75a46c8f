import { gradientOf } from './content.ts';
import { coloured, escapeMarkup, small } from './markup.ts';
import type { Picture } from './picture.ts';
import { plural } from './summary.ts';
import { COLOURS, FAINT, GRADIENT, INK, type Kind, kindOf } from './theme.ts';

const KINDS = Object.keys(COLOURS) as Kind[];

/** The heading, and below it what the colours mean, as far as they occur. */
export function legendOf(picture: Picture): string {
  const { root, nodes, boxes, options } = picture;
  const present = new Set(boxes.map((box) => kindOf(box, root)));
  const entries = KINDS.filter((kind) => present.has(kind)).map((kind) => {
    const swatch = `${coloured('■', COLOURS[kind].line)} `;
    return swatch + coloured(kind, FAINT);
  });
  if (nodes.some((node) => gradientOf(node, options))) entries.push(coloured('∂ gradient', GRADIENT));
  const folded = foldedText(picture);
  if (folded) entries.push(coloured(folded, INK));
  const heading = options.title ? `<B>${small(escapeMarkup(options.title), 15)}</B><BR ALIGN="LEFT"/>` : '';
  return `${heading}${entries.join('    ')}<BR ALIGN="LEFT"/>`;
}

/** `3,000 nodes, folded into 40 boxes`; nothing where each node has its box. */
export function foldedText({ nodes, boxes }: Picture): string | undefined {
  const count = boxes.filter(({ form }) => form !== 'again').length;
  if (count === nodes.length) return undefined;
  return `${plural(nodes.length, 'node')}, folded into ${count === 1 ? '1 box' : `${count} boxes`}`;
}
