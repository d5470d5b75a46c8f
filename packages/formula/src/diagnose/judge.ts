import { ChainruleError, type Value } from '@chainrule/core';
import { ClaimError } from '../errors.ts';
import type { Expression, Span } from '../expression/expression.ts';
import { isNumeric } from '../expression/structure.ts';
import { shownGraph } from '../graph/shown.ts';
import { hasOrigin } from '../read/outcomes.ts';
import { toText } from '../write/text.ts';
import { agree, isFinite, LEAST_EXACT, nearlyAgree, none, sameShape } from './agreement.ts';
import type { Claim } from './claim.ts';
import { departureOf } from './departure.ts';
import { Diagnosis, type DiagnosisFields, type Reason } from './diagnosis.ts';
import { gradientExpression } from './gradient-formula.ts';
import { misfitsOf } from './misfits.ts';
import { hasUnknownConstants, otherPlaces, type Place, type Search } from './places.ts';
import { commonDigits } from './precision.ts';
import { keepings, sideText } from './provisos.ts';
import { Question, reasonsFor, vanishes } from './search.ts';
import type { Study } from './study.ts';
import { brief } from './text.ts';
import { readingOf } from './written.ts';

type Base = Pick<DiagnosisFields, 'about' | 'expected'>;

type Where = Pick<Search, 'movement' | 'kept'>;

/** Random places beside the given one. */
const PLACES = 8;

/** More signs than this are not read at a glance. */
const LONGEST_FORMULA = 120;

/** Whether a claim about ∂root/∂target is right, and if not, why. */
export function judge(study: Study, target: Value, claim: Claim, about: string): Diagnosis {
  const diagnosis = compared(study, target, claim, about);
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
): { formula?: string; misfits?: readonly Span[] } {
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
  const places = [study.given, ...others];
  if (!holdsAt(target, truth, places)) return {};
  return { formula, misfits: written && misfitsIn(written, { expression, reading }, places) };
}

/** None where a part has no value at one of the places. */
function misfitsIn(...claim: Parameters<typeof misfitsOf>): readonly Span[] {
  try {
    return misfitsOf(...claim);
  } catch (error) {
    if (error instanceof ChainruleError) return [];
    throw error;
  }
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
  const fits = fitting(study, target, claim);
  const places = (search: Where) => otherPlaces(study, { count: PLACES, ...fits, ...search });
  const holds = (at: readonly Place[]) => at.length > 0 && holdsAt(target, claim, at);
  const others = places({ movement: 'free' });
  if (!agreesAt(target, claim, given)) return wrong(base, study, target, claim, [given, ...others]);
  const frozen = holdsOutcomes(study, ({ dtype, name }) => dtype === 'bool' && name === undefined);
  if (holds([given, ...others]) && others.length > 0)
    return new Diagnosis({
      ...base,
      verdict: 'right',
      note: frozen ? AS_IT_CAME_OUT : lacksBeyond(study, target, claim) ? NO_VALUE_BEYOND : undefined,
    });
  const exact = agree(claim.at(given), given.gradientOf(target), claim.allowance);
  const nowhereElse = otherPlaces(study, { movement: 'free', count: 1 }).length === 0;
  for (const [search, note] of provisos(study, target, nowhereElse))
    if (holds(places(search))) return new Diagnosis({ ...base, verdict: 'right', note });
  if (nowhereElse && exact) return new Diagnosis({ ...base, verdict: 'right', note: GIVEN_ONLY });
  if (!exact) return wrong(base, study, target, claim, [given, ...others]);
  const reasons = reasonsFor(new Question(study, target, claim, [given, ...others]));
  const failing = others.filter((place) => !agreesAt(target, claim, place));
  const side = holds(places({ movement: 'near' })) ? sideText(study, failing) : undefined;
  if (side !== undefined) return new Diagnosis({ ...base, verdict: 'wrong', reasons, note: side });
  const note = claim.readsNothing?.()
    ? READS_NOTHING
    : holds(places({ movement: 'parameters' }))
      ? THESE_INPUTS
      : others.length === 0
        ? NO_VALUE
        : undefined;
  return new Diagnosis({ ...base, verdict: 'coincidence', reasons, note });
}

