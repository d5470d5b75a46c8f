import type { Value } from '@chainrule/core';
import { expression, type Formula, parse } from '@chainrule/formula';
import { expanded, jsonOr, nameOf, numbersAt, partsOf } from './numbers.ts';
import type { FormulaOptions } from './output.ts';
import { formulaText } from './source.ts';
import { readingOf } from './syntax.ts';
import { InputError, type Terminal } from './terminal.ts';

/** A formula at given numbers: its named result, and its nodes by name. */
export interface Point {
  readonly formula: Formula;
  readonly root: Value;
  readonly nodes: ReadonlyMap<string, Value>;
  /** With respect to which names; undefined if not given. */
  readonly wrt: readonly string[] | undefined;
}

/** Reads a formula and computes it. */
export async function pointOf(
  given: string | undefined,
  options: FormulaOptions,
  terminal: Terminal,
): Promise<Point> {
  return pointAt(await formulaText(given, options.file, terminal), options, terminal);
}

/** Computes a formula that was read. */
export async function pointAt(text: string, options: FormulaOptions, terminal: Terminal): Promise<Point> {
  const { at, wrt } = options;
  const formula = parse(text, await readingOf(options));
  const { names: free } = formula;
  if (at.length === 0 && free.length > 0)
    throw new InputError(
      `no numbers are given for ${free.join(', ')}: say --at ${free.map((name) => `${name}=…`).join(',')}`,
    );
  const { result, nodes } = formula.graph(await numbersAt(at, terminal));
  const root = result.name === undefined ? result.named(newName(nodes)) : result;
  const names = wrt && (await namesIn(wrt, terminal)).map((name) => known(name, nodes));
  return { formula, root, nodes, wrt: names && [...new Set(names)] };
}

/** The names to differentiate by: the requested ones, otherwise all free ones. */
export const targetsOf = ({ wrt, formula }: Point) => wrt ?? formula.names;

/** The name of an unnamed result. */
function newName(nodes: ReadonlyMap<string, Value>): string {
  let name = 'E';
  for (let k = 2; nodes.has(name); k++) name = `E_${k}`;
  return name;
}

/** `w, b`, several of them, a JSON array, or `@` and a file of one of the two. */
export async function namesIn(given: readonly string[], terminal: Terminal): Promise<string[]> {
  const texts = await Promise.all(given.map((each) => expanded(each, terminal)));
  const names = texts.flatMap((text) => {
    const list = jsonOr(undefined, text);
    return Array.isArray(list) ? list.map(String) : partsOf(text);
  });
  if (names.length === 0) throw new InputError('--wrt: expected names, got none');
  return names.map(nameOf);
}

function known(name: string, nodes: ReadonlyMap<string, Value>): string {
  const found = expression.namesLike(nodes.keys())(name);
  if (found.length > 1)
    throw new InputError(`--wrt: ${name} can mean ${found.join(' or ')}: write one of them in full`);
  if (found.length === 0)
    throw new InputError(
      `--wrt: ${JSON.stringify(name)} is not in the formula, which has ${[...nodes.keys()].join(', ') || 'no names'}`,
    );
  return found[0];
}
