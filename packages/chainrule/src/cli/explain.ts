import { explain as derive, type ExplainOptions } from '@chainrule/formula';
import { type FormulaOptions, formatOf, mayColour, put, toJSON } from './output.ts';
import { pointOf } from './point.ts';
import type { Terminal } from './terminal.ts';

interface Options extends FormulaOptions, Omit<ExplainOptions, 'wrt'> {
  readonly format?: 'text' | 'md' | 'tex' | 'html';
}

const ENDINGS = { '.txt': 'text', '.md': 'md', '.tex': 'tex', '.html': 'html', '.htm': 'html' } as const;

/** `chainrule explain`: a derivation in the requested format. */
export async function explain(
  given: string | undefined,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const { root, nodes, wrt } = await pointOf(given, options, terminal);
  const { level, digits, learningRate, order } = options;
  const derivation = derive(root, {
    ...(wrt && { wrt: wrt.map((name) => nodes.get(name)!) }),
    level,
    digits,
    learningRate,
    order,
  });
  const writers = {
    text: () => derivation.toText({ colour: mayColour(options, terminal) }),
    md: () => derivation.toMarkdown(),
    tex: () => derivation.toTeX(),
    html: () => derivation.toHTML(),
  };
  const format = formatOf(options, ENDINGS, 'text');
  put(options.json ? toJSON(derivation) : await writers[format](), options, terminal);
}
