import type { Graph, Value } from '@chainrule/core';
import { type Path, usersOf } from './groups.ts';
import type { NameOf } from './names.ts';
import type { DrawOptions, FoldRule } from './options.ts';
import { formOf } from './summary.ts';

/** What becomes one box: a node with those that serve it alone, a layer, nodes that are alike, or steps. */
export interface Part {
  readonly form: 'node' | 'group' | 'alike' | 'steps';
  /** The frame that it stands in; of a layer that is one box, the path of that layer. */
  readonly group: Path | undefined;
}

/** The part that each node of a graph falls to. */
export type Folding = readonly Part[];

/** Boxes that still make a readable picture. */
const MOST_BOXES = 200;

/** Stretches of steps: fewer, since what is used again and again has an arrow to each of them. */
const MOST_STRETCHES = 40;

export const FOLDS = ['auto', 'none', 'names', 'groups'] as const;

/** Folds no further than it must. */
export function fold(
  graph: Graph,
  groups: readonly (Path | undefined)[],
  nameOf: NameOf,
  option: DrawOptions['fold'] = 'auto',
): Folding {
  const whole = (): Folding => graph.nodes.map((_, i) => ({ form: 'node', group: groups[i] }));
  if (typeof option === 'function') return foldChosen(graph, groups, nameOf, option);
  if (option === 'none') return whole();
  if (option === 'auto' && graph.nodes.length <= MOST_BOXES) return whole();
  const names = foldNames(graph, groups, nameOf, true);
  if (option === 'names') return names;
  const depth = Math.max(0, ...new Set(groups.map((group) => group?.length ?? 0)));
  if (option === 'groups') return foldGroups(names, groups, depth);
  const chains = foldNames(graph, groups, nameOf, false);
  let small: Folding | undefined;
  for (const folding of foldings(graph, groups, depth, chains, names)) {
    if (countOf(folding) > MOST_BOXES) continue;
    // A picture with all operations in one box says nothing.
    if (countOf(folding.filter((_, i) => graph.nodes[i].primitive)) > 1) return folding;
    small ??= folding;
  }
  return small!;
}

/** Every way to fold, the one that shows most first. */
function* foldings(
  graph: Graph,
  groups: readonly (Path | undefined)[],
  depth: number,
  chains: Folding,
  names: Folding,
): Generator<Folding> {
  yield chains;
  yield names;
  for (let d = depth; d > 0; d--) yield foldGroups(chains, groups, d);
  if (depth > 0) yield foldAlike(graph, foldGroups(chains, groups, 1));
  yield foldAlike(graph, chains);
  yield foldSteps(
    graph,
    graph.nodes.map((_, i) => ({ form: 'node', group: groups[i] })),
  );
}

const countOf = (folding: Folding) => new Set(folding).size;

/** An unnamed node falls to the box that uses it, of its own layer: where it is used once, or wherever it is used. */
function foldNames(
  graph: Graph,
  groups: readonly (Path | undefined)[],
  nameOf: NameOf,
  shared: boolean,
  folds: (name: string) => boolean = () => true,
): Folding {
  const users = usersOf(graph);
  const parts: Part[] = new Array(graph.nodes.length);
  const open = new Set<Part>();
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = users[i].length > 0 ? parts[users[i][0]] : undefined;
    const serves =
      part !== undefined &&
      part.group === groups[i] &&
      !open.has(part) &&
      nameOf(graph.nodes[i]) === undefined &&
      (shared ? users[i].every((user) => parts[user] === part) : users[i].length === 1);
    parts[i] = serves ? part : { form: 'node', group: groups[i] };
    if (parts[i] !== part && !folds(nameOf(graph.nodes[i]) ?? '')) open.add(parts[i]);
  }
  return parts;
}

/** What a rule says is to be one box: of layers within layers the outermost. */
function foldChosen(
  graph: Graph,
  groups: readonly (Path | undefined)[],
  nameOf: NameOf,
  rule: FoldRule,
): Folding {
  const names = foldNames(graph, groups, nameOf, true, (name) => rule(name, 'node'));
  const parts = new Map<string, Part>();
  return names.map((part, i) => {
    const path = groups[i] ?? [];
    const last = path.findIndex((_, k) => rule(path.slice(0, k + 1).join('.'), 'group'));
    if (last < 0) return part;
    const group = path.slice(0, last + 1);
    return madeOnce(parts, group.join('.'), () => ({ form: 'group', group }));
  });
}

