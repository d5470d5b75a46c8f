import { explain, toTeX } from '@chainrule/formula';
import { derivationBody } from '../share/derivation.ts';
import {
  type FormulaInput,
  type Given,
  InputMistake,
  type Mistake,
  pointOf,
  within,
} from '../share/formula-point.ts';
import { markup } from '../share/math.ts';

export interface DeriveInput extends FormulaInput {
  readonly level: 'brief' | 'normal' | 'full';
}

/** A gradient derived, as the body of a page, or what is wrong with the input. */
export interface Derived {
  readonly names: readonly string[];
  readonly numbers: readonly Given[];
  readonly html?: string;
  /** The formula as it was read, in MathML. */
  readonly readAs?: string;
  readonly mistake?: Mistake;
}

/** How a gradient comes about, step by step. */
export async function derive(input: DeriveInput): Promise<Derived> {
  let seen: Derived = { names: [], numbers: [] };
  try {
    const { root, wrt, formula, numbers } = pointOf(input);
    seen = { names: formula.names, numbers };
    const derivation = within('formula', () => explain(root, { wrt, level: input.level }));
    const definitions = formula.definitions.map(({ name, expression }) => `${name} = ${toTeX(expression)}`);
    const readAs = await markup(definitions.join(' \\qquad '));
    return { ...seen, readAs, html: await derivationBody(derivation) };
  } catch (error) {
    if (error instanceof InputMistake) return { ...seen, mistake: error.mistake };
    throw error;
  }
}
