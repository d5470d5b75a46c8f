import { explain } from '@chainrule/formula';
import { markupOf } from '../share/as-tex.ts';
import { derivationBody } from '../share/derivation.ts';
import {
  type FormulaInput,
  type Given,
  InputMistake,
  type Mistake,
  type Point,
  pointOf,
  readOf,
  within,
} from '../share/formula-point.ts';
import type { Level } from '../share/use-formula.ts';
import { type Copies, copiesOf } from './copies.ts';
import { markMath } from './symbols.ts';

export interface DeriveInput extends FormulaInput {
  readonly level: Level;
}

/** A gradient derived, or what is wrong with the input. */
export interface Derived {
  readonly names: readonly string[];
  readonly numbers: readonly Given[];
  readonly steps?: Steps;
  /** The formula as it was read, in MathML. */
  readonly readAs?: string;
  readonly mistake?: Mistake;
}

/** A derivation in every form that somebody may take it away in. */
export interface Steps {
  /** The body of a page, where every symbol says which it is. */
  readonly html: string;
  readonly copies: Copies;
  /** The names that stand in it: what is given, and what is defined. */
  readonly symbols: readonly string[];
}

/** How a gradient comes about, step by step. */
export async function derive(input: DeriveInput): Promise<Derived> {
  let seen: Derived = { names: [], numbers: [] };
  try {
    const read = readOf(input);
    const { formula, numbers } = read;
    seen = { names: formula.names, numbers };
    const point = pointOf(input, read);
    const steps = await stepsOf(point, input.level);
    return { ...seen, steps, readAs: await markupOf(formula) };
  } catch (error) {
    if (error instanceof InputMistake) return { ...seen, mistake: error.mistake };
    throw error;
  }
}

async function stepsOf({ root, wrt, symbols }: Point, level: Level): Promise<Steps> {
  const derivation = within('formula', () => explain(root, { wrt, level }));
  return {
    html: await markMath(await derivationBody(derivation), symbols),
    copies: copiesOf(derivation),
    symbols,
  };
}
