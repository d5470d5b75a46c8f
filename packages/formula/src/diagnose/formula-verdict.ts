import type { Value } from '@chainrule/core';
import { shownGraph } from '../graph/shown.ts';
import { hasOrigin } from '../read/outcomes.ts';
import { agree, isFinite } from './agreement.ts';
import type { Claim } from './claim.ts';
import { Diagnosis, type Proviso } from './diagnosis.ts';
import { agreesAt, fitting, holdsAt, lacksBeyond } from './holding.ts';
import type { Place } from './place.ts';
import { hasUnknownConstants, otherPlaces, positiveLeaves, type Search } from './places.ts';
import { keepings, positiveProviso, sideProviso } from './provisos.ts';
import { Question } from './question.ts';
import { reasonsFor } from './search.ts';
import type { Study } from './study.ts';
import { type Base, PLACES, wrong } from './wrong.ts';

type Where = Pick<Search, 'movement' | 'kept'>;

/** The verdict on a claim that has a value at every place. */
export function judgeFormula(base: Base, study: Study, target: Value, claim: Claim): Diagnosis {
  return new FormulaVerdict(base, study, target, claim).diagnosis();
}

/** Of more positive numbers it is not asked which of them have to be positive. */
const MOST_POSITIVE = 8;

class FormulaVerdict {
  readonly #base: Base;
  readonly #study: Study;
  readonly #target: Value;
  readonly #claim: Claim;
  readonly #others: readonly Place[];

  constructor(base: Base, study: Study, target: Value, claim: Claim) {
    this.#base = base;
    this.#study = study;
    this.#target = target;
    this.#claim = claim;
    this.#others = this.#places({ movement: 'free' });
  }

