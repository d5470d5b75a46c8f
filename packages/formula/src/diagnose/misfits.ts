import type { Value } from '@chainrule/core';
import { type Expression, isCall, type NumberExpression, type Span } from '../expression/expression.ts';
import { agree, nearlyAgree, none, sameShape } from './agreement.ts';
import type { Written } from './claim.ts';
import type { Place } from './place.ts';

/** Parts of a claim that are compared at most, and of the truth in one group. */
const MOST_PARTS = 24;
const MOST_GROUPED = 6;

/** Powers that are taken apart. */
const HIGHEST_POWER = 4;

/** An expression, and how its parts are computed. */
type Side = Pick<Written, 'expression' | 'reading'>;

/** A factor or a term, with its value at every place; of a divisor and a subtrahend that is their inverse. */
interface Part {
  readonly expression: Expression;
  readonly values: readonly Value[];
}

/**
 * Where in a wrong claim stands what the truth has not: factors of a product, terms of a sum. What is not written alike is
 * the same where its values are, at all places and but for the sign.
 */
export function misfitsOf(claim: Written, truth: Side, places: readonly Place[]): Span[] {
  const [claimed, expected] = [claim, truth].map((side) => termsOf(side, side.expression, places));
  if (!claimed || !expected) return [];
  const spans =
    claimed.length === 1 && expected.length === 1
      ? misfitFactors(claim, truth, claim.expression, truth.expression, places)
      : misfitTerms(claim, truth, claimed, expected, places);
  return merged(claim.text, spans);
}

function misfitTerms(
  claim: Side,
  truth: Side,
  claimed: readonly Part[],
  expected: readonly Part[],
  places: readonly Place[],
): Span[] {
  const [added, missing] = unmatched(claimed, expected, same);
  if (added.length === 1 && missing.length === 1) {
    const factors = misfitFactors(claim, truth, added[0].expression, missing[0].expression, places);
    if (factors.length > 0) return factors;
  }
  return added.length < claimed.length ? spansOf(added) : [];
}

function misfitFactors(
  claim: Side,
  truth: Side,
  one: Expression,
  other: Expression,
  places: readonly Place[],
): Span[] {
  const [claimed, expected] = [factorsOf(claim, one, places), factorsOf(truth, other, places)];
  if (!claimed || !expected) return [];
  // Groups first: where p − y is a product of three factors, a factor p beside it is one too many.
  const [alone, rest] = withoutGroups(claimed, expected);
  const [left, missing] = unmatched(alone, rest, sameSize);
  const [, wrong] = withoutGroups(missing, left);
  return wrong.length < claimed.length ? spansOf(wrong) : [];
}

/** What is left of both where each is matched with one of the other. */
function unmatched(ones: readonly Part[], others: readonly Part[], alike: Alike): [Part[], Part[]] {
  const rest = [...others];
  const left = ones.filter((one) => {
    const k = rest.findIndex((other) => alike(one.values, other.values));
    if (k >= 0) rest.splice(k, 1);
    return k < 0;
  });
  return [left, rest];
}

/** The same where one is the product of several others, as out − out² is that of out and 1 − out. */
function withoutGroups(ones: readonly Part[], others: readonly Part[]): [Part[], Part[]] {
  let rest = [...others];
  const left = ones.filter((one) => {
    const group = rest.length > MOST_GROUPED ? undefined : groupWith(one, rest);
    if (group) rest = rest.filter((each) => !group.includes(each));
    return group === undefined;
  });
  return [left, rest];
}

function groupWith(one: Part, rest: readonly Part[]): readonly Part[] | undefined {
  for (let mask = 1; mask < 1 << rest.length; mask++) {
    const group = rest.filter((_, k) => (mask >> k) & 1);
    if (group.length < 2) continue;
    const product = (k: number) => group.map(({ values }) => values[k]).reduce((a, b) => a.mul(b));
    const isGroup = [1, -1].some((sign) => one.values.every((each, k) => isSame(each.mul(sign), product(k))));
    if (isGroup) return group;
  }
  return undefined;
}

