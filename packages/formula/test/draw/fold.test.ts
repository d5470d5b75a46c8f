import { constant, type Value, value } from '@chainrule/core';
import { type DrawOptions, draw, toDot, toMermaid } from '@chainrule/formula';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFlowchart } from './flowchart.ts';

const read = (root: Value, options?: DrawOptions) => readFlowchart(toMermaid(root, options));
const labels = (root: Value, options?: DrawOptions) => [...read(root, options).boxes.values()];

/** A perceptron of scalars without names. */
function perceptron(sizes: readonly number[], inputs: readonly Value[]): Value {
  const neuron = (xs: readonly Value[]) =>
    xs.reduce((sum, x) => sum.add(x.mul(value(0.01))), value(0)).tanh();
  return sizes.reduce((xs, size) => Array.from({ length: size }, () => neuron(xs)), inputs)[0];
}

describe('folding by names', () => {
  test('makes one box of a named node and what serves it alone', () => {
    const x = value(3, { name: 'x' });
    const y = x.mul(2).add(1).add(x.exp()).named('y');
    expect(labels(y.square().named('z'), { fold: 'names' })).toEqual([
      'x\n3',
      `y\nx·2 + 1 + exp(x)\n${Number((7 + Math.exp(3)).toPrecision(6))}`,
      'z\nx²\n733.626',
      '8 nodes, folded into 3 boxes',
    ]);
  });

  test('keeps what two boxes use', () => {
    const shared = value(2, { name: 'x' }).exp();
    const y = shared.sin().named('a').add(shared.cos().named('b')).named('y');
    const { boxes } = read(y, { fold: 'names' });
    expect([...boxes.values()].map((text) => text.split('\n')[0])).toEqual(['x', 'eˣ', 'a', 'b', 'y']);
  });

  test('shows the formula in the names around, where it is short and all of them are known', () => {
    const [w, x] = ['w', 'x'].map((name) => value(2, { name }));
    const shown = (y: Value, options: DrawOptions = {}) =>
      labels(y, { fold: 'names', ...options })
        .at(-2)
        ?.split('\n')[0];
    expect(shown(w.mul(x).tanh())).toBe('tanh(w·x)');
    expect(shown(w.mul(x).tanh(), { names: { W: w } })).toBe('tanh(W·x)');
    expect(shown(w.div(3).mul(constant(1 / 3)))).toBe('w/3 · 0.3333');
    expect(shown(w.mul(x).add(value(1)))).toBe('mul, add');
    const long = value(2, { name: 'a_name_of_twenty_one_' });
    expect(shown(long.mul(x).add(long))).toBe('mul, add');
    const shared = w.exp();
    expect(shown(shared.sin().neg().add(shared.named('s')))).toBe('−sin(s) + s');
  });

  test('shows a formula without the path of the frame around it', () => {
    const [a, b] = ['net.one.w', 'net.two.w'].map((name) => value(2, { name }));
    const y = constant(1, { name: 'x' }).mul(a).tanh().named('net.one.y').mul(b).tanh().named('net.two.y');
    expect(labels(y.square().named('E'), { fold: 'names' })).toContain('y\ntanh(x·w)\n0.964028');
  });

  test('counts the parameters inside', () => {
    expect(labels(value([1, 2]).mul(value(3)).sum().named('y'), { fold: 'names' })[0]).toBe(
      'y\nmul, sum\n9\n2 parameters of 3 numbers',
    );
  });
});

test('folding by groups makes a box of each layer, with its counts', () => {
  const [a, b] = ['net.one.w', 'net.two.w'].map((name) => value([1, 2], { name }));
  const y = constant([1, 1], { name: 'x' }).mul(a).tanh().mul(b).tanh().sum().named('y');
  const { boxes, frames } = read(y, { fold: 'groups' });
  expect([...boxes.values()]).toEqual([
    'x\n[1, 1]\n[2]',
    `y\nΣ\n${Number(y.item().toPrecision(6))}`,
    'one\n3 nodes\n1 parameter of 2 numbers\nmul, tanh',
    'two\n3 nodes\n1 parameter of 2 numbers\nmul, tanh',
    '8 nodes, folded into 4 boxes',
  ]);
  expect(frames.map(({ title }) => title)).toEqual(['net']);
});

