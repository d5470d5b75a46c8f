import { checkCount, type Value } from '@chainrule/core';
import { drawErrors } from '../errors/draw.ts';
import { type Box, isFolded } from './box.ts';
import { dotOf } from './dot.ts';
import { escapeMarkup } from './markup.ts';
import { shortened } from './names.ts';
import type { DrawOptions } from './options.ts';
import { type Frame, type Picture, pictureOf } from './picture.ts';
import { operationsText, plural } from './summary.ts';
import { FONT, FONTS } from './theme.ts';

/** Characters of a node's tooltip: enough for a scalar to its last digit. */
const LONGEST_TOOLTIP = 300;

/** Graphviz walks a graph recursively: a chain of 30,000 nodes overflows its stack. */
const MOST_BOXES = 10_000;

/**
 * The graph that a Value stands on, as an SVG picture: one self-contained element on a white background, without
 * scripts. Pointing at a node shows its numbers to the last digit.
 *
 * The layout is that of Graphviz, compiled to WebAssembly, which is loaded at the first call. Throws a ChainruleError
 * for more than 10,000 boxes, which only `fold` of another kind than `'auto'` can give.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { draw } from '@chainrule/formula';
 * const w = value(0.5, { name: 'w' });
 * const loss = w.mul(3).sub(1).square().named('loss');
 * loss.backward();
 * const svg = await draw(loss, { title: 'one weight' });
 * svg.startsWith('<svg '); // → true
 * svg.includes('<title>w = 0.5</title>'); // → true
 * ```
 */
export async function draw(root: Value, options: DrawOptions = {}): Promise<string> {
  checkCount('draw', 2, arguments);
  const picture = pictureOf('draw', root, options);
  if (picture.boxes.length > MOST_BOXES) throw drawErrors.tooManyBoxes(picture.boxes.length, MOST_BOXES);
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return finish(viz.renderString(dotOf(picture), { format: 'svg' }), picture);
}

/** What Graphviz leaves to be wished for: no prologue and comments, titles that say something, low subscripts. */
function finish(svg: string, picture: Picture): string {
  const { root, options, nameOf } = picture;
  const titles = titlesOf(picture);
  const heading = options.title ?? `Graph of ${nameOf(root) || 'a value'}`;
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/(<g id="graph0".*>\n)<title>.*<\/title>\n/, '$1')
    .replaceAll(/<title>n[\d_]+(?::\w+)*&#45;&gt;.*<\/title>\n/g, '')
    .replaceAll(
      /<title>(n[\d_]+|cluster_g\d+)<\/title>/g,
      (_, id) => `<title>${escapeMarkup(titles.get(id)!)}</title>`,
    )
    .replaceAll(
      / y="([-\d.]+)"([^<>]*) baseline-shift="sub"/g,
      (_, y, rest) => ` y="${Number(y) + 2}"${rest}`,
    )
    .replaceAll(`font-family="${FONT}"`, `font-family="${FONTS}"`)
    .replace(/<svg [^>]*>/, (tag) => `${tag}\n<title>${escapeMarkup(heading)}</title>`);
}

/** What pointing at a box or a frame shows, by its id. */
function titlesOf({ boxes, frame, nameOf }: Picture): ReadonlyMap<string, string> {
  const titles = new Map(boxes.map((box) => [box.id, shortened(titleOf(box, nameOf), LONGEST_TOOLTIP)]));
  const visit = ({ id, path, frames }: Frame) => {
    titles.set(`cluster_${id}`, shortened(path.join('.'), LONGEST_TOOLTIP));
    frames.forEach(visit);
  };
  visit(frame);
  return titles;
}

function titleOf(box: Box, nameOf: Picture['nameOf']): string {
  const { form, group, nodes } = box;
  const node = nodes[nodes.length - 1];
  const name = nameOf(node);
  const line = name === node.name ? String(node) : `${name}: ${node}`;
  if (!isFolded(box)) return line;
  const folded = `${plural(nodes.length, 'node')} folded: ${operationsText(nodes)}`;
  if (form === 'node') return `${line} (${folded})`;
  return form === 'group' ? `${group!.join('.')}: ${folded}` : folded;
}
