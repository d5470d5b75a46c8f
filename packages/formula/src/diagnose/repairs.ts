import type { Value } from '@chainrule/core';
import { call, type Expression, isCall, name, number } from '../expression/expression.ts';
import { equal } from '../expression/structure.ts';
import { flat, sameShape } from './agreement.ts';
import { denominators } from './denominators.ts';
import type { Reason, ReasonKind } from './diagnosis.ts';
import { isMatrixProduct, otherProducts, type PartAt, partsOf, withPart } from './edits.ts';
import { axisLengths, factorMistakes, likelyFactors } from './factors.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Place } from './place.ts';
import { onPaper, shortText } from './plain.ts';
import { ifPossible } from './possible.ts';
import { Question } from './question.ts';

/** Formulas with more parts than this are not gone through. */
const MOST_PARTS = 60;

/** More signs than this of a part are not quoted. */
const LONGEST = 60;

/** A claim with one part changed, and which mistake that part is. */
interface Repair {
  readonly kind: ReasonKind;
  readonly message: string;
  readonly whole: Expression;
}

/** What one change of one part makes right: a term too many, a sign, a factor, one matrix transposed. */
export function* repairs(question: Question): Generator<Reason> {
  const { written } = question.claim;
  if (written === undefined || !sameShape(question.claimedAt(question.places[0]), question.target)) return;
  const parts = partsOf(written.expression);
  if (parts.length > MOST_PARTS) return;
  for (const at of parts)
    for (const { kind, message, whole } of repairsOf(question, written.expression, at)) {
      if (!isRight(question, whole)) continue;
      yield {
        kind,
        message,
        evidence: { gives: question.claimedAt(question.places[0]).toArray(), points: question.places.length },
      };
      return;
    }
}

function* repairsOf(question: Question, whole: Expression, at: PartAt): Generator<Repair> {
  if (at.isLinear && at.parent) yield* scaledParts(question, whole, at);
  yield* otherForms(whole, at);
}

const quoted = (part: Expression) => shortText(onPaper(part), LONGEST);

/** A part, in which the claim is linear, so many times what it should be. */
function* scaledParts(
  question: Question,
  whole: Expression,
  { part, way, parent }: PartAt,
): Generator<Repair> {
  const ratio = ratioAt(question, whole, way, part);
  if (ratio === undefined) return;
  const { value, entry } = ratio;
  const text = quoted(part);
  const times = (factor: Expression) => withPart(whole, way, call('mul', [factor, part]));
  const isTerm = parent?.name === 'add' || parent?.name === 'sub';
  if (Math.abs(value) < NEAR && isTerm) {
    const done = parent.name === 'sub' && way[way.length - 1] === 1 ? 'subtracted' : 'added';
    yield {
      kind: 'added-term',
      message: `${text} was ${done} that does not belong there`,
      whole: times(number(0)),
    };
  }
  if (Math.abs(value + 1) < NEAR)
    yield { kind: 'sign', message: `the sign of ${text} is wrong`, whole: times(number(-1)) };
  if (!isTerm) return;
  const lengths = axisLengths(question.study.root);
  for (const c of likelyFactors(question.study.root)) {
    if (Math.abs(c) === 1 || Math.abs(1 / value / c - 1) > NEAR) continue;
    const [{ kind, message }] = factorMistakes(c, lengths);
    yield { kind, message: `in the term ${text} ${message}`, whole: times(number(1 / c)) };
  }
  yield* missingFactors(question, text, value, entry, times);
}

/** A node by which a term was not multiplied or divided. */
function* missingFactors(
  { study, target }: Question,
  text: string,
  value: number,
  entry: number,
  times: (factor: Expression) => Expression,
): Generator<Repair> {
  for (const { node, symbol, named } of study.named.landmarks) {
    if (!named || node === study.root) continue;
    const here = flat(study.given.at(node));
    if (here.length !== 1 && here.length !== target.size) continue;
    const x = here[here.length === 1 ? 0 : entry];
    for (const exponent of [1, -1, 2, -2]) {
      if (!(Math.abs(value / x ** exponent - 1) < NEAR)) continue;
      const base = exponent % 2 === 0 ? call('square', [name(symbol.name)]) : name(symbol.name);
      const said = shortText(base, LONGEST);
      yield exponent > 0
        ? {
            kind: 'left-out',
            message: `the factor ${said} is missing in the term ${text}`,
            whole: times(base),
          }
        : missingDivisor(
            denominators(study, target).has(study.given.at(node)),
            said,
            text,
            times(call('reciprocal', [base])),
          );
    }
  }
}

const missingDivisor = (divides: boolean, said: string, text: string, whole: Expression): Repair =>
  divides
    ? { kind: 'left-out', message: `the term ${text} was not divided by ${said}`, whole }
    : { kind: 'factor', message: `the factor ${said} does not belong in the term ${text}`, whole };

/** A part with a transpose too many or too few, or a product in another order. */
function* otherForms(whole: Expression, { part, way, parent }: PartAt): Generator<Repair> {
  if (isCall(part, 'transpose') && part.operands.length === 1)
    yield {
      kind: 'transposed',
      message: `${quoted(part)} stands in place of ${quoted(part.operands[0])}`,
      whole: withPart(whole, way, part.operands[0]),
    };
  else if (part.kind === 'name' && parent?.name !== 'transpose')
    yield {
      kind: 'transposed',
      message: `the transpose of ${quoted(part)} is missing`,
      whole: withPart(whole, way, call('transpose', [part])),
    };
  if (isMatrixProduct(parent)) return;
  for (const product of otherProducts(part))
    if (!equal(product, part))
      yield {
        kind: 'transposed',
        message: `${quoted(part)} stands in place of ${quoted(product)}: the order of a matrix product counts`,
        whole: withPart(whole, way, product),
      };
}

/** How near a ratio at the given point must be to one that is tried everywhere. */
const NEAR = 1e-3;

/** What a part has to be multiplied by at the given point for the claim to be right, in the entry that it makes the most of. */
function ratioAt(
  question: Question,
  whole: Expression,
  way: readonly number[],
  part: Expression,
): { value: number; entry: number } | undefined {
  const [given] = question.places;
  const without = read(question, withPart(whole, way, call('mul', [number(0), part])), given);
  const [claimed, truth] = [question.claimedAt(given), given.gradientOf(question.target)];
  if (without === undefined || !sameShape(without, truth) || !sameShape(claimed, truth)) return undefined;
  const [c, w, t] = [claimed, without, truth].map(flat);
  let entry = 0;
  for (let i = 0; i < c.length; i++) if (Math.abs(c[i] - w[i]) > Math.abs(c[entry] - w[entry])) entry = i;
  const value = (t[entry] - w[entry]) / (c[entry] - w[entry]);
  return Number.isFinite(value) ? { value, entry } : undefined;
}

/** The value of a changed claim; undefined where its shapes do not fit. */
const read = ({ claim }: Question, whole: Expression, place: Place): Value | undefined =>
  ifPossible(() => claim.written!.reading(whole)(place));

/** Whether a changed claim is the gradient everywhere. */
function isRight({ study, target, claim, places }: Question, whole: Expression): boolean {
  return (
    ifPossible(() => {
      const repaired = new Question(study, target, { ...claim, at: claim.written!.reading(whole) }, places);
      return repaired.factorOf(theTruth, [1]) === 1;
    }) ?? false
  );
}

const theTruth: Hypothesis = {
  kind: 'factor',
  message: () => '',
  at: (place, target) => place.gradientOf(target),
};
