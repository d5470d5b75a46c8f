import type { Graph, Value } from '@chainrule/core';
import { drawErrors } from '../errors/draw.ts';
import { layersByName } from './layers.ts';
import type { NameOf } from './names.ts';
import type { DrawOptions } from './options.ts';

/** A group by its path, outermost first: `['encoder', 'linear1']`. */
export type Path = readonly string[];

type Groups = (string | undefined)[];

/** Frames within frames; what lies deeper is one of its own. */
const DEEPEST = 5;

/** The group of each node of a graph, where it has one. A group has at least two nodes. */
export function groupsOf(graph: Graph, nameOf: NameOf, { group }: DrawOptions): (Path | undefined)[] {
  const rule = group ?? layersByName(graph.nodes, nameOf);
  const groups = graph.nodes.map((node) => {
    const name = rule(node);
    if (name !== undefined && typeof name !== 'string') throw drawErrors.badGroup(name);
    return name || undefined;
  });
  if (groups.every((name) => name === undefined)) return groups.map(() => undefined);
  followParameters(graph, groups, nameOf);
  followUsers(graph, groups, nameOf);
  const sizes = new Map<string, number>();
  for (const name of groups) if (name !== undefined) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const paths = new Map([...sizes].map(([name, size]) => [name, size > 1 ? pathOf(name) : undefined]));
  return groups.map((name) => (name === undefined ? undefined : paths.get(name)));
}

/** A number is no layer by itself: `layers.0` is one. Neither is nothing between two dots. */
function pathOf(name: string): Path {
  const parts = name.split(/\.(?!\d+(?:\.|$))/).filter(Boolean);
  if (parts.length === 0) return [name];
  return parts.length <= DEEPEST
    ? parts
    : [...parts.slice(0, DEEPEST - 1), parts.slice(DEEPEST - 1).join('.')];
}

const isNumber = (node: Value) => !node.primitive && node.size === 1 && !node.wantsGradient && !node.name;

/**
 * From the inputs on: a node goes with the layer whose parameters it uses, or else with the newest that its inputs come
 * from, if all do or a layer comes after it. So activations and residual sums stay in their layer, and the loss in none.
 */
function followParameters(graph: Graph, groups: Groups, nameOf: NameOf): void {
  const { nodes } = graph;
  const inputs = inputsOf(graph);
  const made = madeOf(nodes, inputs, groups);
  const before = isBefore(nodes, inputs, (i) => groups[i] !== undefined || inputs[i].some((k) => made[k]));
  const ages = new Map([...new Set(groups)].map((group, age) => [group, age]));
  const newest = (found: readonly (string | undefined)[]) =>
    found.reduce(
      (a, b) => (a === undefined || (b !== undefined && ages.get(b)! > ages.get(a)!) ? b : a),
      undefined,
    );
  nodes.forEach((node, i) => {
    const landmark = i === nodes.length - 1 && nameOf(node) !== undefined;
    if (groups[i] !== undefined || landmark || inputs[i].length === 0) return;
    const used = newest(inputs[i].map((k) => made[k] || undefined));
    const joins = inputs[i].every((k) => groups[k] !== undefined || (before[i] && made[k] !== NO_LAYER));
    groups[i] = used ?? (joins ? newest(inputs[i].map((k) => groups[k])) : undefined);
  });
}

const NO_LAYER = '';

/** The inputs of each node that say something of its place: plain numbers do not. */
function inputsOf({ nodes, edges }: Graph): readonly (readonly number[])[] {
  const inputs: number[][] = nodes.map(() => []);
  for (const { from, to } of edges) if (!isNumber(nodes[from])) inputs[to].push(from);
  return inputs;
}

/** Where a node is made of parameters alone, their layer, or that they have none. */
function madeOf(nodes: readonly Value[], inputs: readonly (readonly number[])[], groups: Groups): Groups {
  const made: Groups = [];
  nodes.forEach((node, i) => {
    const layers = new Set(inputs[i].map((k) => made[k]));
    const leaf = node.wantsGradient && !node.primitive ? (groups[i] ?? NO_LAYER) : undefined;
    made.push(layers.size === 1 ? [...layers][0] : leaf);
  });
  return made;
}

/** Which nodes have one that `is` so among those computed from them. */
function isBefore(
  nodes: readonly Value[],
  inputs: readonly (readonly number[])[],
  is: (i: number) => boolean,
): readonly boolean[] {
  const before: boolean[] = nodes.map(() => false);
  for (let i = nodes.length - 1; i >= 0; i--)
    if (before[i] || is(i)) for (const k of inputs[i]) before[k] = true;
  return before;
}

/** And back from the results: what serves one layer alone belongs to it, but for named inputs and data. */
function followUsers({ nodes, edges }: Graph, groups: Groups, nameOf: NameOf): void {
  const users = usersOf({ nodes, edges });
  for (let i = nodes.length - 2; i >= 0; i--) {
    const node = nodes[i];
    const joins = node.primitive ? nameOf(node) === undefined : node.wantsGradient || isNumber(node);
    const group = groups[users[i][0]];
    if (groups[i] === undefined && joins && users[i].every((user) => groups[user] === group))
      groups[i] = group;
  }
}

/** The positions of the nodes that use each node. */
export function usersOf({ nodes, edges }: Graph): readonly (readonly number[])[] {
  const users: number[][] = nodes.map(() => []);
  for (const { from, to } of edges) users[from].push(to);
  return users;
}
