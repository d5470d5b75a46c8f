import { backward, checkCount, norm, Value } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import type { NameExpression } from '../expression/expression.ts';
import { type Landmark, landmarksOf } from '../graph/landmarks.ts';
import { type Step, stepOf } from '../graph/links.ts';
import type { Route } from './route.ts';
import { checkRoot, routeToAll } from './targets.ts';

/** What comes back to a node over one path. */
export interface PathContribution {
  /**
   * The landmarks from the node up to the root. Where there are too many paths to list, those that share their lower part
   * are taken together, and the list ends at the landmark where they part.
   */
  readonly path: readonly NameExpression[];
  /** Whether the path is whole: up to the root. */
  readonly whole: boolean;
  /** What it adds to the gradient, an array of the node's shape. */
  readonly contribution: Value;
  /** Its part of the sum of the sizes of all contributions, between 0 and 1. */
  readonly share: number;
}

/** Paths that are listed one by one. */
const MOST_PATHS = 256;

/**
 * The gradient of a root with respect to a node, path by path: what each adds, largest first. The contributions add up
 * to the gradient.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { why } from '@chainrule/formula';
 * const b = value(1, { name: 'b' });
 * const [h1, h2] = [b.mul(2).named('h1'), b.mul(-3).named('h2')];
 * const E = h1.mul(5).add(h2).named('E');
 * const paths = why(E, b);
 * paths.map(({ path }) => path.map(({ name }) => name).join(' → ')); // → ["b → h1 → E", "b → h2 → E"]
 * paths.map(({ contribution }) => contribution.item()); // → [10, -3]
 * ```
 */
export function why(root: Value, wrt: Value): readonly PathContribution[] {
  checkCount('why', 2, arguments);
  checkRoot('why', root);
  if (!(wrt instanceof Value)) throw argumentErrors.notAVariable('why', wrt);
  const landmarks = landmarksOf(root, { also: [wrt] });
  const { route, wanted } = routeToAll('why', new Set([wrt]), landmarks);
  const paths = pathsUp(wanted[0], route, landmarks[landmarks.length - 1]);
  const gradients = backward(root);
  const steps = new Map<Landmark, Step>();
  const contributions = paths.map((path) => along(path, gradients.of(path[path.length - 1].node), steps));
  const sizes = contributions.map(sizeOf);
  const total = sizes.reduce((a, b) => a + b, 0);
  return paths
    .map((path, k) => ({
      path: path.map(({ symbol }) => symbol),
      whole: path[path.length - 1].node === root,
      contribution: contributions[k],
      share: total === 0 ? 0 : sizes[k] / total,
    }))
    .sort((a, b) => b.share - a.share);
}

/** The paths from a landmark up, each lengthened as long as there are not too many. */
function pathsUp(from: Landmark, route: Route, root: Landmark): readonly (readonly Landmark[])[] {
  let paths: (readonly Landmark[])[] = [[from]];
  for (;;) {
    const longer = paths.flatMap((path) => {
      const top = path[path.length - 1];
      return top === root ? [path] : route.consumers(top).map((consumer) => [...path, consumer]);
    });
    const done = longer.length === paths.length && longer.every((path, k) => path === paths[k]);
    if (done || longer.length > MOST_PATHS) return paths;
    paths = longer;
  }
}

/** What a gradient at the top of a path comes to at its foot. */
function along(path: readonly Landmark[], gradient: Value, steps: Map<Landmark, Step>): Value {
  let g = gradient;
  for (let k = path.length - 1; k > 0; k--) {
    const step = steps.get(path[k]) ?? stepOf(path[k]);
    steps.set(path[k], step);
    g = backward(step.result, { seed: g }).of(step.variables.get(path[k - 1])!);
  }
  return g;
}

/** The length of an array as a vector. */
const sizeOf = (x: Value) => norm(x).item();
