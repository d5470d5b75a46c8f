import type { Value } from '@chainrule/core';
import { ClaimError } from '../errors/claims.ts';
import { agree, isFinite, LEAST_EXACT, nearlyAgree, vanishes } from './agreement.ts';
import type { Claim } from './claim.ts';
import type { Place } from './place.ts';
import { otherPlaces, type Search } from './places.ts';
import type { Study } from './study.ts';

/** The value of a claim at a place, or what it threw there. */
export function attempt(claim: Claim, place: Place): Value | Error {
  try {
    return claim.at(place);
  } catch (error) {
    // This one is not about the numbers: the claim is none that can be judged.
    if (error instanceof ClaimError) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Whether a claim has finite numbers at a place. */
const isDefined = (claim: Claim, place: Place): boolean => {
  const claimed = attempt(claim, place);
  return !(claimed instanceof Error) && isFinite(claimed);
};

/** Whether a claim is the gradient at a place, up to rounding. */
export function agreesAt(target: Value, claim: Claim, place: Place): boolean {
  const claimed = attempt(claim, place);
  return (
    !(claimed instanceof Error) &&
    nearlyAgree(claimed, place.gradientOf(target), claim.allowance, place.scale)
  );
}

/** Whether a claim agrees at all places, at most of them to the last digits: at the others terms may cancel. */
export function holdsAt(target: Value, claim: Claim, places: readonly Place[]): boolean {
  if (!places.every((place) => agreesAt(target, claim, place))) return false;
  const exact = places.filter((place) => agree(claim.at(place), place.gradientOf(target), claim.allowance));
  return exact.length >= Math.min(LEAST_EXACT, places.length);
}

/** Places at which truth and claim have numbers; on the side where all is as at the given one, a truth that has not vanished. */
export function fitting(study: Study, target: Value, claim: Claim): Pick<Search, 'fits' | 'fitsBeyond'> {
  const zero = vanishes(study.given.gradientOf(target));
  const fitsBeyond = (place: Place) => isFinite(place.gradientOf(target)) && isDefined(claim, place);
  const fits = (place: Place) => (zero || !vanishes(place.gradientOf(target))) && fitsBeyond(place);
  return { fits, fitsBeyond };
}

/** Whether a claim has no value beyond a kink where the truth has one. */
export function lacksBeyond(study: Study, target: Value, claim: Claim): boolean {
  const { fits } = fitting(study, target, claim);
  const fitsBeyond = (place: Place) => isFinite(place.gradientOf(target));
  const places = otherPlaces(study, { movement: 'free', count: 1, fits, fitsBeyond });
  return places.some((place) => !isDefined(claim, place));
}
