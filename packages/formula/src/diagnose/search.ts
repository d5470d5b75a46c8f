import type { Nested, Value } from '@chainrule/core';
import { formatNumber } from '../write/numbers.ts';
import { agree, LEAST_EXACT, largest, nearlyAgree, ratioOf, sameShape } from './agreement.ts';
import type { Claim } from './claim.ts';
import type { Reason } from './diagnosis.ts';
import { axisLengths, besideText, factorMistakes, likelyFactors } from './factors.ts';
import { insideDerived, productRule } from './families/combined.ts';
import { leftOut, leftOutEverywhere, startedLate, twice } from './families/links.ts';
import { otherVariable } from './families/others.ts';
import { droppedTerm, pathAlone, pathLeftOut, scaledTerm } from './families/paths.ts';
import { newWeights, swapped, wrongPoint, wrongValue } from './families/points.ts';
import { wrongRule } from './families/rules.ts';
import { averaged, notSummed, transposed } from './families/shapes.ts';
import { keptConstant, pathTwice, termsFor } from './families/terms.ts';
import type { Family, Hypothesis } from './hypothesis.ts';
import type { Place } from './places.ts';
import type { Study } from './study.ts';

/** The mistakes in the order in which they are thought of: of several that explain a claim the simplest is told first. */
const LIKELY: readonly Family[] = [
  swapped,
  scaledTerm,
  leftOut,
  wrongPoint,
  transposed,
  notSummed,
  averaged,
  droppedTerm,
  pathLeftOut,
  pathAlone,
  newWeights,
  otherVariable,
  startedLate,
  pathTwice,
  keptConstant,
  twice,
  leftOutEverywhere,
  wrongRule,
  productRule,
  insideDerived,
];

/** There are so many of these that they are asked only when nothing simpler fits. */
const REMOTE: readonly Family[] = [wrongValue];

/** How precise a single number must be for a second mistake to be looked for, and for something added. */
const PAIR_DIGITS = 1e-6;
const ADDED_DIGITS = 1e-4;

/** What is smaller than this part of the terms that it is made of has no digit left. */
const LEFT_OF_CANCELLED = 1e-12;

/** Reasons that are kept of those that fit. */
const MOST_REASONS = 8;

/** A claim about one node, with its numbers wherever it is compared. */
export class Question {
  readonly study: Study;
  readonly target: Value;
  readonly claim: Claim;
  /** The places where the claim can be evaluated; the given one is first. */
  readonly places: readonly Place[];
  readonly #claimed = new Map<Place, Value>();
  #wrongAt: ReadonlySet<Place> | undefined;

  constructor(study: Study, target: Value, claim: Claim, places: readonly Place[]) {
    this.study = study;
    this.target = target;
    this.claim = claim;
    this.places = claim.formula ? places : places.slice(0, 1);
  }

  claimedAt(place: Place): Value {
    let claimed = this.#claimed.get(place);
    if (claimed === undefined) {
      claimed = this.claim.at(place);
      this.#claimed.set(place, claimed);
    }
    return claimed;
  }

  /** The factor with which a hypothesis gives what is claimed; 1 where it does so by itself. */
  factorOf(hypothesis: Hypothesis, allowed: readonly number[] | 'any'): number | undefined {
    const [given] = this.places;
    const gives = hypothesis.at(given, this.target);
    const claimed = this.claimedAt(given);
    if (gives === undefined || !sameShape(gives, claimed)) return undefined;
    const ratio = this.#ratioOf(hypothesis);
    const likely =
      ratio === undefined
        ? []
        : allowed === 'any'
          ? [ratio]
          : allowed.filter((c) => c !== 1 && Math.abs(ratio / c - 1) < 0.01);
    return [1, ...likely].find((c) => this.#agreesAt(given, gives, c) && this.#holds(hypothesis, c));
  }

  /** The ratio of the claim to what a hypothesis gives, at the first place where that is more than what terms leave that cancel. */
  #ratioOf(hypothesis: Hypothesis): number | undefined {
    for (const place of this.places) {
      const gives = hypothesis.at(place, this.target);
      if (gives && largest(gives) > LEFT_OF_CANCELLED * place.scale)
        return ratioOf(this.claimedAt(place), gives);
    }
    return undefined;
  }

  /** Whether a hypothesis gives the claim: to the last digits at some places, and nearly at all but a few. */
  #holds(hypothesis: Hypothesis, c: number): boolean {
    const { allowance } = this.claim;
    let missed = 0;
    let telling = 0;
    let exact = 0;
    for (const place of this.places) {
      const gives = hypothesis.at(place, this.target)?.mul(c);
      if (gives === undefined || !this.#agreesAt(place, gives, 1)) {
        missed++;
        if (this.#departing.has(place)) telling++;
      } else if (agree(this.claimedAt(place), gives, allowance)) exact++;
      // Where a function is saturated, rounding can be all that is left of a wrong gradient.
      if (missed > this.places.length / 4) return false;
    }
    // What agrees only where the claim is right, on one side of a kink, says nothing of where it is wrong.
    if (telling > this.#departing.size / 4) return false;
    return exact >= Math.min(LEAST_EXACT, this.places.length);
  }

  /** The places at which the claim is not the truth. */
  get #departing(): ReadonlySet<Place> {
    this.#wrongAt ??= new Set(
      this.places.filter((place) => !this.#agreesAt(place, place.gradientOf(this.target), 1)),
    );
    return this.#wrongAt;
  }

