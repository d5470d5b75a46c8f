import { coreName, type Value } from '@chainrule/core';
import { shownInputs } from '@chainrule/core/extend';
import type { Expression, NameExpression } from '../expression/expression.ts';
import { MOST_ENTRIES } from './entries.ts';
import { expressionOf } from './expression-of.ts';
import { shownGraph } from './shown.ts';
import { symbolsOf } from './symbols.ts';

/**
 * A node that a derivation speaks of by name: the chain rule is written from landmark to landmark. Nodes that the user
 * named are landmarks, and so are the leaves that want a gradient, and the root. An unnamed node becomes one, under a name
 * of its own, u1, u2, …, where it is used more than once, where a layer begins or ends, and where a formula would be too long to
 * read.
 */
export interface Landmark {
  readonly node: Value;
  readonly symbol: NameExpression;
  /** Whether the user gave the name. */
  readonly named: boolean;
  /** The landmarks that it is computed from directly, each once, in the order of its formula. */
  readonly inputs: readonly Landmark[];
  /** Its formula in the names of its inputs; undefined for a leaf. */
  readonly expression: Expression | undefined;
}

export interface LandmarkOptions {
  /** Nodes that are landmarks whether they have names or not. */
  readonly also?: Iterable<Value>;
  /** Make every operation a landmark: the chain rule in its smallest steps. */
  readonly every?: boolean;
  /** Nodes that go by another name than their own. */
  readonly names?: ReadonlyMap<Value, string>;
}

/** Operations that a formula may hold before a part of it gets a name of its own. */
const LONGEST_FORMULA = 24;

/** Products that make a layer. */
const LAYERS: ReadonlySet<string | undefined> = new Set(['matmul', 'convolve']);

/** What still belongs to the layer whose product it is applied to: a bias, a shape. */
const OF_LAYER: ReadonlySet<string | undefined> = new Set([
  'add',
  'reshape',
  'transpose',
  'broadcastTo',
  'asType',
  'alias',
]);

/** The landmarks of a root's graph, each after its inputs; the root is last. */
export function landmarksOf(root: Value, options: LandmarkOptions = {}): readonly Landmark[] {
  const { nodes } = shownGraph(root);
  const chosen = choose(nodes, options);
  const own = (node: Value) => options.names?.get(node) ?? node.name;
  const symbols = symbolsOf(chosen, root, own);
  const landmarks = new Map<Value, Landmark>();
  for (const [node, symbol] of symbols) {
    const inputs = directInputs(node, chosen).map((input) => landmarks.get(input)!);
    let expression: Expression | undefined;
    landmarks.set(node, {
      node,
      symbol,
      named: own(node) !== undefined,
      inputs,
      // Written when it is asked for: a node that is traced has no numbers to write.
      get expression() {
        expression ??= node.primitive && expressionOf(node, symbols);
        return expression;
      },
    });
  }
  return [...landmarks.values()];
}

/** The nodes that are landmarks, each after its inputs. */
function choose(nodes: readonly Value[], { also = [], every = false, names }: LandmarkOptions): Set<Value> {
  const root = nodes[nodes.length - 1];
  const asked = new Set([root, ...also]);
  const { shared, leaving, entering } = rolesOf(nodes);
  const chosen = new Set<Value>();
  /** How many operations the formula of each node holds, and how many of them are layers. */
  const sizes = new Map<Value, { operations: number; layers: number }>();
  for (const node of nodes) {
    const { primitive } = node;
    const size = {
      operations: Number(primitive !== undefined),
      layers: Number(LAYERS.has(coreName(primitive))),
    };
    for (const input of shownInputs(node)) {
      if (chosen.has(input)) continue;
      size.operations += sizes.get(input)!.operations;
      size.layers += sizes.get(input)!.layers;
    }
    sizes.set(node, size);
    const apart = primitive
      ? every ||
        size.operations > LONGEST_FORMULA ||
        (size.operations > 1 && shared.has(node)) ||
        (size.layers > 0 && leaving.has(node)) ||
        (primitive.onNumbers !== undefined && entering.has(node))
      : node.wantsGradient || node.size > MOST_ENTRIES;
    if (node.name !== undefined || names?.has(node) || asked.has(node) || apart) chosen.add(node);
  }
  return chosen;
}

/** What the nodes are to others: used more than once, used by something that is no part of a layer, used by a layer. */
function rolesOf(nodes: readonly Value[]): Record<'shared' | 'leaving' | 'entering', ReadonlySet<Value>> {
  const used = new Set<Value>();
  const [shared, leaving, entering] = [new Set<Value>(), new Set<Value>(), new Set<Value>()];
  for (const node of nodes) {
    const name = coreName(node.primitive);
    for (const input of new Set(shownInputs(node))) {
      if (used.has(input)) shared.add(input);
      used.add(input);
      if (!OF_LAYER.has(name)) leaving.add(input);
      if (LAYERS.has(name)) entering.add(input);
    }
  }
  return { shared, leaving, entering };
}

/** The landmarks that a node is computed from without another between, each once, first operands first. */
function directInputs(node: Value, landmarks: ReadonlySet<Value>): Value[] {
  const found = new Set<Value>();
  const seen = new Set<Value>();
  const path = [...shownInputs(node)].reverse();
  while (path.length > 0) {
    const each = path.pop()!;
    if (landmarks.has(each)) found.add(each);
    else if (!seen.has(each)) path.push(...[...shownInputs(each)].reverse());
    seen.add(each);
  }
  return [...found];
}
