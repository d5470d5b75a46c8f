import { expect, test } from 'vitest';
import { graph, value } from '../src/index.ts';

test('a graph lists each node once, after its inputs, and its edges by operand', () => {
  const x = value(2, { name: 'x' });
  const y = x.mul(x).add(1).named('y');
  const { nodes, edges } = graph(y);
  expect(nodes.map((node) => node.name ?? node.primitive?.name ?? node.item())).toEqual(['x', 'mul', 1, 'y']);
  expect(edges).toEqual([
    { from: 0, to: 1, input: 0 },
    { from: 0, to: 1, input: 1 },
    { from: 1, to: 3, input: 0 },
    { from: 2, to: 3, input: 1 },
  ]);
});

test('the graph of a leaf is the leaf', () => {
  const x = value(1);
  expect(graph(x)).toEqual({ nodes: [x], edges: [] });
});
