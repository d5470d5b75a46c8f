import type { Value } from '@chainrule/core';
import { ForeignNameError } from '../errors/formula-error.ts';
import { sameShape } from './agreement.ts';
import type { Claim } from './claim.ts';
import { departureOf } from './departure.ts';
import { Diagnosis, type DiagnosisFields, type Reason } from './diagnosis.ts';
import { fitting } from './holding.ts';
import type { Place } from './place.ts';
import { otherPlaces } from './places.ts';
import { keepings } from './provisos.ts';
import { Question } from './question.ts';
import { reasonsFor } from './search.ts';
import type { Study } from './study.ts';
import { shortened } from './text.ts';

/** What every diagnosis of one claim says. */
export type Base = Pick<DiagnosisFields, 'about' | 'expected'>;

/** Random places beside the given one. */
export const PLACES = 8;

/** The diagnosis of a claim that is not the gradient, by its numbers at these places. */
export function wrong(
  base: Base,
  study: Study,
  target: Value,
  claim: Claim,
  places: readonly Place[],
): Diagnosis {
  const question = new Question(study, target, claim, places);
  const found = reasonsAnywhere(question);
  if (found.length > 0) return new Diagnosis({ ...base, verdict: 'wrong', reasons: found });
  const claimed = question.claimedAt(places[0]);
  const reasons = [
    sameShape(claimed, target)
      ? reason('unknown', 'no known mistake explains it', places.length)
      : reason('shape', shapeText(claimed, target), places.length),
  ];
  const departure = places.includes(study.given) ? departureOf(study, target, claimed, claim) : undefined;
  return new Diagnosis({ ...base, verdict: 'wrong', reasons, departure });
}

const shapeText = (claimed: Value, target: Value) =>
  `it has the shape [${claimed.shape.join(', ')}], and the gradient has that of its variable, [${target.shape.join(', ')}]`;

const reason = (kind: Reason['kind'], message: string, points = 1): Reason => ({
  kind,
  message,
  evidence: { points },
});

/** The reasons, also those that hold only where the inputs keep what the given ones have, such as a sum of 1. */
function reasonsAnywhere(question: Question): Reason[] {
  const { study, target, claim, places: asked } = question;
  const found = reasonsFor(question);
  if (isPlain(found[0]) || !claim.formula) return found;
  const fits = fitting(study, target, claim);
  for (const { kept } of keepings(study, target)) {
    const places = otherPlaces(study, { movement: 'free', kept, count: PLACES, ...fits });
    const first = asked.includes(study.given) ? [study.given] : [];
    const reasons = reasonsFor(new Question(study, target, claim, [...first, ...places]));
    if (isPlain(reasons[0]) || (reasons.length > 0 && found.length === 0)) return reasons;
  }
  return found;
}

/** Whether there is a reason that needs no second mistake beside it. */
const isPlain = (reason: Reason | undefined) => reason !== undefined && reason.evidence.beside === undefined;

/** The diagnosis of a claim that is nothing to compare. */
export const refused = (base: Base, kind: 'invalid' | 'not-finite', message: string): Diagnosis =>
  new Diagnosis({ ...base, verdict: 'wrong', reasons: [reason(kind, message)] });

/** The diagnosis of a claim that names what the root does not depend on. Throws any other error again. */
export function ofForeignName(error: unknown, base: Base, root: string): Diagnosis {
  if (!(error instanceof ForeignNameError)) throw error;
  const message = `${root} does not depend on ${shortened(error.foreign)} (${error.hint})`;
  return new Diagnosis({ ...refused(base, 'invalid', message), misfits: [error.at] });
}
