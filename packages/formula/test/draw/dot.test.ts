import { constant, matmul, value, where } from '@chainrule/core';
import { toDot } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

const neuron = () => {
  const w = value(0.4, { name: 'w' });
  const b = value(0.6, { name: 'b' });
  const x = constant(0.5, { name: 'x' });
  return { w, b, x, y: w.mul(x).add(b).sigmoid().named('y') };
};

const linesWith = (dot: string, text: string) => dot.split('\n').filter((line) => line.includes(text));

describe('the DOT of a graph', () => {
  test('has a node for each Value and an edge for each operand', () => {
    const dot = toDot(neuron().y);
    expect(dot.match(/^ {2}n\d+ \[/gm)).toHaveLength(6);
    expect(dot.match(/^ {2}n\d+ -> n\d+/gm)).toHaveLength(5);
  });

  test('names the operations, the named nodes and their numbers', () => {
    const dot = toDot(neuron().y);
    for (const text of ['×', '+', 'σ', '<B>w</B>', '<B>y</B>', '0.689974']) expect(dot).toContain(text);
  });

  test('draws an operation and its named result as one node', () => {
    const [line] = linesWith(toDot(neuron().y), '<B>y</B>');
    expect(line).toContain('σ');
  });

  test('writes an operation without a sign of its own by its name', () => {
    expect(toDot(value(1).tanh())).toContain('>tanh<');
    expect(toDot(value(1).softplus())).toContain('>softplus<');
  });

  test('tells the operands of a difference apart, and not those of a sum', () => {
    const [a, b] = [value(1), value(2)];
    expect(toDot(a.sub(b))).toMatch(/-> n2:a:w\n {2}n1 -> n2:b:w/);
    expect(toDot(a.add(b))).toMatch(/-> n2\n {2}n1 -> n2\n/);
  });

  test('runs from left to right, or from top to bottom', () => {
    const y = value(1).sub(value(2));
    expect(toDot(y)).toContain('rankdir=LR');
    expect(toDot(y, { direction: 'TB' })).toMatch(/rankdir=TB[\s\S]*:a:n/);
  });

  test('draws a leaf that is itself the root', () => {
    expect(toDot(value(3, { name: 'x' }))).toContain('<B>x</B>');
    expect(toDot(constant(3))).toContain('3');
  });

  test('draws edges that no derivative passes in another colour', () => {
    const { x, y } = neuron();
    const coloured = linesWith(toDot(y), '->').filter((line) => line.includes('color'));
    expect(coloured).toHaveLength(1);
    expect(x.wantsGradient).toBe(false);
  });
});

describe('the numbers', () => {
  test('have six significant digits, or as many as asked for', () => {
    const third = value(1 / 3, { name: 'x' });
    expect(toDot(third)).toContain('>0.333333<');
    expect(toDot(third, { digits: 2 })).toContain('>0.33<');
    expect(toDot(value(-1e-9))).toContain('>−1e−9<');
    expect(toDot(value(Number.NaN))).toContain('>NaN<');
  });

  test('of a small tensor are shown in full, with its shape', () => {
    const dot = toDot(
      constant(
        [
          [1, 2.5],
          [3, 4],
        ],
        { name: 'A' },
      ),
    );
    for (const text of ['>[1, 2.5]<', '>[3, 4]<', '>[2, 2]<']) expect(dot).toContain(text);
  });

  test('of a large tensor are not shown', () => {
    const dot = toDot(constant(new Float32Array(320).fill(7), { shape: [32, 10], name: 'W' }));
    expect(dot).toContain('>[32, 10] float32<');
    expect(dot).not.toContain('>7<');
  });

  test('of any rank, of booleans and of nothing at all can be drawn', () => {
    const cube = value([[[1, 2]], [[3, 4]]]);
    expect(toDot(cube)).toContain('>[[1, 2]]<');
    expect(toDot(where(cube.greater(1), cube, 0).sum())).toContain('true');
    expect(toDot(matmul(value([[1, 2]]), [[1], [1]]).sum())).toContain('a · b');
    expect(toDot(constant(new Float64Array(0)))).toContain('[0]');
  });
});

describe('the gradients', () => {
  test('are shown where backward wrote them', () => {
    const { y } = neuron();
    expect(toDot(y)).not.toContain('∂');
    y.backward();
    expect(linesWith(toDot(y), '<B>b</B>')[0]).toContain('∂ 0.21391');
  });

  test('given as an option are shown at every node that has one, and constants have none', () => {
    const { y } = neuron();
    const nodes = linesWith(toDot(y, { gradients: y.backward() }), ' [label=<').slice(1);
    expect(nodes.filter((line) => line.includes('∂'))).toHaveLength(5);
    expect(nodes.find((line) => line.includes('<B>x</B>'))).not.toContain('∂');
  });

  test('of a large tensor are shown by their shape', () => {
    const W = value(new Float64Array(20), { shape: [4, 5], name: 'W' });
    W.sum().backward();
    expect(toDot(W)).toContain('∂ [4, 5]');
  });
});

describe('a name', () => {
  const nodeNamed = (name: string) => toDot(value(1, { name }));

  test.each([
    ['net_h1', '<B>net</B>', '<B>h1</B>'],
    ['out_{o1}', '<B>out</B>', '<B>o1</B>'],
  ])('with one underscore has a subscript: %s', (name, base, subscript) => {
    expect(nodeNamed(name)).toContain(`${base}<FONT POINT-SIZE="8"><SUB>${subscript}</SUB></FONT>`);
  });

  test.each(['w5', '_x', 'x_', 'two_parts_more', '__proto__', 'a_{b'])(
    'is otherwise as written: %s',
    (name) => {
      expect(nodeNamed(name)).toContain(`<B>${name}</B>`);
    },
  );

  test('cannot leave its label', () => {
    expect(nodeNamed('"];x -> y [label="')).toContain('<B>&quot;];x -&gt; y [label=&quot;</B>');
    expect(nodeNamed('</B>>]; <script>&')).toContain('<B>&lt;/B&gt;&gt;]; &lt;script&gt;&amp;</B>');
    expect(nodeNamed('a_<b')).toContain('<B>&lt;b</B>');
    expect(nodeNamed('a\u0000\nb\ud800')).toContain('<B>a��b�</B>');
  });

  test('of an object property is a name like any other', () => {
    expect(nodeNamed('constructor')).toContain('<B>constructor</B>');
  });
});

test('a title is a heading, and is escaped', () => {
  expect(toDot(value(1), { title: 'a < "b"' })).toContain('a &lt; &quot;b&quot;');
});
