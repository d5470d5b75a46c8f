import type { Landmark } from '../graph/landmarks.ts';

/** The landmarks that a derivative passes on its way from a root to some of them, and who hands it on to whom. */
export interface Route {
  /** Each after its inputs; the root is last. */
  readonly landmarks: readonly Landmark[];
  /** The landmarks on the route that are computed directly from this one. */
  consumers(of: Landmark): readonly Landmark[];
}

/** The route from the root, the last of the landmarks, to the targets. */
export function routeTo(targets: ReadonlySet<Landmark>, landmarks: readonly Landmark[]): Route {
  const leads = new Set<Landmark>();
  for (const each of landmarks)
    if (targets.has(each) || (each.node.wantsGradient && each.inputs.some((input) => leads.has(input))))
      leads.add(each);
  const wanted = new Set<Landmark>([landmarks[landmarks.length - 1]]);
  const consumers = new Map<Landmark, Landmark[]>();
  for (const each of [...landmarks].reverse()) {
    if (!wanted.has(each)) continue;
    for (const input of each.inputs) {
      if (!leads.has(input)) continue;
      wanted.add(input);
      const known = consumers.get(input);
      if (known) known.unshift(each);
      else consumers.set(input, [each]);
    }
  }
  return {
    landmarks: landmarks.filter((each) => wanted.has(each) && leads.has(each)),
    consumers: (of) => consumers.get(of) ?? [],
  };
}
