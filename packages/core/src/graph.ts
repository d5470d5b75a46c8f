import type { Value } from './value.ts';

/** Whether a walk goes on from a node to its k-th input. */
type Follows = (node: Value, k: number) => boolean;

/** The mark that the next walk gives to its first node: larger than every mark that is on any node. */
let nextMark = 1;

/**
 * The nodes that can be reached from root, each after all of its inputs. Node number i carries the mark `base + i`
 * until the next walk.
 *
 * A depth-first walk with a stack of its own, so that a chain of a million nodes does not overflow. Each walk uses
 * marks that no walk before it used, so there is nothing to clear and no set to look things up in.
 */
function sort(root: Value, follows: Follows): { nodes: Value[]; base: number } {
  const base = nextMark;
  const nodes: Value[] = [];
  const path = [root];
  const next = [0];
  root.mark = base;
  while (path.length > 0) {
    const top = path.length - 1;
    const node = path[top];
    const { inputs } = node;
    let k = next[top];
    while (k < inputs.length && (inputs[k].mark >= base || !follows(node, k))) k++;
    if (k < inputs.length) {
      next[top] = k + 1;
      inputs[k].mark = base;
      path.push(inputs[k]);
      next.push(0);
    } else {
      path.pop();
      next.pop();
      node.mark = base + nodes.length;
      nodes.push(node);
    }
  }
  nextMark = base + nodes.length;
  return { nodes, base };
}

/** What a backward walk needs to know of a graph. */
export interface DerivativeOrder {
  /** The nodes that a derivative passes through, each after all of its inputs; the root is last. */
  readonly nodes: readonly Value[];
  /** Where each node's inputs stand in `nodes`, one node after the other; −1 where no derivative is wanted. */
  readonly inputs: readonly number[];
  /** Whether the root also depends on leaves that want a gradient and are not in `wrt`. */
  readonly open: boolean;
}

/** The order for a walk from root back to every leaf that wants a gradient, or back to the nodes of `wrt` only. */
export function derivativeOrder(root: Value, wrt?: ReadonlySet<Value>): DerivativeOrder {
  const { nodes, base } = sort(root, wrt ? (node, k) => !wrt.has(node) && carries(node, k) : carries);
  const reaches = new Uint8Array(nodes.length);
  const inputs: number[] = [];
  let open = false;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    const end = node.primitive === undefined || wrt?.has(node) === true;
    if (end) {
      reaches[i] = wrt === undefined || wrt.has(node) ? 1 : 0;
      open ||= reaches[i] === 0 && node.wantsGradient;
    }
    for (let k = 0; k < node.inputs.length; k++) {
      const position = end || !carries(node, k) ? -1 : node.inputs[k].mark - base;
      inputs.push(position >= 0 && reaches[position] === 1 ? position : -1);
      if (position >= 0 && reaches[position] === 1) reaches[i] = 1;
    }
  }
  return { nodes, inputs, open };
}

function carries(node: Value, k: number): boolean {
  return node.inputs[k].wantsGradient && node.primitive!.differentiable(k);
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
  const { nodes, base } = sort(root, () => true);
  const edges = nodes.flatMap((node, to) =>
    node.inputs.map((from, input) => ({ from: from.mark - base, to, input })),
  );
  return { nodes, edges };
}
