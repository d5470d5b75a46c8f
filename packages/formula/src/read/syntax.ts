import { graph, type Value } from '@chainrule/core';
import type { Source } from './tokens.ts';

/** How a formula is written. */
export type Syntax = 'text' | 'latex';

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

/** What is said of a formula is read like the formula itself, so a graph remembers in which syntax it was written. */
const syntaxes = new WeakMap<Value, Syntax>();

export const rememberSyntax = (root: Value, syntax: Syntax) => void syntaxes.set(root, syntax);

/** The syntax of the formula that a graph was made from; undefined for one that was made by calls. */
export const syntaxOfGraph = (root: Value): Syntax | undefined =>
  syntaxes.get(root) ??
  graph(root)
    .nodes.map((node) => syntaxes.get(node))
    .find((each) => each !== undefined);