describe('folding by itself', () => {
  test('leaves a graph of 200 nodes as it is', () => {
    let y = value(1);
    for (let i = 1; i < 200; i++) y = y.sin();
    expect(labels(y)).toHaveLength(200);
    expect(labels(y.sin()).at(-1)).toBe('201 nodes, folded into 34 boxes');
  });

  test('shows the neurons of a network without names', () => {
    const y = perceptron([24, 24, 1], [constant(1), constant(2)]);
    expect(labels(y).filter((text) => text.startsWith('mul ×2, add ×2, tanh'))).toHaveLength(24);
  });

  test('puts together what is alike, where there is too much of it', () => {
    const y = perceptron([250, 8, 1], [constant(1), constant(2)]);
    const found = labels(y);
    expect(found).toContain('mul ×500, add ×500, tanh ×250\n2,000 nodes\n750 parameters');
    expect(found.length).toBeLessThan(10);
  });

  test('draws a leaf that is used all along the way again, and no long arrow', async () => {
    const w = value(1.1, { name: 'w' });
    let y = constant(1);
    for (let i = 0; i < 99; i++) y = y.mul(w).tanh();
    const { boxes, arrows } = read(y);
    expect([...boxes.values()].filter((text) => text === 'w').length).toBeGreaterThan(20);
    expect(arrows).toHaveLength(99 * 3);
    expect(await draw(y)).toContain('<title>w = 1.1</title>');
  });

  test('draws 100,000 nodes', async () => {
    const w = value(0.9, { name: 'w' });
    let y = w;
    for (let i = 0; i < 50_000; i++) y = y.mul(w).sin();
    expect(await draw(y)).toContain('100,001 nodes, folded into');
  });

  test('leaves few boxes of any graph, and none that is joined to nothing', () => {
    const step = fc.record({
      a: fc.nat(),
      b: fc.nat(),
      name: fc.option(fc.constantFrom('p', 'q.r.s', 'u.v', 'x_h1')),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 250, maxLength: 600 }), (steps) => {
        const nodes = [value(1, { name: 'x' }), constant(2), value(3)];
        for (const { a, b, name } of steps) {
          const y = nodes[a % nodes.length].add(nodes[nodes.length - 1 - (b % 3)]);
          nodes.push(name === null ? y : y.named(name));
        }
        const { boxes, arrows } = read(nodes[nodes.length - 1]);
        const folded = boxes.get('folded');
        if (folded === undefined) return;
        const ids = [...boxes.keys()].filter((id) => id !== 'folded');
        expect(ids.filter((id) => !id.includes('_')).length).toBeLessThanOrEqual(200);
        expect(folded).toContain(`into ${ids.filter((id) => !id.includes('_')).length} box`);
        const joined = new Set(arrows.flatMap(({ start, end }) => [start, end]));
        expect(ids.filter((id) => !joined.has(id))).toEqual([]);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});

test('a kind of folding that there is none of is refused', () => {
  expect(() => toDot(value(1), { fold: 'all' } as unknown as DrawOptions)).toThrow(
    "fold: expected 'auto', 'none', 'names', 'groups' or a function, got the string \"all\"",
  );
});

describe('folding as a function says', () => {
  const first = (root: Value, fold: DrawOptions['fold']) =>
    labels(root, { fold }).map((text) => text.split('\n')[0]);

  test('opens and closes each named node', () => {
    const [w, x, v] = ['w', 'x', 'v'].map((name) => value(2, { name }));
    const E = w.mul(x).add(1).tanh().named('a').mul(v).sub(3).square().named('E');
    expect(first(E, () => true)).toEqual(first(E, 'names'));
    expect(first(E, () => false)).toEqual(first(E, 'none'));
    const closed = first(E, (name) => name === 'a');
    expect(closed.slice(0, 4)).toEqual(['w', 'x', 'a', 'v']);
    expect(closed).toHaveLength(9);
  });

  test('opens and closes each layer', () => {
    const [W, V] = ['net.one.w', 'net.two.w'].map((name) => value(2, { name }));
    const y = constant(1, { name: 'x' }).mul(W).tanh().named('net.one.y').mul(V).tanh().named('net.two.y');
    const E = y.square().named('E');
    const framed = (fold: DrawOptions['fold']) =>
      read(E, { fold })
        .frames.map(({ title }) => title)
        .sort();
    expect(framed(() => false)).toEqual(['net', 'one', 'two']);
    expect(framed((name) => name === 'net.one')).toEqual(['net', 'two']);
    expect(framed((name) => name === 'net')).toEqual([]);
  });
});
