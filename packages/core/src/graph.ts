import { argumentErrors } from './errors/arguments.ts';
import { checkCount } from './errors/surplus.ts';
import { Value } from './value.ts';

/** Whether a walk goes on from a node to its k-th input. */
type Follows = (node: Value, k: number) => boolean;

/** Whether a walk lists a node, whose inputs are listed already where their marks are at least `base`. */
type Keeps = (node: Value, base: number) => boolean;

/** The mark that the next walk gives to its first node: larger than every mark that is on any node. */
let nextMark = 1;

/**
 * The nodes that can be reached from root and are kept, each after all of its inputs. Node number i carries the mark
 * `base + i` until the next walk.
 *
 * A depth-first walk with a stack of its own, so that a chain of a million nodes does not overflow. Each walk uses
 * marks that no walk before it used, so there is nothing to clear and no set to look things up in: a node that was seen
 * has a mark of at least `seen`, and one that is kept of at least `base`, which is one more.
 */
function sort(root: Value, follows: Follows, keeps: Keeps): { nodes: Value[]; base: number } {
  const seen = nextMark;
  const base = seen + 1;
  const nodes: Value[] = [];
  const path = [root];
  root.mark = seen;
  while (path.length > 0) {
    const node = path[path.length - 1];
    const { inputs } = node;
    // While a node is on the path, its mark counts the inputs that have been looked at.
    let k = node.mark - seen;
    while (k < inputs.length && (inputs[k].mark >= seen || !follows(node, k))) k++;
    if (k < inputs.length) {
      node.mark = seen + k + 1;
      inputs[k].mark = seen;
      path.push(inputs[k]);
    } else {
      path.pop();
      if (keeps(node, base)) {
        node.mark = base + nodes.length;
        nodes.push(node);
      } else {
        node.mark = seen;
      }
    }
  }
  nextMark = base + nodes.length;
  return { nodes, base };
}

const always = () => true;

/** When each variable was retired, as a running count. */
const retiredAt = new WeakMap<Value, number>();
let retirements = 0;
/** Those up to this count are in use again. */
let inUse = 0;

/**
 * Says that a transform has run its function, so that only the transform can ask for the gradient of this variable: a
 * result that still depends on it need not be recorded for it.
 */
export function retire(variable: Value): void {
  retiredAt.set(variable, ++retirements);
}

/** Whether this is a variable of a transform that has run its function. */
export function isRetired(variable: Value): boolean {
  return (retiredAt.get(variable) ?? 0) > inUse;
}

/** Runs f as it ran before any variable was retired: a part of a transform's function that is run again in its walk. */
export function withVariablesInUse<T>(f: () => T): T {
  const before = inUse;
  inUse = retirements;
  try {
    return f();
  } finally {
    inUse = before;
  }
}

/** What a backward walk needs to know of a graph. */
export interface DerivativeOrder {
  /** The nodes that a derivative passes through, each after all of its inputs; the root is last. */
  readonly nodes: readonly Value[];
  /** The mark of the first node; see `baseOf`. */
  base: number;
  /** Where the walk ends; default: the leaves. */
  readonly wrt: ReadonlySet<Value> | undefined;
  /** Whether the root also depends on leaves that want a gradient and are not in `wrt`. */
  readonly open: boolean;
}

/** The order for a walk from root back to every leaf that wants a gradient, or back to the nodes of `wrt` only. */
export function derivativeOrder(root: Value, wrt?: ReadonlySet<Value>): DerivativeOrder {
  if (wrt === undefined) {
    const { nodes, base } = sort(root, carries, always);
    return { nodes, base, wrt, open: false };
  }
  let open = false;
  const follows: Follows = (node, k) => !wrt.has(node) && carries(node, k);
  const keeps: Keeps = (node, base) => {
    if (wrt.has(node)) return true;
    if (node.primitive === undefined && node.wantsGradient && !isRetired(node)) open = true;
    return node.inputs.some((x, k) => x.mark >= base && carries(node, k));
  };
  const { nodes, base } = sort(root, follows, keeps);
  return { nodes, base, wrt, open };
}

/**
 * The base such that node number i of this order carries the mark `base + i`, and every other node a smaller one. The
 * marks are assigned again if another walk came between: a rule may take a gradient itself.
 */
export function baseOf(order: DerivativeOrder): number {
  const { nodes } = order;
  if (order.base + nodes.length !== nextMark) {
    order.base = nextMark;
    for (let i = 0; i < nodes.length; i++) nodes[i].mark = nextMark++;
  }
  return order.base;
}

function carries(node: Value, k: number): boolean {
  return node.inputs[k].wantsGradient && node.primitive!.differentiable(k);
}

/** The nodes between some others and a root, each after all of its inputs: a walk does not go on from those of `stops`. */
export function nodesFrom(stops: ReadonlyMap<Value, unknown>, root: Value): readonly Value[] {
  return sort(root, (node) => !stops.has(node), always).nodes;
}

/** The nodes of a graph and the edges between them, for reading, drawing and printing. */
export interface Graph {
  /** Every node that the root was computed from, each after all of its inputs; the root is last. */
  readonly nodes: readonly Value[];
  /** From input to result, as positions in `nodes`; `input` says which operand it is. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly input: number }[];
}

/**
 * The graph that a node stands on. Operations on constants alone are not recorded: their result is a leaf here.
 *
 * @example
 * ```ts
 * import { graph, value } from '@chainrule/core';
 * const x = value(3, { name: 'x' });
 * const y = x.mul(x).add(x).named('y');
 * graph(y).nodes.map(String); // → ["x = 3", "mul(x, x) = 9", "y = add(mul(…), x) = 12"]
 * graph(y).edges.length; // → 4
 * ```
 */
export function graph(root: Value): Graph {
  checkCount('graph', 1, arguments);
  if (!(root instanceof Value)) throw argumentErrors.notANode('graph', root);
  const { nodes, base } = sort(root, always, always);
  const edges = nodes.flatMap((node, to) =>
    node.inputs.map((from, input) => ({ from: from.mark - base, to, input })),
  );
  return { nodes, edges };
}
