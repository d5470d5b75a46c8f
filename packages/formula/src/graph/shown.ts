import { type Graph, graph, type Value } from '@chainrule/core';
import { shownInputs } from '@chainrule/core/extend';

/** The graph that a node stands on, of what is shown. */
export function shownGraph(root: Value): Graph {
  const { nodes, edges } = graph(root);
  const hidden = new Set(nodes.flatMap((node) => node.inputs.slice(shownInputs(node).length)));
  if (hidden.size === 0) return { nodes, edges };
  const shown = nodes.filter((node) => !hidden.has(node));
  const position = new Map(shown.map((node, i) => [node, i]));
  return {
    nodes: shown,
    edges: edges.flatMap(({ from, to, input }) => {
      const [start, end] = [position.get(nodes[from]), position.get(nodes[to])];
      return start === undefined || end === undefined ? [] : [{ from: start, to: end, input }];
    }),
  };
}