type Alike = (ones: readonly Value[], others: readonly Value[]) => boolean;

const same: Alike = (ones, others) => ones.every((one, k) => isSame(one, others[k]));

const sameSize: Alike = (ones, others) =>
  same(ones, others) ||
  same(
    ones.map((one) => one.neg()),
    others,
  );

const isSame = (one: Value, other: Value) =>
  sameShape(one, other) && (agree(one, other) || nearlyAgree(one, other, none, 0));

/** The terms of a sum; undefined where they are too many. */
function termsOf(side: Side, whole: Expression, places: readonly Place[]): Part[] | undefined {
  const found: { expression: Expression; sign: number }[] = [];
  const visit = (expression: Expression, sign: number): void => {
    const [left, right] = expression.kind === 'call' ? expression.operands : [];
    if (isCall(expression, 'neg')) visit(left, -sign);
    else if (isCall(expression, 'add') || isCall(expression, 'sub')) {
      visit(left, sign);
      visit(right, expression.name === 'sub' ? -sign : sign);
    } else found.push({ expression, sign });
  };
  visit(whole, 1);
  if (found.length > MOST_PARTS) return undefined;
  return found.map(({ expression, sign }) => ({
    expression,
    values: valuesOf(side, expression, places).map((value) => value.mul(sign)),
  }));
}

/** The factors of a product; undefined where they are too many. */
function factorsOf(side: Side, whole: Expression, places: readonly Place[]): Part[] | undefined {
  const found: { expression: Expression; from: Expression; inverse: boolean }[] = [];
  const visit = (expression: Expression, from: Expression, inverse: boolean): void => {
    const [left, right] = expression.kind === 'call' ? expression.operands : [];
    if (isCall(expression, 'neg')) visit(left, from, inverse);
    else if (isCall(expression, 'mul') || isCall(expression, 'div')) {
      // What was taken apart of a power is marked with it.
      visit(left, from === expression ? left : from, inverse);
      visit(right, from === expression ? right : from, inverse !== (expression.name === 'div'));
    } else if (isCall(expression, 'pow') && isSmallPower(right)) {
      for (let k = 0; k < right.value; k++) visit(left, from, inverse);
    } else if (expression.kind !== 'number' || expression.value !== 1)
      found.push({ expression, from, inverse });
  };
  visit(whole, whole, false);
  if (found.length > MOST_PARTS) return undefined;
  return found.map(({ expression, from, inverse }) => ({
    expression: from,
    values: valuesOf(side, expression, places).map((value) => (inverse ? value.reciprocal() : value)),
  }));
}

const isSmallPower = (power: Expression): power is NumberExpression =>
  power.kind === 'number' && Number.isInteger(power.value) && power.value > 1 && power.value <= HIGHEST_POWER;

const valuesOf = (side: Side, part: Expression, places: readonly Place[]) => {
  const reading = side.reading(part);
  return places.map(reading);
};

const spansOf = (parts: readonly Part[]) => parts.flatMap(({ expression: { at } }) => at ?? []);

/** What may stand between two factors that are marked as one. */
const BETWEEN = /^(?:[\s*·×()]|\\(?:left|right|cdot|times|,))*$/;

/** Spans in their order, as one where nothing but a sign of multiplication or a bracket stands between two. */
function merged(text: string, spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = found[found.length - 1];
    const goesOn = last && BETWEEN.test(text.slice(last.end, start));
    if (goesOn) found[found.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else found.push({ start, end });
  }
  return found.map((span) => closed(text, span));
}

/** A span with the brackets that it opens or closes. */
function closed(text: string, { start, end }: Span): Span {
  let [depth, lowest] = [0, 0];
  for (const sign of text.slice(start, end)) {
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    lowest = Math.min(lowest, depth);
  }
  const before = new RegExp(`(?:(?:\\\\left)?\\(\\s*){0,${-lowest}}$`).exec(text.slice(0, start))!;
  const after = new RegExp(`^(?:\\s*(?:\\\\right)?\\)){0,${depth - lowest}}`).exec(text.slice(end))!;
  return { start: start - before[0].length, end: end + after[0].length };
}
