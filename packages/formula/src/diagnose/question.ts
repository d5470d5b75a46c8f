import type { Value } from '@chainrule/core';
import { agree, LEAST_EXACT, largest, nearlyAgree, ratioOf, sameShape } from './agreement.ts';
import type { Claim } from './claim.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Place } from './place.ts';
import { ifPossible } from './possible.ts';
import type { Study } from './study.ts';

/** What is smaller than this part of the terms that it is made of has no digit left. */
const LEFT_OF_CANCELLED = 1e-12;

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
    const gives = this.#given(hypothesis, given);
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

  /** What a hypothesis gives; undefined where it cannot be made, or not computed. */
  #given(hypothesis: Hypothesis, place: Place): Value | undefined {
    return ifPossible(() => hypothesis.at(place, this.target));
  }

  /** The ratio of the claim to what a hypothesis gives, at the first place where that is more than what terms leave that cancel. */
  #ratioOf(hypothesis: Hypothesis): number | undefined {
    for (const place of this.places) {
      const gives = this.#given(hypothesis, place);
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
      const gives = this.#given(hypothesis, place)?.mul(c);
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
