import { describe, expect, test } from 'vitest';
import {
  checkpoint,
  constant,
  type GraphJSON,
  graph,
  graphFromJSON,
  graphToJSON,
  primitive,
  type Value,
  value,
} from '../../src/index.ts';

const roundTrip = (root: Value) => graphFromJSON(JSON.parse(JSON.stringify(graphToJSON(root))));

test('names, dtypes, shapes and odd numbers come back', () => {
  const x = value(
    [
      [1, Number.NaN],
      [-Infinity, 4],
    ],
    { name: 'x', dtype: 'float32' },
  );
  const y = x
    .greater(0)
    .where(x, constant(-0, { dtype: 'float32' }))
    .named('"];</script>');
  const again = roundTrip(y);
  expect(graph(again).nodes.map(String)).toEqual(graph(y).nodes.map(String));
  expect(again.dtype).toBe('float32');
});

test('a node that is used twice is one node again', () => {
  const x = value(3, { name: 'x' });
  const again = roundTrip(x.mul(x).add(x));
  expect(graph(again).nodes.length).toBe(3);
  expect(again.backward().of(again.inputs[1]).item()).toBe(7);
});

test('an operation of your own comes back while the program knows it', () => {
  const cube = primitive({
    name: 'cube-of-the-test',
    forward: (out, x) => {
      for (let i = 0; i < out.length; i++) out[i] = x[i] ** 3;
    },
    vjp: (g, _, x) => [g.mul(x.square()).mul(3)],
  });
  const again = roundTrip(cube(value([2])).sum());
  const leaf = graph(again).nodes[0];
  expect(again.backward().of(leaf).toArray()).toEqual([12]);
});

test('a rule that is a function of the program is refused', () => {
  const y = checkpoint((x: Value) => x.exp())(value(1));
  expect(() => graphToJSON(y)).toThrow(
    'graphToJSON: checkpoint(…) [] has a rule that is part of the program and cannot be written to a file',
  );
});

describe('an operation that moves entries to places that are not there is refused', () => {
  const x = value([1, 2, 3, 4, 5, 6], { shape: [3, 2] });
  const rows = x.take([0, 1], { axis: 0 });
  test.each<[string, Value, object, number?]>([
    ['an offset', x.slice([[1]]), { offset: 1e6 }],
    ['a stride', x.pad(1), { strides: [100, 1] }],
    ['a negative stride', x.flip(), { strides: [-3, -1] }],
    ['a stride that is no number', x.diagonal(), { strides: ['1'] }],
    ['another part', x.pad(1), { part: [2, 3] }],
    ['another grid', x.tile([2, 1]), { grid: [3, 3, 3] }],
    ['another block', rows, { block: 3 }],
    ['a place beyond', rows, {}, 6],
    ['a place below 0', rows, {}, -1],
  ])('%s', (_, y, changed, place) => {
    const { nodes, ...rest } = graphToJSON(y);
    const damaged = nodes.map(({ attributes, ...node }) => {
      if (place !== undefined && node.dtype === 'int32') return { ...node, data: [0, place] };
      return node.operation ? { ...node, attributes: { ...(attributes as object), ...changed } } : node;
    });
    expect(graphFromJSON({ ...rest, nodes }).toArray()).toEqual(y.toArray());
    expect(() => graphFromJSON({ ...rest, nodes: damaged })).toThrow(
      /graphFromJSON: expected inputs that .* takes at node [12], got .*places that are not all there/,
    );
  });
});

const good = graphToJSON(value([1, 2]).exp());

test.each<[string, unknown, string]>([
  ['nothing', null, 'expected a graph that graphToJSON wrote, version 1, got null'],
  ['another version', { ...good, version: 2 }, 'expected a graph that graphToJSON wrote, version 1'],
  ['no nodes', { ...good, nodes: [] }, 'expected at least one node'],
  [
    'an unknown operation',
    { ...good, nodes: [{ ...good.nodes[0], operation: '__proto__' }] },
    'expected an operation that this program knows at node 0, got the string "__proto__"',
  ],
  [
    'an input that comes later',
    { ...good, nodes: [{ ...good.nodes[0], operation: 'exp', inputs: [0] }] },
    'expected inputs that stand before node 0, got 0',
  ],
  ...[{ toString: 1 }, 'length', 1.5, null].map((input): [string, unknown, string] => [
    `an input that is ${JSON.stringify(input)}`,
    { ...good, nodes: [good.nodes[0], { ...good.nodes[1], inputs: [input] }] },
    'expected inputs that stand before node 1, got ',
  ]),
  [
    'inputs of a leaf',
    { ...good, nodes: [good.nodes[0], { ...good.nodes[1], operation: undefined }] },
    'expected no inputs without an operation at node 1, got an array of length 1',
  ],
  ['too few numbers', { ...good, nodes: [{ ...good.nodes[0], data: [1] }] }, 'expected 2 numbers at node 0'],
  [
    'a word for a number',
    { ...good, nodes: [{ ...good.nodes[0], data: [1, 'x'] }] },
    'expected a number at node 0, got the string "x"',
  ],
  [
    'a shape that is none',
    { ...good, nodes: [{ ...good.nodes[0], shape: [-2] }] },
    'expected a shape at node 0',
  ],
  [
    'a dtype that is none',
    { ...good, nodes: [{ ...good.nodes[0], dtype: 'x' }] },
    'expected a dtype at node 0',
  ],
])('%s is an error that says so', (_, json, message) => {
  expect(() => graphFromJSON(json as GraphJSON)).toThrow(`graphFromJSON: ${message}`);
});
