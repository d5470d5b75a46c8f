import type { Nested } from '@chainrule/core';
import { formatNumber } from '../write/numbers.ts';
import { largest, sameShape } from './agreement.ts';
import type { Reason } from './diagnosis.ts';
import { axisLengths, besideText, factorMistakes, likelyFactors } from './factors.ts';
import { insideDerived, productRule } from './families/combined.ts';
import { unturned } from './families/convolution.ts';
import { assigned } from './families/gathered.ts';
import { heldConstant } from './families/held.ts';
import { diagonalOnly } from './families/jacobian.ts';
import { leftOut, leftOutEverywhere, startedLate, twice } from './families/links.ts';
import { misread } from './families/operands.ts';
import { otherVariable } from './families/others.ts';
import {
  droppedTerm,
  pathAlone,
  pathLeftOut,
  scaledPath,
  scaledTerm,
  severalPathsLeftOut,
} from './families/paths.ts';
import { newWeights, swapped, wrongPoint, wrongValue } from './families/points.ts';
import { wrongPower, wrongRule } from './families/rules.ts';
import { leftOutSeveral } from './families/several-links.ts';
import { averaged, notSummed, transposed } from './families/shapes.ts';
import { signOfValue } from './families/signs.ts';
import { sumLeftStanding } from './families/sums.ts';
import { keptConstant, pathTwice, productsFor, termsFor } from './families/terms.ts';
import { sharedOut } from './families/windows.ts';
import type { Family, Hypothesis } from './hypothesis.ts';
import type { Place } from './place.ts';
import { Question } from './question.ts';
import { powerMistakes } from './ratios.ts';
import { repairs } from './repairs.ts';
import type { Study } from './study.ts';

/** The mistakes in the order in which they are thought of: of several that explain a claim the simplest is told first. */
const LIKELY: readonly Family[] = [
  swapped,
  droppedTerm,
  scaledTerm,
  leftOut,
  wrongPower,
  wrongPoint,
  transposed,
  notSummed,
  averaged,
  pathLeftOut,
  heldConstant,
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

/** Of these something simpler is told where it fits. */
const LESS_LIKELY: readonly Family[] = [
  diagonalOnly,
  assigned,
  sharedOut,
  unturned,
  signOfValue,
  misread,
  scaledPath,
  sumLeftStanding,
  leftOutSeveral,
  severalPathsLeftOut,
];

/** There are so many of these that they are asked only when nothing simpler fits. */
const REMOTE: readonly Family[] = [wrongValue];

/** How precise a single number must be for a second mistake to be looked for, and for something added. */
const PAIR_DIGITS = 1e-6;
const ADDED_DIGITS = 1e-4;

/** How precise it must be for the less likely mistakes. */
const ALONE_DIGITS = 5e-5;

/** Reasons that are kept of those that fit. */
const MOST_REASONS = 8;

/** Looks for what explains a claim, in one direction. */
type Search = (question: Question) => Iterable<Reason>;

/** One after the other, until something is found: what takes a second mistake, or fits by many ways, comes last. */
const SEARCHES: readonly Search[] = [
  simplest,
  (question) => alone(question, LESS_LIKELY),
  byPowers,
  repairs,
  withFactor,
  addedTerms,
  (question) => alone(question, REMOTE, 1),
];

/** What explains a wrong claim, best first; none where nothing does. */
export function reasonsFor(question: Question): Reason[] {
  for (const search of SEARCHES) {
    const found = distinct([...search(question)]);
    if (found.length > 0) return found;
  }
  return [];
}

/** A constant times the truth, and the likely mistakes, each by itself. */
function* simplest(question: Question): Generator<Reason> {
  const plain = [...factorReasons(question, likelyFactors(question.study.root))];
  yield* plain;
  const signOnly = plain.some(({ kind }) => kind === 'sign');
  for (const { hypothesis, c } of asked(question)) {
    if (c !== 1) continue;
    // Of a constant factor it says nothing that a link with such a derivative was taken twice, nor of a sign that a link
    // of −1 was left out.
    const saysNothing =
      plain.length > 0 && (hypothesis.kind === 'twice' || (signOnly && hypothesis.kind === 'left-out'));
    if (!saysNothing) yield reasonOf(question, hypothesis, 1);
  }
}

/** The likely mistakes with a constant factor beside them. */
function* withFactor(question: Question): Generator<Reason> {
  for (const { hypothesis, c } of asked(question))
    if (c !== undefined) yield reasonOf(question, hypothesis, c);
}

const answers = new WeakMap<Question, readonly { hypothesis: Hypothesis; c: number | undefined }[]>();

/** The likely mistakes, those about what the user named first, with the factors with which they give the claim. */
function asked(question: Question) {
  const known = answers.get(question);
  if (known) return known;
  const factors = mayPair(question) ? likelyFactors(question.study.root) : [1];
  const found = hypothesesOf(question.study, LIKELY).map((hypothesis) => ({
    hypothesis,
    c: question.factorOf(hypothesis, factors),
  }));
  const isNamed = ({ hypothesis }: (typeof found)[number]) => hypothesis.unnamed !== true;
  const ordered = [...found.filter(isNamed), ...found.filter((each) => !isNamed(each))];
  answers.set(question, ordered);
  return ordered;
}

/** Mistakes of these families, each by itself, where the claim shows enough digits to tell so many apart. */
function* alone(question: Question, families: readonly Family[], digits = ALONE_DIGITS): Generator<Reason> {
  if (!mayPair(question, digits)) return;
  for (const hypothesis of hypothesesOf(question.study, families))
    if (question.factorOf(hypothesis, [1]) === 1) yield reasonOf(question, hypothesis, 1);
}

function* byPowers(question: Question): Generator<Reason> {
  if (!mayPair(question)) return;
  for (const hypothesis of powerMistakes(question))
    if (question.factorOf(hypothesis, [1]) === 1) yield reasonOf(question, hypothesis, 1);
}

/** Something times a constant that was added to the truth. */
function* addedTerms(question: Question): Generator<Reason> {
  const { study, target, claim, places } = question;
  if (!mayPair(question, ADDED_DIGITS) || !sameShape(question.claimedAt(places[0]), target)) return;
  const difference = (place: Place) => question.claimedAt(place).sub(place.gradientOf(target));
  const rest = new Question(study, target, { ...claim, at: difference }, places);
  const allowed = claim.formula || target.size > 1 ? 'any' : [1, -1];
  const terms = [...termsFor(study, target), ...(claim.formula ? productsFor(study, target) : [])];
  for (const term of terms) {
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
