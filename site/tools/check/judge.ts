import { type Diagnosis, diagnose, expression, toTeX } from '@chainrule/formula';
import {
  type FormulaInput,
  type Given,
  InputMistake,
  type Mistake,
  pointOf,
  within,
} from '../share/formula-point.ts';
import { markup } from '../share/math.ts';

export interface CheckInput extends FormulaInput {
  /** The gradient that somebody derived. */
  readonly claim: string;
}

/** What is said about a claim. */
export interface Judgement {
  /** The names to differentiate by; none where the formula cannot be read. */
  readonly names: readonly string[];
  readonly numbers: readonly Given[];
  /** The formula as it was read, in MathML. */
  readonly readAs?: string;
  readonly mistake?: Mistake;
  readonly verdict?: VerdictText;
}

export interface VerdictText {
  readonly kind: Diagnosis['verdict'];
  /** What was asked for: ∂E/∂w. */
  readonly about: string;
  /** Why it is wrong, best first. */
  readonly reasons: readonly string[];
  readonly note?: string;
  /** The gradient, where it can be written briefly. */
  readonly expected?: string;
}

/** Whether a gradient is right, and if not, why. */
export async function judge(input: CheckInput): Promise<Judgement> {
  let seen: Judgement = { names: [], numbers: [] };
  try {
    const point = pointOf(input);
    const { root, wrt, formula, numbers } = point;
    const definitions = formula.definitions.map(
      ({ name, expression: right }) => `${toTeX(expression.name(name))} = ${toTeX(right)}`,
    );
    seen = { names: formula.names, numbers, readAs: await markup(definitions.join(' \\qquad ')) };
    if (input.claim.trim() === '') return seen;
    const diagnosis = within('claim', () => diagnose(root, { wrt, claim: input.claim }));
    const { verdict, about, reasons, note, expected } = diagnosis;
    return {
      ...seen,
      verdict: {
        kind: verdict,
        about,
        reasons: reasons.map(({ message }) => message),
        ...(note === undefined ? {} : { note }),
        ...(expected?.formula === undefined ? {} : { expected: expected.formula }),
      },
    };
  } catch (error) {
    if (error instanceof InputMistake) return { ...seen, mistake: error.mistake };
    throw error;
  }
}
