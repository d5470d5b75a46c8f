import type { Value } from '@chainrule/core';
import { type Formula, FormulaError, parse } from '@chainrule/formula';
import { words } from '../strings/typed.ts';
import { type Numbers, numbersOfText } from './numbers.ts';
import { numbersOfShape, shapeOfText } from './shape.ts';

/** A formula as somebody typed it, and numbers for its names where they gave any. */
export interface FormulaInput {
  readonly formula: string;
  /** With respect to which name; default: the first that is free, also where the formula has no such name. */
  readonly wrt: string;
  /** Numbers as typed, by the names of the formula. */
  readonly at: Readonly<Record<string, string>>;
}

/** A formula at numbers. */
export interface Point {
  readonly formula: Formula;
  readonly root: Value;
  readonly wrt: Value;
  readonly nodes: ReadonlyMap<string, Value>;
  /** All names that stand in it: the free ones, then what is defined, the result last. */
  readonly symbols: readonly string[];
  /** The free names, with what they were taken to be. */
  readonly numbers: readonly Given[];
}

export interface Given {
  readonly name: string;
  readonly text: string;
  /** Whether nobody gave a number, at most a shape, so that numbers were chosen. */
  readonly chosen: boolean;
}

/** Which part of the input is at fault. */
export type Part = 'formula' | 'claim' | 'numbers';

/** A mistake in what was typed, at its place. */
export interface Mistake {
  readonly part: Part;
  readonly message: string;
  /** Where in the text of that part. */
  readonly at?: Span;
  /** Of the numbers, for which name. */
  readonly name?: string;
}

/** A place in a text, as offsets: from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export class InputMistake extends Error {
  readonly mistake: Mistake;

  constructor(mistake: Mistake) {
    super(mistake.message);
    this.mistake = mistake;
  }
}

/** Does something with one part of the input; what goes wrong there is a mistake of that part. */
export function within<T>(part: Part, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputMistake || !(error instanceof Error)) throw error;
    const place = error instanceof FormulaError ? { at: error.at } : {};
    throw new InputMistake({ part, message: error.message, ...place });
  }
}

/** Numbers for whoever gives none: no two alike, none special, all in (0, 1), where most functions are defined. */
const CHOSEN = [0.4, 0.7, 0.55, 0.25, 0.85, 0.35, 0.65, 0.15];

const chosenFor = (k: number) => CHOSEN[k % CHOSEN.length] + Math.floor(k / CHOSEN.length) / 64;

/** More of them than anybody reads make no verdict surer. */
const MOST_CHOSEN = 10_000;

function chosenOfShape(name: string, shape: readonly number[], k: number): Numbers {
  const size = shape.reduce((product, each) => product * each, 1);
  if (size > 0 && size <= MOST_CHOSEN) return numbersOfShape(shape, 1 + k / 8);
  throw new InputMistake({
    part: 'numbers',
    message: words.notShape(name, shape.join('×'), MOST_CHOSEN),
    name,
  });
}

/** A formula that was read, with numbers as texts. */
export type Read = Pick<Point, 'formula' | 'numbers'>;

/** What is known of a formula before anything is computed. */
export function readOf(input: FormulaInput): Read {
  const formula = within('formula', () => parse(input.formula));
  const numbers = formula.names.map((name, k): Given => {
    const text = (Object.hasOwn(input.at, name) ? input.at[name] : '').trim();
    if (text === '') return { name, text: String(chosenFor(k)), chosen: true };
    const shape = shapeOfText(text);
    if (shape === undefined) return { name, text, chosen: false };
    return { name, text: JSON.stringify(chosenOfShape(name, shape, k)), chosen: true };
  });
  return { formula, numbers };
}

export function pointOf(input: FormulaInput, { formula, numbers }: Read = readOf(input)): Point {
  const values = within('numbers', () =>
    Object.fromEntries(numbers.map(({ name, text }) => [name, numbersIn(name, text)])),
  );
  const { result, nodes } = within('formula', () => formula.graph(values));
  const root = result.name === undefined ? result.named(nodes.has('E') ? 'result' : 'E') : result;
  // A name that the formula has no longer is asked for by nobody.
  const name = nodes.has(input.wrt) ? input.wrt : formula.names[0];
  if (name === undefined) throw new InputMistake({ part: 'formula', message: words.noName });
  const symbols = [...new Set([...formula.names, ...nodes.keys(), root.name!])];
  return { formula, root, wrt: nodes.get(name)!, nodes, symbols, numbers };
}

function numbersIn(name: string, text: string): number | number[] {
  const read = numbersOfText(text);
  if (read !== undefined) return read as number | number[];
  throw new InputMistake({ part: 'numbers', message: words.notNumbers(name, text.slice(0, 60)), name });
}
