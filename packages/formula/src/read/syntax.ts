import { graph, type Value } from '@chainrule/core';
import { readingErrors } from '../errors/reading.ts';
import type { Language, Languages } from './language.ts';
import type { Source } from './tokens.ts';

/** How a formula is written: in plain text, in LaTeX, or in a language of `@chainrule/formula/programs`. */
export type Syntax = 'text' | 'latex' | Language;

/** What a text can be said to be written in: a syntax, or languages of which its signs show one. */
export type SyntaxOption = 'text' | 'latex' | Languages;

/** Braces after an underscore, holes, quoted text and comments say nothing about the syntax. */
const EITHER = /_\{[^{}\\]*\}|"[^"\n]*"|#[^\n]*/g;

/** The syntax that the signs of a text show: a backslash or a brace makes it LaTeX; undefined where it can be either. */
export function syntaxOf({ text, holes }: Source): 'latex' | undefined {
  let rest = '';
  let from = 0;
  for (const { start, end } of holes) {
    rest += text.slice(from, start);
    from = end;
  }
  rest += text.slice(from);
  return /[\\{}]/.test(rest.replace(EITHER, '')) ? 'latex' : undefined;
}

/**
 * The syntax of a text, where one was asked for or its signs show one; undefined where it can be any. A language stands for
 * those that it can tell apart: of Python it says which library is called.
 */
export function chosenSyntax(source: Source, asked: SyntaxOption | undefined): Syntax | undefined {
  if (asked === undefined) return syntaxOf(source);
  return typeof asked === 'string' ? asked : (asked.shownBy(source.text) ?? syntaxOf(source));
}

/** What is said of a formula is read like the formula itself, so a graph remembers in which syntax it was written. */
const syntaxes = new WeakMap<Value, Syntax>();

export const rememberSyntax = (root: Value, syntax: Syntax) => void syntaxes.set(root, syntax);

/** The syntax of the formula that a graph was made from; undefined for one that was made by calls. */
export const syntaxOfGraph = (root: Value): Syntax | undefined =>
  syntaxes.get(root) ??
  graph(root)
    .nodes.map((node) => syntaxes.get(node))
    .find((each) => each !== undefined);

/** Throws unless it is absent or a syntax. */
export function checkSyntax(operation: string, got: unknown): void {
  const isLanguage = typeof got === 'object' && got !== null && 'shownBy' in got;
  if (got === undefined || got === 'text' || got === 'latex' || isLanguage) return;
  throw readingErrors.badOption(
    operation,
    'syntax',
    "'text', 'latex' or a language of @chainrule/formula/programs",
    got,
  );
}
