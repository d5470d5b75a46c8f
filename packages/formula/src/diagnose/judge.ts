import type { Value } from '@chainrule/core';
import type { Expression, Span } from '../expression/expression.ts';
import { isNumeric } from '../expression/structure.ts';
import { toText } from '../write/text.ts';
import { agree, isFinite, LEAST_EXACT, none } from './agreement.ts';
import type { Claim } from './claim.ts';
import { Diagnosis } from './diagnosis.ts';
import { judgeFormula } from './formula-verdict.ts';
import { gradientExpression } from './gradient-formula.ts';
import { attempt, fitting, holdsAt } from './holding.ts';
import { misfitsOf } from './misfits.ts';
import { otherPlaces } from './places.ts';
import { ifPossible } from './possible.ts';
import { commonDigits } from './precision.ts';
import type { Study } from './study.ts';
import { brief, shortened } from './text.ts';
import { readingOf } from './written.ts';
import { type Base, refused, wrong } from './wrong.ts';

/** More signs than this are not read at a glance. */
const LONGEST_FORMULA = 120;

/** Whether a claim about ∂root/∂target is right, and if not, why. */
export function judge(study: Study, target: Value, claim: Claim, about: string): Diagnosis {
  const readAs = ifPossible(() => claim.readAs && shortened(claim.readAs(study.given)));
  const diagnosis = new Diagnosis({ ...compared(study, target, claim, about), readAs });
  const { expected, right } = diagnosis;
  if (right || expected === undefined) return diagnosis;
  const { formula, misfits } = beside(study, target, claim);
  if (formula === undefined) return diagnosis;
  return new Diagnosis({ ...diagnosis, expected: { ...expected, formula }, misfits });
}

/** The gradient as a formula, where that is short and holds at other numbers too, and what of a claim has no place in it. */
function beside(
  study: Study,
  target: Value,
  { written }: Claim,
): { formula?: string; misfits?: readonly Span[] | undefined } {
  const expression = gradientExpression(study, target);
  const formula = toText(expression);
  if (isNumeric(expression) || formula.length > LONGEST_FORMULA) return {};
  const reading = (part: Expression) => readingOf(part, study.named.landmarks);
  const truth: Claim = { formula: true, allowance: none, at: reading(expression) };
  const others = otherPlaces(study, {
    movement: 'free',
    count: LEAST_EXACT,
    ...fitting(study, target, truth),
  });
  const places = isFinite(study.given.gradientOf(target)) ? [study.given, ...others] : others;
  if (!holdsAt(target, truth, places)) return {};
  return {
    formula,
    misfits: written && ifPossible(() => misfitsOf(written, { expression, reading }, places)),
  };
}

function compared(study: Study, target: Value, claim: Claim, about: string): Diagnosis {
  const { given } = study;
  const truth = given.gradientOf(target);
  const base: Base = { about, expected: { value: truth.toArray() } };
  const claimed = attempt(claim, given);
  if (claimed instanceof Error)
    return refused(base, 'invalid', `the claim could not be computed: ${claimed.message}`);
  // A formula may have its value elsewhere.
  if (claim.formula && (isFinite(claimed) || !isFinite(truth)))
    return judgeFormula(base, study, target, claim);
  if (!isFinite(claimed)) return refused(base, 'not-finite', `the claim is ${brief(claimed.toArray())}`);
  if (!isFinite(truth))
    return refused(base, 'not-finite', `there is no derivative here: it is ${brief(truth.toArray())}`);
  if (agree(claimed, truth, claim.allowance))
    return new Diagnosis({ ...base, verdict: 'right', digits: commonDigits(claimed, truth) });
  return wrong(base, study, target, claim, [given]);
}