/** Each layer becomes a box; of layers within layers, those at this depth. */
function foldGroups(folding: Folding, groups: readonly (Path | undefined)[], depth: number): Folding {
  const parts = new Map<string, Part>();
  return folding.map((part, i) => {
    const group = groups[i]?.slice(0, depth);
    if (group === undefined) return part;
    return madeOnce(parts, group.join('.'), () => ({ form: 'group', group }));
  });
}

/** Boxes of the same operations and shape at the same step become one. Layers stay. */
function foldAlike({ nodes, edges }: Graph, folding: Folding): Folding {
  const members = membersOf(nodes, folding);
  const steps = stepsOf({ nodes, edges }, folding);
  const alike = new Map<string, Part>();
  const sizes = new Map<string, number>();
  const keys = new Map(
    [...members].map(([part, inside]) => {
      const key = JSON.stringify([steps.get(part), part.group, formOf(inside)]);
      sizes.set(key, (sizes.get(key) ?? 0) + 1);
      return [part, key];
    }),
  );
  return folding.map((part) => {
    const key = keys.get(part)!;
    if (part.form === 'group' || sizes.get(key) === 1) return part;
    return madeOnce(alike, key, () => ({ form: 'alike', group: part.group }));
  });
}

/** What is computed in the same stretch of steps becomes one box. */
function foldSteps(graph: Graph, folding: Folding): Folding {
  const steps = stepsOf(graph, folding);
  const distinct = [...new Set(steps.values())].sort((a, b) => a - b);
  const rank = new Map(distinct.map((step, k) => [step, k]));
  const length = Math.ceil(distinct.length / MOST_STRETCHES);
  const stretchOf = (i: number) => Math.floor(rank.get(steps.get(folding[i])!)! / length);
  const users = usersOf(graph);
  // A leaf that several stretches use belongs to none of them.
  const kindOf = ({ primitive, wantsGradient }: Value, i: number) => {
    const everywhere = !primitive && users[i].some((user) => stretchOf(user) !== stretchOf(users[i][0]));
    return everywhere ? (wantsGradient ? 'parameters' : 'constants') : stretchOf(i);
  };
  const parts = new Map<string | number, Part>();
  return graph.nodes.map((node, i) => {
    const kind = kindOf(node, i);
    const form = typeof kind === 'string' ? 'alike' : 'steps';
    return madeOnce(parts, kind, () => ({ form, group: undefined }));
  });
}

/**
 * At which step each part is computed: one after the latest of its last node's inputs, and a leaf right before it is
 * used. Edges lead from earlier steps to later ones, so parts of one step can be one box and no cycle comes of it.
 */
function stepsOf({ nodes, edges }: Graph, folding: Folding): Map<Part, number> {
  const step: number[] = nodes.map(() => 0);
  const used: number[] = nodes.map(() => Number.POSITIVE_INFINITY);
  // In the order of their ends, so that the step of an input is known.
  for (const { from, to } of edges) step[to] = Math.max(step[to], step[from] + 1);
  const steps = new Map(folding.map((part, i) => [part, step[i]]));
  for (const { from, to } of edges) used[from] = Math.min(used[from], steps.get(folding[to])!);
  const sizes = new Map<Part, number>();
  for (const part of folding) sizes.set(part, (sizes.get(part) ?? 0) + 1);
  nodes.forEach((node, i) => {
    const leaf = !node.primitive && sizes.get(folding[i]) === 1 && used[i] < Number.POSITIVE_INFINITY;
    if (leaf) steps.set(folding[i], used[i] - 0.5);
  });
  return steps;
}

/** The nodes of each part, both in the order of the computation: a part comes where its last node does. */
export function membersOf(nodes: readonly Value[], folding: Folding): Map<Part, Value[]> {
  const members = new Map<Part, Value[]>();
  const lasts = new Map(folding.map((part, i) => [part, i]));
  for (const [part] of [...lasts].sort((a, b) => a[1] - b[1])) members.set(part, []);
  nodes.forEach((node, i) => {
    members.get(folding[i])!.push(node);
  });
  return members;
}

function madeOnce<Key>(parts: Map<Key, Part>, key: Key, make: () => Part): Part {
  const part = parts.get(key) ?? make();
  parts.set(key, part);
  return part;
}
