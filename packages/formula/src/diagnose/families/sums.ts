import { ones, type Value } from '@chainrule/core';
import type { Family, Hypothesis } from '../hypothesis.ts';
import { type Piece, paths, scaled, terms } from '../pieces.ts';
import type { Place } from '../place.ts';

/** A sum over the entries left standing in the derivative by each of them: λ Σ w for λ w. */
export const sumLeftStanding: Family = function* (study) {
  if (study.targets.every(({ size }) => size < 2)) return;
  const said = 'the sum was left standing: by one entry only the term with that entry counts';
  yield {
    kind: 'wrong-rule',
    message: () => said,
    at: (place, target) => (target.size > 1 ? place.gradientOf(target).sum() : undefined),
  };
  for (const piece of [...terms(study), ...paths(study)])
    yield {
      kind: 'wrong-rule',
      links: piece.links,
      message: () => `in ${piece.name()} ${said}`,
      at: summed(piece),
    };
};

const summed =
  (piece: Piece): Hypothesis['at'] =>
  (place: Place, target: Value) => {
    const rest = target.size > 1 ? scaled(piece, () => 0)(place, target) : undefined;
    return rest?.add(ones(target.shape).mul(piece.contribution(place, target)!.sum()));
  };
