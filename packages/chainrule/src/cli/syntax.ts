import { extname } from 'node:path';
import type { ParseOptions } from '@chainrule/formula';
import type { FormulaOptions } from './output.ts';

/** How a formula or a claim is written. */
export type Syntax = NonNullable<ParseOptions['syntax']>;

/** What `--syntax` can be. */
export const SYNTAXES = [
  'text',
  'latex',
  'python',
  'numpy',
  'pytorch',
  'jax',
  'octave',
  'javascript',
] as const;

type Name = (typeof SYNTAXES)[number];

const BY_ENDING: Readonly<Record<string, Name>> = {
  '.py': 'python',
  '.m': 'octave',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.ts': 'javascript',
  '.tex': 'latex',
};

/** The syntax that was asked for, that of a file by its name, or all that can be told apart by their signs. */
export async function syntaxOf(asked: Name | undefined, file: string | undefined): Promise<Syntax> {
  const name = asked ?? BY_ENDING[extname(file ?? '').toLowerCase()];
  if (name === 'text' || name === 'latex') return name;
  // Loaded on demand: the parsers are as large as all else that the command needs.
  const languages = await import('@chainrule/formula/programs');
  return name === undefined ? languages.programs : languages[name];
}

/** How a formula is read, as the options of the command say. */
export const readingOf = async ({ syntax, file, result }: FormulaOptions): Promise<ParseOptions> => ({
  syntax: await syntaxOf(syntax, file),
  result,
});
