import { expression, toTeX } from '@chainrule/formula';
import { markup } from '../share/math.ts';

/** MathML in which every symbol says in `data-symbol` which name it stands for. */
export async function markMath(html: string, names: readonly string[]): Promise<string> {
  const forms = new Map<string, string>();
  for (const name of names) {
    const math = await markup(toTeX(expression.name(name)), false);
    forms.set(math.replace(/^<math[^>]*>|<\/math>$/g, ''), name);
  }
  // A symbol may stand in another, as b in b₁: the longer one is what is meant.
  const longestFirst = [...forms.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  if (longestFirst.length === 0) return html;
  return html.replaceAll(new RegExp(longestFirst.join('|'), 'g'), (form) =>
    form.replace(/^<\w+/, (tag) => `${tag} ${attributeOf(forms.get(form)!)}`),
  );
}

/** A box or a frame as Graphviz writes it: its kind, and the name that its title begins with. */
const TITLED =
  /<g (id="(?:node|clust)\d+" class="(node|cluster)">\s*<title>([^<]*?)( = |: \d+ nodes? folded|<\/title>))/g;

/**
 * A picture of a graph in which every box of a name says so in the same way, and in `data-fold` what a click on it opens or
 * closes: a node of several steps, of which `closed` says whether it is one box, or a layer.
 */
export function markGraph(
  svg: string,
  names: readonly string[],
  closed: ReadonlyMap<string, boolean>,
): string {
  const known = new Map(names.map((name) => [escapeMarkup(name), name]));
  return svg.replaceAll(TITLED, (whole, rest: string, kind: string, title: string, end: string) => {
    if (kind === 'cluster' || end.endsWith('folded')) return `<g ${foldOf(title, kind === 'node')} ${rest}`;
    const name = known.get(title);
    if (name === undefined || end !== ' = ') return whole;
    const isClosed = closed.get(name);
    const fold = isClosed === undefined ? '' : foldOf(title, isClosed);
    return `<g ${attributeOf(name)} ${fold} ${rest}`;
  });
}

/** What makes a button of a box or a frame; its title is markup already, and what it is called. */
const foldOf = (title: string, isClosed: boolean) =>
  `data-fold="${title.replaceAll('"', '&quot;')}" role="button" tabindex="0" aria-expanded="${!isClosed}"`;

const attributeOf = (name: string) => `data-symbol="${escapeMarkup(name)}"`;

const escapeMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const escapePattern = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
