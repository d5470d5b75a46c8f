import { graph, mapTree, type Tree, treeLeaves, Value } from '@chainrule/core';
import { argumentErrors } from '../errors/arguments.ts';
import type { Landmark } from '../graph/landmarks.ts';
import { type Route, routeTo } from './route.ts';

/** Whether it can be explained at all: a Value, and a scalar. */
export function checkRoot(operation: string, root: Value): void {
  if (!(root instanceof Value)) throw argumentErrors.notARoot(operation, root);
  if (root.rank > 0) throw argumentErrors.notAScalar(operation, root);
}

/** The nodes to differentiate by: those given, or every leaf that wants a gradient. */
export function targetsOf(operation: string, root: Value, wrt: Tree | undefined): ReadonlySet<Value> {
  const given =
    wrt === undefined
      ? graph(root).nodes.filter(({ primitive, wantsGradient }) => !primitive && wantsGradient)
      : treeLeaves(wrt);
  if (given.length === 0) throw argumentErrors.nothingToDifferentiateBy(operation, root);
  return new Set(given);
}

/** Names by their places in a tree, as `layers.0.weight`, for leaves that share theirs with others. */
export function namesInTree(wrt: Tree | undefined): ReadonlyMap<Value, string> {
  const paths = new Map<Value, string>();
  mapTree((leaf, _, path) => paths.set(leaf, path.join('.')), wrt);
  const count = new Map<string | undefined, number>();
  for (const { name } of paths.keys()) count.set(name, (count.get(name) ?? 0) + 1);
  return new Map(
    [...paths].filter(([{ name }, path]) => path !== '' && (name === undefined || count.get(name)! > 1)),
  );
}

/** The route from the root to the targets, all of which have to lie on it. */
export function routeToAll(
  operation: string,
  targets: ReadonlySet<Value>,
  landmarks: readonly Landmark[],
): { route: Route; wanted: readonly Landmark[] } {
  const byNode = new Map(landmarks.map((landmark) => [landmark.node, landmark]));
  const wanted = [...targets].flatMap((target) => byNode.get(target) ?? []);
  const route = routeTo(new Set(wanted), landmarks);
  const reached = new Set(route.landmarks.map(({ node }) => node));
  const root = landmarks[landmarks.length - 1].node;
  for (const target of targets)
    if (!reached.has(target)) throw argumentErrors.notConnected(operation, root, target);
  return { route, wanted };
}
