import { explain } from '@chainrule/formula';
import {
  type FormulaInput,
  type Given,
  InputMistake,
  type Mistake,
  type Point,
  pointOf,
  within,
} from '../share/formula-point.ts';
import type { Level } from '../share/use-formula.ts';
import { markMath } from './symbols.ts';

export interface DeriveInput extends FormulaInput {
  readonly level: Level;
}

/** A gradient derived, or what is wrong with the input. */
export interface Derived {
  readonly names: readonly string[];
  readonly numbers: readonly Given[];
  readonly steps?: Steps;
  readonly mistake?: Mistake;
}

/** A derivation in every form that somebody may take it away in. */
export interface Steps {
  /** The body of a page, where every symbol says which it is. */
  readonly html: string;
  readonly tex: string;
  readonly markdown: string;
  readonly text: string;
  /** The names that stand in it: what is given, and what is defined. */
  readonly symbols: readonly string[];
}

/** How a gradient comes about, step by step. */
export async function derive(input: DeriveInput): Promise<Derived> {
  let seen: Derived = { names: [], numbers: [] };
  try {
    const point = pointOf(input);
    seen = { names: point.formula.names, numbers: point.numbers };
    return { ...seen, steps: await stepsOf(point, input.level) };
  } catch (error) {
    if (error instanceof InputMistake) return { ...seen, mistake: error.mistake };
    throw error;
  }
}

async function stepsOf({ root, wrt, symbols }: Point, level: Level): Promise<Steps> {
  const derivation = within('formula', () => explain(root, { wrt, level }));
  const page = await derivation.toHTML();
  const body = page.slice(page.indexOf('<body>') + 6, page.lastIndexOf('</body>'));
  return {
    html: await markMath(body, symbols),
    tex: derivation.toTeX(),
    markdown: derivation.toMarkdown(),
    text: derivation.toText(),
    symbols,
  };
}
