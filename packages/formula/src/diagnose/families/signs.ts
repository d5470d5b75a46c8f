import { isFloat } from '@chainrule/core/extend';
import type { Landmark } from '../../graph/landmarks.ts';
import type { Family } from '../hypothesis.ts';
import type { Place } from '../place.ts';
import { placeWith } from '../places.ts';

/** The sign of a number of the formula wrong wherever it stands. */
export const signOfValue: Family = function* (study) {
  const { named, speaker } = study;
  for (const leaf of named.landmarks) {
    if (leaf.node.primitive || !inFloats(leaf)) continue;
    const flipped = new Map<Place, Place | undefined>();
    yield {
      kind: 'sign',
      message: () => `the sign of ${speaker.node(leaf)} is wrong`,
      at(place, target) {
        if (!flipped.has(place))
          flipped.set(place, placeWith(study, place, new Map([[leaf.node, place.at(leaf.node).neg()]])));
        return flipped.get(place)?.gradientOf(target);
      },
    };
  }
};

const inFloats = ({ node }: Landmark) => isFloat(node.dtype);