const READS_NOTHING =
  'the function reads none of the numbers that it is given by name, so it gives the same everywhere';

const THESE_INPUTS = 'it agrees for all parameters, but for these inputs only';

const NO_VALUE = 'at other numbers the claim has no value';

const NO_VALUE_BEYOND = 'on the other side of a kink, where the gradient has a value, the claim has none';

const GIVEN_ONLY = 'it was checked at the given point only: this graph cannot be computed at other numbers';

const AS_IT_CAME_OUT =
  'the graph holds the outcome of a comparison: where it comes out otherwise this was not checked';

/** Whether a graph holds what came of a comparison, and not what was compared. */
const holdsOutcomes = ({ root }: Study, counts = ({ dtype }: Value) => !dtype.startsWith('float')): boolean =>
  shownGraph(root).nodes.some((node) => !node.primitive && counts(node) && !hasOrigin(node));

/** Places of another kind at which a claim that does not agree everywhere may yet be right, and what must be said then. */
function* provisos(
  study: Study,
  target: Value,
  nowhereElse: boolean,
): Generator<[Where, string | undefined]> {
  yield [{ movement: 'derived' }, undefined];
  for (const { kept, note } of keepings(study, target)) yield [{ movement: 'free', kept }, note];
  if (nowhereElse || holdsOutcomes(study))
    yield [
      { movement: 'near' },
      'this was checked near the given point only: the graph holds the outcome of a comparison',
    ];
  if (hasUnknownConstants(study))
    yield [
      { movement: 'parameters' },
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

/** Places at which truth and claim have numbers; on the side where all is as at the given one, a truth that has not vanished. */
function fitting(study: Study, target: Value, claim: Claim): Pick<Search, 'fits' | 'fitsBeyond'> {
  const zero = vanishes(study.given.gradientOf(target));
  const finite = (place: Place) => {
    const claimed = attempt(claim, place);
    return !(claimed instanceof Error) && isFinite(claimed);
  };
  const fitsBeyond = (place: Place) => isFinite(place.gradientOf(target)) && finite(place);
  const fits = (place: Place) => (zero || !vanishes(place.gradientOf(target))) && fitsBeyond(place);
  return { fits, fitsBeyond };
}

/** Whether a claim has no value beyond a kink where the truth has one. */
function lacksBeyond(study: Study, target: Value, claim: Claim): boolean {
  const { fits } = fitting(study, target, claim);
  const fitsBeyond = (place: Place) => isFinite(place.gradientOf(target));
  return otherPlaces(study, { movement: 'free', count: 1, fits, fitsBeyond }).some((place) => {
    const claimed = attempt(claim, place);
    return claimed instanceof Error || !isFinite(claimed);
  });
}

function attempt(claim: Claim, place: Place): Value | Error {
  try {
    return claim.at(place);
  } catch (error) {
    // This one is not about the numbers: the claim is none that can be judged.
    if (error instanceof ClaimError) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}

function wrong(base: Base, study: Study, target: Value, claim: Claim, places: readonly Place[]): Diagnosis {
  const question = new Question(study, target, claim, places);
  const found = reasonsAnywhere(question);
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

/** The reasons, also those that hold only for inputs that add up to 1, as the given ones do. */
function reasonsAnywhere(question: Question): Reason[] {
  const { study, target, claim } = question;
  const found = reasonsFor(question);
  if (found.length > 0 || !claim.formula) return found;
  const fits = fitting(study, target, claim);
  for (const { kept } of keepings(study, target)) {
    const places = otherPlaces(study, { movement: 'free', kept, count: PLACES, ...fits });
    const reasons = reasonsFor(new Question(study, target, claim, [study.given, ...places]));
    if (reasons.length > 0) return reasons;
  }
  return [];
}

const refused = (base: Base, kind: 'invalid' | 'not-finite', message: string): Diagnosis =>
  new Diagnosis({ ...base, verdict: 'wrong', reasons: [{ kind, message, evidence: { points: 1 } }] });
