import { graph, type Value } from '@chainrule/core';
import { labelOf } from './label.ts';
import { legendOf } from './legend.ts';
import type { DrawOptions } from './options.ts';
import { operandName, symbolOf } from './symbols.ts';
import { EDGE, EDGE_OF_CONSTANT, FONT, FONT_SIZE } from './theme.ts';

/**
 * The graph that a Value stands on, as Graphviz DOT text.
 *
 * An operation is a small box with its symbol; where its result has a name the two are one box, with the name, the
 * numbers and the gradient. Parameters, constants, intermediates and the result differ in colour. Node number i of
 * `graph(root).nodes` is called `n` and its number.
 *
 * @example
 * ```ts
 * import { value } from '@chainrule/core';
 * import { toDot } from '@chainrule/formula';
 * const x = value(3, { name: 'x' });
 * const y = x.mul(x).named('y');
 * const dot = toDot(y, { title: 'a square' });
 * dot.split('\n')[0]; // → digraph {
 * dot.match(/n0 -> n1/g)?.length; // → 2
 * ```
 */
export function toDot(root: Value, options: DrawOptions = {}): string {
  const { nodes, edges } = graph(root);
  const direction = options.direction === 'TB' ? 'TB' : 'LR';
  const nodeLines = nodes.map((node, i) => `  n${i} [label=<${labelOf(node, root, options)}>]`);
  const edgeLines = edges.map(({ from, to, input }) => {
    const target = `n${to}${portOf(nodes[to], input, direction)}`;
    return `  n${from} -> ${target}${carries(nodes[to], input) ? '' : ` [color="${EDGE_OF_CONSTANT}"]`}`;
  });
  return [
    'digraph {',
    `  graph [rankdir=${direction}, ranksep=0.35, nodesep=0.16, bgcolor=white, fontname="${FONT}", fontsize=${FONT_SIZE}]`,
    `  graph [label=<${legendOf(root, nodes, options)}>, labelloc=t, labeljust=l]`,
    `  node [shape=plain, fontname="${FONT}", fontsize=${FONT_SIZE}]`,
    `  edge [color="${EDGE}", penwidth=0.9, arrowsize=0.55]`,
    // Edges first: Graphviz begins with the order in which it meets the nodes, and so first operands stand on top.
    ...edgeLines,
    ...nodeLines,
    '}\n',
  ].join('\n');
}

function portOf(node: Value, input: number, direction: 'LR' | 'TB'): string {
  const { ordered } = symbolOf(node.primitive!.name, node.inputs.length);
  return ordered ? `:${operandName(input)}:${direction === 'LR' ? 'w' : 'n'}` : '';
}

/** Whether a derivative passes from a node to this input. */
function carries(node: Value, input: number): boolean {
  return node.inputs[input].wantsGradient && node.primitive!.differentiable(input);
}
