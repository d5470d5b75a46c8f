import { escapeMarkup } from '../../draw/markup.ts';
import type { Derivation, Section, Step } from '../derivation.ts';
import { alignedTeX, proseOf, texOf } from './parts.ts';

/**
 * A derivation as one HTML page that needs no network, no script and no font of its own: formulas are MathML, and it
 * prints on A4.
 */
export async function derivationHTML(derivation: Derivation): Promise<string> {
  // Loaded when a page is asked for: it is larger than all of the rest together.
  const { default: temml } = await import('temml');
  const math = (tex: string, displayMode: boolean) =>
    temml.renderToString(tex, { displayMode, throwOnError: true, trust: false });
  const tex = texOf(derivation);
  const inline = (expression: Parameters<typeof tex>[0]) => math(tex(expression), false);

  const step = ({ id, kind, title, equations, notes }: Step): string =>
    [
      `<article class="${kind}" id="${anchor(id)}">`,
      ...(kind === 'given' || kind === 'forward' ? [] : [`<h3>${proseOf(title, inline, escapeMarkup)}</h3>`]),
      ...notes.map((note) => `<p>${proseOf(note, inline, escapeMarkup)}</p>`),
      math(alignedTeX(equations, tex), true),
      '</article>',
    ].join('\n');

  const section = ({ title, steps, folded }: Section): string => {
    const body = steps.map(step).join('\n');
    const shown = folded ? `<details><summary>${steps.length} steps</summary>\n${body}\n</details>` : body;
    return `<section>\n<h2>${escapeMarkup(title)}</h2>\n${shown}\n</section>`;
  };

  const root = inline(derivation.root);
  const wrt = derivation.wrt.map(inline).join(', ');
  return page(
    `<h1>The gradient of ${root} with respect to ${wrt}</h1>\n${derivation.sections.map(section).join('\n')}`,
  );
}

/** An id as HTML and links have it. */
/** No address has halves of surrogate pairs. */
const anchor = (id: string) => escapeMarkup(encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\ufffd')));

const STYLE = `
:root { color-scheme: light; }
body { margin: 2.5rem auto; max-width: 46rem; padding: 0 1.5rem; color: #1c2430; background: #fff;
  font: 16px/1.5 system-ui, "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.3; margin: 0 0 1.5rem; }
h2 { font-size: 1.1rem; font-weight: 600; margin: 2.2rem 0 .6rem; padding-bottom: .25rem; border-bottom: 2px solid #d7dde6; }
h3 { font-size: .95rem; font-weight: 600; margin: 0 0 .3rem; color: #2a4d7d; }
p { margin: .2rem 0; font-size: .9rem; color: #566; }
article { break-inside: avoid; margin: .9rem 0; overflow-x: auto; }
article.local { border-left: 3px solid #d7dde6; padding-left: .9rem; }
article.gradient { border-left: 3px solid #d98c5f; padding-left: .9rem; }
article.product, article.goal { background: #f4f7fb; border-radius: 6px; padding: .7rem .9rem; }
article.update { background: #eef7ee; border-radius: 6px; padding: .7rem .9rem; }
math { font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "XITS Math", "DejaVu Math TeX Gyre", math; }
math[display="block"] { width: max-content; margin: .25rem 0; }
mtable.tml-jot > mtr > mtd { padding-top: .35ex; padding-bottom: .35ex; }
.tml-right { text-align: right; text-align: -webkit-right; }
.tml-left { text-align: left; text-align: -webkit-left; }
summary { cursor: pointer; color: #2a4d7d; }
@page { size: A4; margin: 18mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 11pt; } h2 { break-after: avoid; } }
`;

const page = (body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A gradient, step by step</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