  #agreesAt(place: Place, gives: Value, c: number): boolean {
    const { allowance, formula } = this.claim;
    const scaled = c === 1 ? gives : gives.mul(c);
    return nearlyAgree(this.claimedAt(place), scaled, allowance, formula ? place.scale : 0);
  }
}

/** What explains a wrong claim, best first; none where nothing does. */
export function reasonsFor(question: Question): Reason[] {
  const { root } = question.study;
  const likely = likelyFactors(root);
  const plain = [...factorReasons(question, likely)];
  const asked = hypothesesOf(question.study, LIKELY).map((hypothesis) => ({
    hypothesis,
    c: question.factorOf(hypothesis, mayPair(question) ? likely : [1]),
  }));
  const single = asked.filter(({ c }) => c === 1).map(({ hypothesis }) => reasonOf(question, hypothesis, 1));
  // Of a constant factor it says nothing that a link with such a derivative was taken twice, nor of a sign that a link
  // of −1 was left out.
  const signOnly = plain.some(({ kind }) => kind === 'sign');
  const telling = single.filter(
    ({ kind }) => plain.length === 0 || (kind !== 'twice' && !(signOnly && kind === 'left-out')),
  );
  const found = distinct([...plain, ...telling]);
  if (found.length > 0) return found;
  const pairs = asked.flatMap(({ hypothesis, c }) =>
    c === undefined ? [] : [reasonOf(question, hypothesis, c)],
  );
  if (pairs.length > 0) return distinct(pairs);
  const added = [...addedTerms(question)];
  if (added.length > 0) return distinct(added);
  const remote = hypothesesOf(question.study, REMOTE).filter((each) => question.factorOf(each, [1]) === 1);
  return distinct(remote.map((hypothesis) => reasonOf(question, hypothesis, 1)));
}

/** Something times a constant that was added to the truth. */
function* addedTerms(question: Question): Generator<Reason> {
  const { study, target, claim, places } = question;
  if (!mayPair(question, ADDED_DIGITS) || !sameShape(question.claimedAt(places[0]), target)) return;
  const difference = (place: Place) => question.claimedAt(place).sub(place.gradientOf(target));
  const rest = new Question(study, target, { ...claim, at: difference }, places);
  const allowed = claim.formula || target.size > 1 ? 'any' : [1, -1];
  for (const term of termsFor(study, target)) {
    const c = rest.factorOf({ kind: 'added-term', message: term.message, at: term.at }, allowed);
    if (c === undefined) continue;
    const factor = Math.abs(c) === 1 ? '' : `${formatNumber(Math.abs(c))} · `;
    yield {
      kind: 'added-term',
      message: `${factor}${term.message()} was ${c < 0 ? 'subtracted' : 'added'} that does not belong there`,
      evidence: { gives: question.claimedAt(places[0]).toArray(), points: places.length, factor: c },
    };
  }
}

const made = new WeakMap<Study, Map<readonly Family[], Hypothesis[]>>();

/** Made once for each study: claims about several nodes share the walks. */
function hypothesesOf(study: Study, families: readonly Family[]): Hypothesis[] {
  const known = made.get(study) ?? new Map<readonly Family[], Hypothesis[]>();
  made.set(study, known);
  const found = known.get(families) ?? families.flatMap((family) => [...family(study)]);
  known.set(families, found);
  return found;
}

/** Whether a second mistake may be looked for: a few digits of one number fit too many. */
function mayPair({ claim, places }: Question, precision = PAIR_DIGITS): boolean {
  if (claim.formula) return true;
  const value = claim.at(places[0]);
  return value.size > 3 || claim.allowance(0) < precision * largest(value);
}

/** A constant times the truth. */
function* factorReasons(question: Question, likely: readonly number[]): Generator<Reason> {
  const { claim, target, places, study } = question;
  const truth: Hypothesis = {
    kind: 'factor',
    message: () => '',
    at: (place) => place.gradientOf(target),
  };
  const free = claim.formula || target.size > 1;
  const exact = question.factorOf(truth, likely);
  const c = exact ?? (free ? question.factorOf(truth, 'any') : undefined);
  if (c === undefined || c === 1) return;
  const gives = question.claimedAt(places[0]).toArray();
  for (const { kind, message } of factorMistakes(c, axisLengths(study.root)))
    yield { kind, message, evidence: { gives, points: places.length, factor: c } };
}

function reasonOf({ target, places }: Question, hypothesis: Hypothesis, c: number): Reason {
  const gives: Nested = hypothesis.at(places[0], target)!.mul(c).toArray();
  const evidence = {
    gives,
    points: places.length,
    ...(hypothesis.links && { links: hypothesis.links }),
    ...(c !== 1 && { factor: c, beside: c === -1 ? ('sign' as const) : ('factor' as const) }),
  };
  const message = c === 1 ? hypothesis.message() : `${hypothesis.message()}, ${besideText(c)}`;
  return { kind: hypothesis.kind, message, evidence };
}

/** Each sentence once. */
function distinct(reasons: readonly Reason[]): Reason[] {
  const seen = new Set<string>();
  const found = reasons.filter(({ message }) => !seen.has(message) && seen.add(message));
  return found.slice(0, MOST_REASONS);
}
