import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { add, backward, constant, exp, graph, noGrad, value } from '../src/index.ts';

describe('backward', () => {
  test('gives the same answer a second time', () => {
    const x = value([0.3, -1.2]);
    const y = x.tanh().mul(x).sum();
    const first = y.backward().of(x).toArray();
    expect(y.backward().of(x).toArray()).toEqual(first);
    expect(x.grad?.toArray()).toEqual(first);
  });

  test('is not changed by a branch that does not reach the result', () => {
    const x = value(2);
    const y = x.square();
    x.mul(1000).exp().named('dead');
    expect(backward(y).of(x).item()).toBe(4);
  });

  test('sums over the paths of a node that is used twice', () => {
    const x = value(3);
    expect(x.mul(x).add(x).backward().of(x).item()).toBe(7);
    const v = value([1, 2]);
    expect(v.mul(v).add(v).sum().backward().of(v).toArray()).toEqual([3, 5]);
  });

  test('differentiates again what it recorded: (x·eˣ)″ at ½', () => {
    const x = value(0.5);
    const first = backward(x.mul(exp(x)), { createGraph: true }).of(x);
    const second = backward(first, { createGraph: true }).of(x);
    expect(first.item()).toBeCloseTo(1.5 * Math.exp(0.5), 14);
    expect(second.item()).toBeCloseTo(4.121803176750321, 14);
    expect(backward(second).of(x).item()).toBeCloseTo(3.5 * Math.exp(0.5), 14);
  });

  test('keeps no graph of the gradients unless asked', () => {
    const x = value(0.5);
    const y = x.mul(exp(x));
    expect(backward(y).of(x).wantsGradient).toBe(false);
    expect(backward(y, { createGraph: true }).of(x).wantsGradient).toBe(true);
  });

  test('walks a chain of a million operations, scalar or tensor', () => {
    const x = value(1);
    let y = x;
    for (let i = 0; i < 1_000_000; i++) y = y.mul(0.999999);
    expect(y.backward().of(x).item()).toBeCloseTo(0.999999 ** 1_000_000, 10);

    const v = value([1, 2]);
    let w = v;
    for (let i = 0; i < 100_000; i++) w = w.add(1);
    expect(w.sum().backward().of(v).toArray()).toEqual([1, 1]);
  });

  test('walks a million nodes that all hang on one', () => {
    const x = value(2);
    let layer = Array.from({ length: 500_000 }, (_, i) => x.mul(i % 3));
    while (layer.length > 1) {
      const pairs = Array.from({ length: layer.length >> 1 }, (_, i) => layer[2 * i].add(layer[2 * i + 1]));
      layer = layer.length % 2 === 1 ? [...pairs, layer[layer.length - 1]] : pairs;
    }
    expect(layer[0].backward().of(x).item()).toBe(499_999);
  });

  test('visits each node once, however many paths there are', () => {
    const x = value(1);
    let y = x;
    for (let i = 0; i < 60; i++) y = y.add(y);
    expect(y.backward().of(x).item()).toBe(2 ** 60);
    expect(graph(y).nodes.length).toBe(61);
  });

  test('takes [3, 1] × [1, 4] and gives gradients of these shapes', () => {
    const a = value([[1], [2], [3]]);
    const b = value([[1, 2, 3, 4]]);
    const y = a.mul(b);
    expect(y.shape).toEqual([3, 4]);
    const gradients = y.sum().backward();
    expect(gradients.of(a).toArray()).toEqual([[10], [10], [10]]);
    expect(gradients.of(b).toArray()).toEqual([[6, 6, 6, 6]]);
  });

  test('gives zeros for what is not connected, of the shape asked for', () => {
    const x = value(1);
    const other = value([[1, 2]], { dtype: 'float32' });
    const gradient = x.square().backward().of(other);
    expect(gradient.toArray()).toEqual([[0, 0]]);
    expect(gradient.dtype).toBe('float32');
    expect(x.square().backward().of(constant(3)).item()).toBe(0);
  });

  test('leaves values and gradients of every named node to be read', () => {
    const w = value(0.4, { name: 'w' });
    const net = w.mul(0.5).named('net');
    const out = net.sigmoid().named('out');
    const E = out.sub(1).square().named('E');
    E.backward();
    expect([w, net, out, E].map((node) => node.name)).toEqual(['w', 'net', 'out', 'E']);
    expect(E.grad?.item()).toBe(1);
    expect(out.grad?.item()).toBeCloseTo(2 * (out.item() - 1), 15);
    expect(net.grad?.item()).toBeCloseTo(out.grad!.item() * out.item() * (1 - out.item()), 15);
    expect(w.grad?.item()).toBeCloseTo(net.grad!.item() * 0.5, 15);
  });

  test('gives the gradient of an unnamed node on its way', () => {
    const x = value(2);
    const inner = x.square();
    expect(inner.mul(3).backward().of(inner).item()).toBe(3);
  });

  test('writes .grad on leaves and named nodes only', () => {
    const x = value(2);
    const unnamed = x.square();
    unnamed.mul(3).backward();
    expect(unnamed.grad).toBeUndefined();
    expect(x.grad?.item()).toBe(12);
  });

  test('takes a cotangent as the seed', () => {
    const x = value([1, 2, 3]);
    expect(
      x
        .square()
        .backward({ seed: [1, 0, -1] })
        .of(x)
        .toArray(),
    ).toEqual([2, 0, -6]);
  });

  test('lets no derivative through a mask, and still finds the rest', () => {
    const x = value([-1, 0, 2]);
    const y = x.greater(0).mul(x.square()).sum();
    expect(y.backward().of(x).toArray()).toEqual([-0, 0, 4]);
  });

  test('keeps a NaN of the branch not taken out of the gradient', () => {
    const x = value([0, 4]);
    const safe = x.greater(0).where(x, 1);
    const y = x.greater(0).where(safe.sqrt(), 0).sum();
    expect(y.backward().of(x).toArray()).toEqual([0, 0.25]);
  });

  test('brings each gradient back to the dtype of its node', () => {
    const a = value([1, 2], { dtype: 'float32' });
    const b = value([3, 4]);
    const gradients = a.mul(b).sum().backward();
    expect(gradients.of(a).dtype).toBe('float32');
    expect(gradients.of(b).dtype).toBe('float64');
    const s = value(1.1, { dtype: 'float32' });
    expect(s.mul(value(2)).backward().of(s).dtype).toBe('float32');
  });

  test('does not mind a walk inside a derivative rule’s neighbourhood', () => {
    const x = value(2);
    const y = x.square();
    const half = backward(y).of(x).mul(x);
    expect(add(y, half).backward().of(x).item()).toBe(4 + 4);
  });

  test('records nothing under noGrad', () => {
    const x = value(2);
    const y = noGrad(() => x.square());
    expect(y.primitive).toBeUndefined();
    expect(y.backward().of(x).item()).toBe(0);
  });

  test('agrees with itself between numbers and tensors of one entry', () => {
    const f = (x: ReturnType<typeof value>) => x.mul(2).sigmoid().pow(3).div(x).add(x.log()).sub(x.sin());
    const [x, v] = [value(0.7), value([0.7])];
    expectClose(f(x).backward().of(x), f(v).sum().backward().of(v), 1e-15);
  });
});
