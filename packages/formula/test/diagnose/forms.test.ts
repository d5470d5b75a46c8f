import { constant, Random, type Value, value } from '@chainrule/core';
import { diagnose } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { tutorialB } from './tutorial-b.ts';

const net = tutorialB();

describe('a derivation line by line', () => {
  const LINES = [
    'net_o1 = w5*out_h1 + w6*out_h2 + b2',
    '∂E_total/∂out_o1 = -(t1 - out_o1) = out_o1 - t1 = 0.74136507',
    '∂out_o1/∂net_o1 = out_o1*(1 - out_o1) = 0.186815602',
    'δ = ∂E_total/∂out_o1 * ∂out_o1/∂net_o1',
    '∂E_total/∂w5 = δ*out_h1 = 0.74136507 * 0.186815602 * 0.593269992 = 0.082167041',
  ];

  test('is right where every line is', () => {
    expect(diagnose(net.E, { derivation: LINES.join('\n') }).right).toBe(true);
  });

  test.each([
    [0, 'net_o1 = w5*out_h1 + w6*out_h2'],
    [1, '∂E_total/∂out_o1 = t1 - out_o1'],
    [2, '∂out_o1/∂net_o1 = net_o1*(1 - net_o1)'],
    [4, '∂E_total/∂w5 = δ*out_h2'],
    [4, '∂E_total/∂w5 = δ*out_h1 = 0.082267041'],
  ])('names the first line that is wrong: %i', (k, line) => {
    const diagnosis = diagnose(net.E, { derivation: LINES.with(k, line).join('\n') });
    expect(diagnosis).toMatchObject({ right: false, first: line });
  });
});

/** A network of two layers with the backward pass as one writes it by hand. */
function layers() {
  const random = new Random(3);
  const leaf = (name: string, shape: number[]) => value(random.normal(shape), { name });
  const X = constant(random.normal([5, 3]), { name: 'X' });
  const T = constant(random.normal([5, 2]), { name: 'T' });
  const [W1, b1, W2, b2] = [leaf('W1', [3, 4]), leaf('b1', [4]), leaf('W2', [4, 2]), leaf('b2', [2])];
  const A1 = X.matmul(W1).add(b1).named('Z1').tanh().named('A1');
  const Y = A1.matmul(W2).add(b2).named('Y');
  return { X, T, W2, A1, Y, L: Y.sub(T).square().mean().named('L') };
}

const { X, T, W2, A1, Y, L } = layers();

function byHand(activation: (dA: Value) => Value, scale = 2 / 10) {
  const dY = Y.sub(T).mul(scale);
  const dZ = activation(dY.matmul(W2.transpose()));
  const gradients = {
    W1: X.transpose().matmul(dZ),
    b1: dZ.sum({ axis: 0 }),
    W2: A1.transpose().matmul(dY),
    b2: dY.sum({ axis: 0 }),
  };
  return Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, g.toArray()]));
}

const tanhBack = (dA: Value) => dA.mul(A1.square().neg().add(1));

describe('a whole backward pass by hand', () => {
  test('is right', () => {
    expect(diagnose(L, { claims: byHand(tanhBack) }).right).toBe(true);
  });

  test('is right in single precision and as it is printed', () => {
    const printed = Object.fromEntries(
      Object.entries(byHand(tanhBack)).map(([name, g]) => [name, JSON.parse(JSON.stringify(g, rounded(8)))]),
    );
    expect(diagnose(L, { claims: printed }).right).toBe(true);
    const single = Object.fromEntries(
      Object.entries(byHand(tanhBack)).map(([name, g]) => [name, JSON.parse(JSON.stringify(g, floats))]),
    );
    expect(diagnose(L, { claims: single }).right).toBe(true);
  });

  test('names the layer where the mistake enters, with one reason for all that follows', () => {
    const diagnosis = diagnose(L, { claims: byHand((dA) => dA) });
    expect(diagnosis.first).toBe('∂L/∂W1');
    expect(diagnosis.reasons[0].kind).toBe('left-out');
    expect(diagnosis.reasons[0].message).toContain('∂A1/∂Z1');
    expect(diagnosis.parts.filter(({ right }) => right).map(({ about }) => about)).toEqual(
      expect.arrayContaining(['∂L/∂W2', '∂L/∂b2']),
    );
  });

  test('a sum over the batch for the mean', () => {
    expect(diagnose(L, { claims: byHand(tanhBack, 2 / 2) }).reasons[0]).toMatchObject({
      kind: 'summed',
      evidence: { factor: 5 },
    });
  });

  test('a transpose that is missing', () => {
    const claims = {
      ...byHand(tanhBack),
      W2: A1.transpose().matmul(Y.sub(T).mul(0.2)).transpose().toArray(),
    };
    const diagnosis = diagnose(L, { claims });
    expect(diagnosis).toMatchObject({ first: '∂L/∂W2', reasons: [{ kind: 'transposed' }] });
  });

  test('the gradient of a bias that was not summed', () => {
    const claims = { b2: Y.sub(T).mul(0.2).toArray() };
    expect(diagnose(L, { claims }).reasons[0].kind).toBe('not-summed');
  });

  test('refuses names that the graph does not have', () => {
    expect(() => diagnose(L, { claims: { W3: [1] } })).toThrow('no node of the name W3');
    expect(() => diagnose(L, { claims: {} })).toThrow('claims: expected numbers by the names');
  });
});

const rounded = (decimals: number) => (_: string, x: unknown) =>
  typeof x === 'number' ? Number(x.toFixed(decimals)) : x;

const floats = (_: string, x: unknown) => (typeof x === 'number' ? Math.fround(x) : x);

test('numbers of a program: a gradient departs where the values are right', () => {
  const values = { net_h1: 0.3775, out_h1: 0.593269992, E_total: 0.298371109 };
  const right = { out_o1: 0.74136507, w5: 0.082167041 };
  expect(diagnose(net.E, { values, gradients: right }).right).toBe(true);
  const w5 = (net.out_o1.item() - net.t1.item()) * net.out_h1.item();
  const diagnosis = diagnose(net.E, { values, gradients: { ...right, w5 } });
  expect(diagnosis.first).toBe('∂E_total/∂w5');
  expect(diagnosis.reasons[0].kind).toBe('left-out');
});