  diagnosis(): Diagnosis {
    const { given } = this.#study;
    if (!isFinite(given.gradientOf(this.#target))) return this.#withoutGiven();
    if (!agreesAt(this.#target, this.#claim, given)) return this.#wrong();
    if (this.#others.length > 0 && this.#holds(this.#others)) return this.#right(this.#unchecked());
    return this.#underProvisos() ?? this.#onThisSide() ?? this.#wherePositive() ?? this.#atThisPoint();
  }

  #places(where: Where): Place[] {
    const fits = fitting(this.#study, this.#target, this.#claim);
    return otherPlaces(this.#study, { count: PLACES, ...fits, ...where });
  }

  /** Whether the claim is the truth at the given place and at these. */
  #holds(places: readonly Place[]): boolean {
    return places.length > 0 && holdsAt(this.#target, this.#claim, [this.#study.given, ...places]);
  }

  /** Where the gradient is infinite at the given place, only the others can tell. */
  #withoutGiven(): Diagnosis {
    const others = this.#others;
    const text = 'there is no derivative at the given point: the claim was compared at other points';
    if (others.length > 0 && holdsAt(this.#target, this.#claim, others))
      return this.#right({ kind: 'elsewhere', text });
    if (others.length === 0)
      return new Diagnosis({
        ...this.#base,
        verdict: 'wrong',
        reasons: [{ kind: 'not-finite', message: 'there is no derivative here', evidence: { points: 1 } }],
      });
    const found = wrong(this.#base, this.#study, this.#target, this.#claim, others);
    return new Diagnosis({ ...found, note: text });
  }

  #right(proviso: Proviso | undefined): Diagnosis {
    return new Diagnosis({ ...this.#base, verdict: 'right', provisos: proviso && [proviso] });
  }

  #wrong(): Diagnosis {
    const places = [this.#study.given, ...this.#others];
    return wrong(this.#base, this.#study, this.#target, this.#claim, places);
  }

  /** What could not be compared of a claim that holds at all places. */
  #unchecked(): Proviso | undefined {
    if (holdsOutcomes(this.#study, ({ dtype, name }) => dtype === 'bool' && name === undefined))
      return AS_IT_CAME_OUT;
    return lacksBeyond(this.#study, this.#target, this.#claim) ? NO_VALUE_BEYOND : undefined;
  }

  /** Right at places of another kind, which has to be said then. */
  #underProvisos(): Diagnosis | undefined {
    for (const [where, proviso] of provisos(this.#study, this.#target, this.#isAlone))
      if (this.#holds(this.#places(where))) return this.#right(proviso);
    if (!this.#isExact) return this.#wrong();
    return this.#isAlone ? this.#right(GIVEN_ONLY) : undefined;
  }

  /** Right around the given place, up to kinks beyond which it fails. */
  #onThisSide(): Diagnosis | undefined {
    const failing = this.#others.filter((place) => !agreesAt(this.#target, this.#claim, place));
    if (failing.length === 0 || !this.#holds(this.#places({ movement: 'near' }))) return undefined;
    const proviso = sideProviso(this.#study, failing);
    return proviso && this.#right(proviso);
  }

  /** Right as long as some numbers are positive, as √(l·g)/l is √(g/l): those of which that is needed. */
  #wherePositive(): Diagnosis | undefined {
    const holds = (leaves: readonly Value[]) =>
      leaves.length > 0 &&
      this.#holds(
        this.#places({ movement: 'free', kept: new Map(leaves.map((leaf) => [leaf, 'positive'])) }),
      );
    let needed = positiveLeaves(this.#study);
    if (needed.length > MOST_POSITIVE || !holds(needed)) return undefined;
    for (const leaf of needed) {
      const fewer = needed.filter((each) => each !== leaf);
      if (holds(fewer)) needed = fewer;
    }
    return this.#right(positiveProviso(this.#study, needed));
  }

  #atThisPoint(): Diagnosis {
    const places = [this.#study.given, ...this.#others];
    const reasons = reasonsFor(new Question(this.#study, this.#target, this.#claim, places));
    return new Diagnosis({
      ...this.#base,
      verdict: 'coincidence',
      reasons,
      provisos: [{ kind: 'point', text: 'it agrees at the given point only' }],
      note: this.#whyHere(),
    });
  }

  #whyHere(): string | undefined {
    if (this.#claim.readsNothing?.()) return READS_NOTHING;
    if (this.#holds(this.#places({ movement: 'parameters' }))) return THESE_INPUTS;
    return this.#others.length === 0 ? NO_VALUE : undefined;
  }

  get #isExact(): boolean {
    const { given } = this.#study;
    return agree(this.#claim.at(given), given.gradientOf(this.#target), this.#claim.allowance);
  }

  /** Whether the graph has numbers at the given place only. */
  get #isAlone(): boolean {
    return otherPlaces(this.#study, { movement: 'free', count: 1 }).length === 0;
  }
}

const READS_NOTHING = 'it reads none of the numbers by name, so it gives the same everywhere';

const THESE_INPUTS = 'it agrees for all parameters, but for these inputs only';

const NO_VALUE = 'at other numbers the claim has no value';

const NO_VALUE_BEYOND: Proviso = {
  kind: 'side',
  text: 'on the other side of a kink, where the gradient has a value, the claim has none',
};

const GIVEN_ONLY: Proviso = {
  kind: 'point',
  text: 'it was checked at the given point only: this graph cannot be computed at other numbers',
};

const AS_IT_CAME_OUT: Proviso = {
  kind: 'side',
  text: 'the graph holds the outcome of a comparison: where it comes out otherwise this was not checked',
};

const NEAR_ONLY: Proviso = {
  kind: 'side',
  text: 'this was checked near the given point only: the graph holds the outcome of a comparison',
};

const INPUTS_ONLY: Proviso = {
  kind: 'inputs',
  text: 'this was checked at the given inputs: the graph holds constants that may depend on them',
};

/** Whether a graph holds what came of a comparison, and not what was compared. */
const holdsOutcomes = ({ root }: Study, counts = ({ dtype }: Value) => !dtype.startsWith('float')): boolean =>
  shownGraph(root).nodes.some((node) => !node.primitive && counts(node) && !hasOrigin(node));

/** Places of another kind at which a claim that does not agree everywhere may yet be right, and what must be said then. */
function* provisos(
  study: Study,
  target: Value,
  isAlone: boolean,
): Generator<readonly [Where, Proviso | undefined]> {
  yield [{ movement: 'derived' }, undefined];
  for (const { kept, proviso } of keepings(study, target)) yield [{ movement: 'free', kept }, proviso];
  if (isAlone || holdsOutcomes(study)) yield [{ movement: 'near' }, NEAR_ONLY];
  if (hasUnknownConstants(study)) yield [{ movement: 'parameters' }, INPUTS_ONLY];
}
