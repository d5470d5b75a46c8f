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

/** A picture of a graph in which every box of a name says so in the same way. */
export function markGraph(svg: string, names: readonly string[]): string {
  const known = new Map(names.map((name) => [escapeMarkup(name), name]));
  return svg.replaceAll(/<g (id="node\d+" class="node">\s*<title>([^<]*?) = )/g, (whole, rest, title) => {
    const name = known.get(title);
    return name === undefined ? whole : `<g ${attributeOf(name)} ${rest}`;
  });
}

const attributeOf = (name: string) => `data-symbol="${escapeMarkup(name)}"`;

const escapeMarkup = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const escapePattern = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
