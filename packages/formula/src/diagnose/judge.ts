import type { Value } from '@chainrule/core';
import { isNumeric } from '../expression/structure.ts';
import { shownGraph } from '../graph/shown.ts';
import { toText } from '../write/text.ts';
import { agree, isFinite, LEAST_EXACT, nearlyAgree, none, sameShape } from './agreement.ts';
import type { Claim } from './claim.ts';
import { departureOf } from './departure.ts';
import { Diagnosis, type DiagnosisFields, type Reason } from './diagnosis.ts';
import { gradientExpression } from './gradient-formula.ts';
import { hasUnknownConstants, type Movement, otherPlaces, type Place } from './places.ts';
import { commonDigits } from './precision.ts';
import { Question, reasonsFor, vanishes } from './search.ts';
import type { Study } from './study.ts';
import { brief } from './text.ts';
import { readingOf } from './written.ts';

type Base = Pick<DiagnosisFields, 'about' | 'expected'>;

/** Random places beside the given one. */
const PLACES = 8;

/** More signs than this are not read at a glance. */
const LONGEST_FORMULA = 120;

/** Whether a claim about ∂root/∂target is right, and if not, why. */
export function judge(study: Study, target: Value, claim: Claim, about: string): Diagnosis {
  const diagnosis = compared(study, target, claim, about);
  const { expected, right } = diagnosis;
  const formula = right ? undefined : gradientFormula(study, target);
  if (formula === undefined || expected === undefined) return diagnosis;
  return new Diagnosis({ ...diagnosis, expected: { ...expected, formula } });
}

/** The gradient as a formula, where that is short and holds at other numbers too; undefined for a mere number. */
function gradientFormula(study: Study, target: Value): string | undefined {
  const expression = gradientExpression(study, target);
  const text = toText(expression);
  if (isNumeric(expression) || text.length > LONGEST_FORMULA) return undefined;
  const claim: Claim = { formula: true, allowance: none, at: readingOf(expression, study.named.landmarks) };
  const places = otherPlaces(study, 'free', LEAST_EXACT, definedFor(study, target, claim));
  return holdsAt(target, claim, [study.given, ...places]) ? text : undefined;
}

function compared(study: Study, target: Value, claim: Claim, about: string): Diagnosis {
  const { given } = study;
  const truth = given.gradientOf(target);
  const base = { about, expected: { value: truth.toArray() } };
  const claimed = attempt(claim, given);
  if (claimed instanceof Error)
    return refused(base, 'invalid', `the claim could not be computed: ${claimed.message}`);
  if (!isFinite(claimed)) return refused(base, 'not-finite', `the claim is ${brief(claimed.toArray())}`);
  if (claim.formula) return judgeFormula(base, study, target, claim);
  if (agree(claimed, truth, claim.allowance))
    return new Diagnosis({ ...base, verdict: 'right', digits: commonDigits(claimed, truth) });
  return wrong(base, study, target, claim, [given]);
}

/** The same for a claim that has a value at every place. */
function judgeFormula(base: Base, study: Study, target: Value, claim: Claim): Diagnosis {
  const { given } = study;
  const places = (movement: Movement) =>
    otherPlaces(study, movement, PLACES, definedFor(study, target, claim));
  const holds = (at: readonly Place[]) => at.length > 0 && holdsAt(target, claim, at);
  const others = places('free');
  if (!agreesAt(target, claim, given)) return wrong(base, study, target, claim, [given, ...others]);
  if (holds([given, ...others]) && others.length > 0) return new Diagnosis({ ...base, verdict: 'right' });
  const exact = agree(claim.at(given), given.gradientOf(target), claim.allowance);
  const nowhereElse = otherPlaces(study, 'free', 1, () => true).length === 0;
  for (const [movement, note] of provisos(study, nowhereElse))
    if (holds(places(movement))) return new Diagnosis({ ...base, verdict: 'right', note });
  if (nowhereElse && exact) return new Diagnosis({ ...base, verdict: 'right', note: GIVEN_ONLY });
  if (!exact) return wrong(base, study, target, claim, [given, ...others]);
  const reasons = reasonsFor(new Question(study, target, claim, [given, ...others]));
  const note = holds(places('parameters')) ? THESE_INPUTS : others.length === 0 ? NO_VALUE : undefined;
  return new Diagnosis({ ...base, verdict: 'coincidence', reasons, note });
}

