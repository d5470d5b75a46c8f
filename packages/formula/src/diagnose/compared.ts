import type { Value } from '@chainrule/core';
import { agree } from './agreement.ts';
import type { Claim } from './claim.ts';
import { Diagnosis } from './diagnosis.ts';
import type { Place } from './place.ts';

/** Whether a claim is a value that is no derivative: an intermediate result, or a name for something. */
export function compared(
  places: readonly Place[],
  truth: (place: Place) => Value,
  claim: Claim,
  about: string,
): Diagnosis {
  const holds = places.map((place) => agree(claim.at(place), truth(place), claim.allowance));
  const verdict = holds.every(Boolean) ? 'right' : holds[0] ? 'coincidence' : 'wrong';
  const expected = { value: truth(places[0]).toArray() };
  return new Diagnosis({ about, verdict, expected, readAs: claim.readAs?.(places[0]) });
}
