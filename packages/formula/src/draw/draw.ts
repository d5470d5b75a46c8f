import { ChainruleError, graph, type Value } from '@chainrule/core';
import { toDot } from './dot.ts';
import { escapeMarkup } from './markup.ts';
import type { DrawOptions } from './options.ts';
import { FONT, FONTS } from './theme.ts';

/** Characters of a node's tooltip: enough for a scalar to its last digit. */
const LONGEST_TOOLTIP = 300;

/** Graphviz walks a graph recursively: a chain of 30,000 nodes overflows its stack. */
const MOST_NODES = 10_000;

/**
 * The graph that a Value stands on, as an SVG picture: one self-contained element on a white background, without
 * scripts. Pointing at a node shows its numbers to the last digit.
 *
 * The layout is that of Graphviz, compiled to WebAssembly, which is loaded at the first call. Throws a ChainruleError
 * for more than 10,000 nodes.
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
  const { nodes } = graph(root);
  if (nodes.length > MOST_NODES)
    throw new ChainruleError('draw', `${nodes.length} nodes are too many to lay out`);
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  const svg = viz.renderString(toDot(root, options), { format: 'svg' });
  const heading = options.title ?? (root.name ? `Graph of ${root.name}` : 'Graph of a value');
  return finish(svg, heading, nodes);
}

/** What Graphviz leaves to be wished for: no prologue and comments, titles that say something, low subscripts. */
function finish(svg: string, heading: string, nodes: readonly Value[]): string {
  return svg
    .slice(svg.indexOf('<svg'))
    .replaceAll(/<!--[\s\S]*?-->\n?/g, '')
    .replace(/(<g id="graph0".*>\n)<title>.*<\/title>\n/, '$1')
    .replaceAll(/<title>n\d+(?::\w+)*&#45;&gt;.*<\/title>\n/g, '')
    .replaceAll(/<title>n(\d+)<\/title>/g, (_, i) => `<title>${tooltip(nodes[i])}</title>`)
    .replaceAll(
      / y="([-\d.]+)"([^<>]*) baseline-shift="sub"/g,
      (_, y, rest) => ` y="${Number(y) + 2}"${rest}`,
    )
    .replaceAll(`font-family="${FONT}"`, `font-family="${FONTS}"`)
    .replace(/<svg [^>]*>/, (tag) => `${tag}\n<title>${escapeMarkup(heading)}</title>`);
}

function tooltip(node: Value): string {
  const text = String(node);
  return escapeMarkup(text.length > LONGEST_TOOLTIP ? `${text.slice(0, LONGEST_TOOLTIP)}…` : text);
}