const THESE_INPUTS = 'it agrees for all parameters, but for these inputs only';

const NO_VALUE = 'at other numbers the claim has no value';

const GIVEN_ONLY = 'it was checked at the given point only: this graph cannot be computed at other numbers';

/** Places of another kind at which a claim that does not agree everywhere may yet be right, and what must be said then. */
function* provisos(study: Study, nowhereElse: boolean): Generator<[Movement, string | undefined]> {
  yield ['derived', undefined];
  yield ['kept', 'this holds for inputs that are zeros and ones, or that add up to 1, as those given do'];
  const { nodes } = shownGraph(study.root);
  if (nowhereElse || nodes.some(({ primitive, dtype }) => !primitive && !dtype.startsWith('float')))
    yield ['near', 'this was checked near the given point only: the graph holds the outcome of a comparison'];
  if (hasUnknownConstants(study))
    yield [
      'parameters',
      'this was checked at the given inputs: the graph holds constants that may depend on them',
    ];
}

/** Whether a claim agrees at all places, at most of them to the last digits: at the others terms may cancel. */
function holdsAt(target: Value, claim: Claim, places: readonly Place[]): boolean {
  if (!places.every((place) => agreesAt(target, claim, place))) return false;
  const exact = places.filter((place) => agree(claim.at(place), place.gradientOf(target), claim.allowance));
  return exact.length >= Math.min(LEAST_EXACT, places.length);
}

function agreesAt(target: Value, claim: Claim, place: Place): boolean {
  const claimed = attempt(claim, place);
  return (
    !(claimed instanceof Error) &&
    nearlyAgree(claimed, place.gradientOf(target), claim.allowance, place.scale)
  );
}

/** Places at which truth and claim have numbers, and the truth has not vanished altogether. */
function definedFor(study: Study, target: Value, claim: Claim): (place: Place) => boolean {
  const zero = vanishes(study.given.gradientOf(target));
  return (place) => {
    const truth = place.gradientOf(target);
    if (!isFinite(truth) || (!zero && vanishes(truth))) return false;
    const claimed = attempt(claim, place);
    return !(claimed instanceof Error) && isFinite(claimed);
  };
}

function attempt(claim: Claim, place: Place): Value | Error {
  try {
    return claim.at(place);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function wrong(base: Base, study: Study, target: Value, claim: Claim, places: readonly Place[]): Diagnosis {
  const question = new Question(study, target, claim, places);
  const found = reasonsFor(question);
  if (found.length > 0) return new Diagnosis({ ...base, verdict: 'wrong', reasons: found });
  const claimed = question.claimedAt(study.given);
  const fits = sameShape(claimed, target);
  const reasons: Reason[] = [
    fits
      ? { kind: 'unknown', message: 'no usual mistake gives this', evidence: { points: places.length } }
      : {
          kind: 'shape',
          message: `it has the shape [${claimed.shape.join(', ')}], and the gradient has that of its variable, [${target.shape.join(', ')}]`,
          evidence: { points: places.length },
        },
  ];
  return new Diagnosis({
    ...base,
    verdict: 'wrong',
    reasons,
    departure: departureOf(study, target, claimed, claim),
  });
}

const refused = (base: Base, kind: 'invalid' | 'not-finite', message: string): Diagnosis =>
  new Diagnosis({ ...base, verdict: 'wrong', reasons: [{ kind, message, evidence: { points: 1 } }] });
