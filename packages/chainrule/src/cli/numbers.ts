import { ChainruleError, type Nested } from '@chainrule/core';
import { parse } from '@chainrule/formula';
import { textOf } from './source.ts';
import { InputError, type Terminal } from './terminal.ts';

/** Numbers by name. */
export type Numbers = Readonly<Record<string, Nested>>;

/** More axes than anybody writes down. */
const DEEPEST = 32;

/** Numbers that JSON cannot write, as core's graphToJSON writes them. */
const WORDS = ['NaN', 'Infinity', '-Infinity', '-0'];

/** `w=0.4,x=[1, 2]`, several of them, JSON, or `@` and a file of one of the two; a later number replaces an earlier. */
export async function numbersAt(given: readonly string[], terminal: Terminal): Promise<Numbers> {
  const texts = await Promise.all(given.map((each) => expanded(each, terminal)));
  return Object.fromEntries(texts.flatMap(numbersIn));
}

/** The given text, or the content of the file given as `@file`. */
export const expanded = async (given: string, terminal: Terminal) =>
  given.startsWith('@') ? textOf(given.slice(1), terminal) : given;

function numbersIn(text: string): [string, Nested][] {
  if (text.trimStart().startsWith('{')) return Object.entries(numbersOf(json(text, '--at'), '--at'));
  return partsOf(text.replaceAll(/#.*/g, '')).map((part) => {
    const [, written, number] = /^([^=]+?)\s*=\s*(.+)$/s.exec(part) ?? [];
    if (written === undefined)
      throw new InputError(`--at: expected name=number, got ${JSON.stringify(part)}`);
    return [nameOf(written), numberIn(number, `--at ${written}`)];
  });
}

/** A name as it is typed: `\alpha` is the name alpha. */
export const nameOf = (written: string) => written.trim().replace(/^\\/, '');

/** The parts between commas, semicolons and newlines outside of brackets. */
export function partsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if ('[({'.includes(character)) depth++;
    if ('])}'.includes(character)) depth--;
    if (depth === 0 && /[,;\n]/.test(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** Numbers as formulas have them, `-.5`, `1e-3`, `1/3`, `[[1, 2], [3, 4]]`; long arrays are read faster as JSON. */
function numberIn(text: string, where: string): Nested {
  const found = jsonOr(undefined, text);
  if (found !== undefined) return nested(found, where);
  try {
    const formula = parse(text.replace(/^\+/, ''));
    if (formula.names.length === 0) return formula().toArray();
  } catch (error) {
    if (error instanceof ChainruleError) throw new InputError(`${where}: ${error.message}`);
    throw error;
  }
  throw notNumbers(text, where);
}

const notNumbers = (got: unknown, where: string) =>
  new InputError(
    `${where}: expected a number or an array of numbers, got ${Array.isArray(got) ? 'arrays too deep' : JSON.stringify(got)?.slice(0, 80)}`,
  );

/** JSON, or an error that says where it should be. */
export function json(text: string, where: string): unknown {
  const found = jsonOr(undefined, text);
  if (found === undefined)
    throw new InputError(`${where}: expected JSON, got ${JSON.stringify(text.slice(0, 80))}`);
  return found;
}

export function jsonOr<T>(otherwise: T, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/** Numbers in arrays, as JSON has them. */
export function nested(given: unknown, where: string, depth = 0): Nested {
  if (typeof given === 'number') return given;
  if (WORDS.includes(given as string)) return Number(given);
  if (!Array.isArray(given) || depth > DEEPEST) throw notNumbers(given, where);
  return given.map((each) => nested(each, where, depth + 1)) as Nested;
}

/** Numbers by name, as JSON has them. */
export function numbersOf(given: unknown, where: string): Numbers {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new InputError(`${where}: expected an object of numbers by name`);
  return Object.fromEntries(
    Object.entries(given).map(([name, each]) => [name, nested(each, `${where} ${name}`)]),
  );
}
