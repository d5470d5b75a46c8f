import { constant, type Value, value } from '@chainrule/core';
import { type DrawOptions, draw, toDot, toMermaid } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { readFlowchart } from './flowchart.ts';
import { texts, titles } from './well-formed.ts';

/** The frames and what stands in each: names, or the operations of what has none. */
function framesOf(root: Value, options: DrawOptions = {}) {
  const { frames, boxes } = readFlowchart(toMermaid(root, options));
  return Object.fromEntries(
    frames.map(({ title, nodes }) => [title, nodes.map((id) => boxes.get(id)?.split('\n')[0] ?? id).sort()]),
  );
}

const matrix = () => value([[1, 2], [3, 4]]); // biome-ignore format: a matrix

/** Two layers of 2 units and a loss, with whatever the parameters are called. */
function network(names: readonly string[]) {
  const [W1, b1, W2, b2] = names.map((name, i) => (i % 2 ? value([1, 2]) : matrix()).named(name));
  const x = constant([[1, 2]], { name: 'x' });
  const hidden = x.matmul(W1).add(b1).tanh();
  const out = hidden.matmul(W2).add(b2).sigmoid();
  return {
    W1,
    b1,
    W2,
    b2,
    loss: out
      .sub(constant([[0, 1]], { name: 't' }))
      .square()
      .sum()
      .named('loss'),
  };
}

describe('the layers of a graph', () => {
  test('are told by dotted names; activations belong to them, data and the loss do not', () => {
    const { loss } = network(['fc.0.weight', 'fc.0.bias', 'fc.1.weight', 'fc.1.bias']);
    expect(framesOf(loss)).toEqual({
      'fc.0': ['+', 'a · b', 'bias', 'tanh', 'weight'],
      'fc.1': ['+', 'a · b', 'bias', 'weight', 'σ'],
    });
  });

  test('are told by the number of a matrix', () => {
    const { loss } = network(['W1', 'b1', 'W2', 'b2']);
    expect(framesOf(loss)).toEqual({
      'layer 1': ['+', 'W1', 'a · b', 'b1', 'tanh'],
      'layer 2': ['+', 'W2', 'a · b', 'b2', 'σ'],
    });
  });

  test('are not told by the numbers of scalars, but by the units in their subscripts', () => {
    const w = [1, 2, 3, 4].map((i) => value(i, { name: `w${i}` }));
    const x = constant(1, { name: 'i1' });
    const h1 = x.mul(w[0]).add(1).sigmoid().named('out_h1');
    const h2 = x.mul(w[1]).tanh().named('out_{h2}');
    const o1 = h1.mul(w[2]).add(h2.mul(w[3])).named('net_o1');
    expect(framesOf(o1.square().named('E_o1').exp().named('E_total'))).toEqual({
      'layer h': ['+', '1', '×', '×', 'out_h1', 'out_{h2}', 'w1', 'w2'].sort(),
      'layer o': ['×', '×', 'E_o1', 'net_o1', 'w3', 'w4'].sort(),
    });
  });

  test('hold the sums around them', () => {
    const [a, b] = ['one.w', 'two.w'].map((name) => value([1, 2], { name }));
    const x = constant([1, 1], { name: 'x' });
    const first = x.add(x.mul(a).tanh());
    const loss = first.add(first.mul(b).tanh()).sum().named('loss');
    const frames = framesOf(loss);
    expect(frames.one).toEqual(['+', 'tanh', 'w', '×']);
    expect(frames.two).toEqual(['+', 'tanh', 'w', '×']);
  });

  test('are given by a function, or not at all', () => {
    const { loss, W1, b1 } = network(['A', 'B', 'C', 'D']);
    expect(framesOf(loss)).toEqual({});
    const group = (node: Value) => (node === W1 || node === b1 ? 'the first' : undefined);
    expect(Object.keys(framesOf(loss, { group }))).toEqual(['the first']);
    expect(framesOf(network(['W1', 'b1', 'W2', 'b2']).loss, { group: () => undefined })).toEqual({});
    const wrong = { group: () => 7 } as unknown as DrawOptions;
    expect(() => toDot(loss, wrong)).toThrow('group: expected a name or undefined for each node, got 7');
  });

  test('come with the names that a picture is given', () => {
    const { loss, W1, b1, W2, b2 } = network(['weight', 'bias', 'weight', 'bias']);
    const names = { 'fc.0.weight': W1, 'fc.0.bias': b1, 'fc.1.weight': W2, 'fc.1.bias': b2 };
    expect(Object.keys(framesOf(loss, { names }))).toEqual(['fc.0', 'fc.1']);
    expect(W1.name).toBe('weight');
  });

  test('are clusters of Graphviz, each with its path as title', async () => {
    const { loss } = network(['net.in.w', 'net.in.b', 'net.out.w', 'net.out.b']);
    const svg = await draw(loss);
    expect(svg.match(/class="cluster"/g)).toHaveLength(3);
    expect(texts(svg)).toEqual(expect.arrayContaining(['net', 'in', 'out']));
    expect(titles(svg)).toEqual(expect.arrayContaining(['net', 'net.in', 'net.out']));
  });

  test('may be nested however deep', async () => {
    const deep = Array.from({ length: 300 }, (_, i) => value(i, { name: `${'a.'.repeat(i + 1)}w` }));
    await draw(deep.reduce((x, y) => x.add(y)));
  });
});
