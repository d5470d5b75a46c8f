import type { Landmark } from '../../graph/landmarks.ts';
import { type Family, isUnnamed } from '../hypothesis.ts';

/** The gradient of another variable, or of a node on the way. */
export const otherVariable: Family = function* (study) {
  const { named, smallest, speaker } = study;
  const onRoute = new Set(named.route.landmarks.map(({ node }) => node));
  const isEarly = ({ node }: Landmark) => onRoute.has(node) && node.primitive !== undefined;
  const others = named.landmarks.filter(
    (each) => each !== named.root && (each.node.wantsGradient || isInput(each)),
  );
  for (const other of [...others.filter(isEarly), ...others.filter((each) => !isEarly(each))]) {
    const early = isEarly(other);
    const name = speaker.node(other);
    yield {
      kind: early ? 'stopped-early' : 'other-variable',
      unnamed: isUnnamed(other),
      message: () =>
        early
          ? `this is ${speaker.rate({ from: named.root, to: other })}: the chain was stopped early`
          : `this is the gradient of ${name}`,
      at: (place, target) => (other.node === target ? undefined : place.gradientOf(other.node)),
    };
  }
  for (const other of smallest.route.landmarks) {
    if (named.landmarkOf(other.node) || speaker.isArranged(other)) continue;
    yield {
      unnamed: true,
      kind: 'stopped-early',
      message: () => `this is the gradient of ${speaker.node(other)}: the chain was stopped early`,
      at: (place) => place.gradientOf(other.node),
    };
  }
};

const isInput = ({ node, named }: Landmark) => named && !node.primitive && node.dtype.startsWith('float');
