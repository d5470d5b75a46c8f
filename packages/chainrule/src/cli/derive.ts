import { derive as inSymbols, type ParseOptions, parse } from '@chainrule/formula';
import { type FormulaOptions, formatOf, put, toJSON } from './output.ts';
import { namesIn } from './point.ts';
import { formulaText } from './source.ts';
import { readingOf } from './syntax.ts';
import type { Terminal } from './terminal.ts';

interface Options extends FormulaOptions {
  readonly where?: string;
  readonly order?: number;
  readonly along?: string;
  readonly implicit?: string;
  readonly steps?: boolean;
  readonly format?: 'text' | 'tex' | 'mathml';
}

const ENDINGS = { '.txt': 'text', '.tex': 'tex', '.mml': 'mathml', '.html': 'mathml' } as const;

/** `chainrule derive`: derivatives as formulas, without numbers. */
export async function derive(given: string | undefined, options: Options, terminal: Terminal): Promise<void> {
  const text = await formulaText(given, options.file, terminal);
  const { where, order, along, implicit } = options;
  const wrt = options.wrt && (await namesIn(options.wrt, terminal));
  const read = await readingOf(options);
  const derivative = inSymbols(text, { ...read, wrt, where, order, along, implicit });
  const writers = {
    text: () => derivative.toText({ steps: options.steps === true }),
    tex: () => derivative.toTeX(),
    mathml: () => derivative.toMathML(),
  };
  const format = formatOf(options, ENDINGS, 'text');
  put(options.json ? toJSON(derivative) : await writers[format](), options, terminal);
}

/** `grad` and `hessian` without numbers: every derivative of the order by the names given, default: all free ones. */
export async function withoutNumbers(
  text: string,
  order: number,
  options: FormulaOptions & { readonly where?: string },
  terminal: Terminal,
): Promise<void> {
  const read = await readingOf(options);
  const wrt = options.wrt ? await namesIn(options.wrt, terminal) : freeNames(text, read, options.where);
  const derivative = inSymbols(text, { ...read, wrt, order, where: options.where });
  put(options.json ? toJSON(derivative) : derivative.toText(), options, terminal);
}

/** The free names of a formula, without those that are sizes. */
function freeNames(text: string, read: ParseOptions, where = ''): readonly string[] {
  const sizes = new Set([...where.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list]) => list.split(/[,\s]+/)));
  return parse(text, read).names.filter((name) => !sizes.has(name));
}
