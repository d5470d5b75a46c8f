import { constant, grad, mapTree, Random, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { Linear, Module, manualSeed, relu, Sequential } from '../src/index.ts';

describe('Linear', () => {
  test('is x Wᵀ + b, for one sample and for a batch', () => {
    const layer = new Linear(3, 2, {
      weight: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      bias: [10, 20],
    });
    expect(layer.forward(constant([1, 0, -1])).toArray()).toEqual([8, 18]);
    expect(
      layer
        .forward(
          constant([
            [1, 0, -1],
            [0, 1, 0],
          ]),
        )
        .toArray(),
    ).toEqual([
      [8, 18],
      [12, 25],
    ]);
  });

  test('has the gradients Σ g xᵀ and Σ g over the batch', () => {
    const layer = new Linear(2, 1, { weight: [[1, 1]], bias: [0] });
    const gradients = layer
      .forward(
        constant([
          [1, 2],
          [3, 4],
        ]),
      )
      .backward({ seed: [[1], [10]] });
    expect(gradients.of(layer.weight).toArray()).toEqual([[31, 42]]);
    expect(gradients.of(layer.bias!).toArray()).toEqual([11]);
  });

  test('begins inside ±1/√inFeatures, the same for the same seed', () => {
    const layer = new Linear(16, 50, { random: 3 });
    const weights = (layer.weight.toArray() as number[][]).flat();
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(0.25);
    expect(Math.max(...weights)).toBeGreaterThan(0.2);
    expect(new Linear(16, 50, { random: 3 }).weight.toArray()).toEqual(layer.weight.toArray());
    expect(new Linear(16, 50, { random: new Random(3) }).bias!.toArray()).toEqual(layer.bias!.toArray());
  });

  test('differs from layer to layer without a seed, and repeats after manualSeed', () => {
    manualSeed(5);
    const [a, b] = [new Linear(2, 2), new Linear(2, 2)];
    manualSeed(5);
    expect(new Linear(2, 2).weight.toArray()).toEqual(a.weight.toArray());
    expect(b.weight.toArray()).not.toEqual(a.weight.toArray());
  });

  test('holds what is given as a constant, leaves the bias out, and takes float32', () => {
    const layer = new Linear(2, 1, { bias: constant([1]) });
    expect(layer.parameters()).toEqual([layer.weight]);
    expect(new Linear(2, 1, { bias: false }).bias).toBeUndefined();
    const single = new Linear(2, 1, { dtype: 'float32' });
    expect(single.forward(constant(new Float32Array([1, 2]))).dtype).toBe('float32');
  });

  test('says what it cannot use', () => {
    expect(() => new Linear(0, 1)).toThrow('Linear: inFeatures: expected a whole number above zero, got 0');
    expect(() => new Linear(2, 3, { weight: [[1, 2, 3]] })).toThrow(
      'Linear: weight: expected shape [3, 2], got [1, 3]',
    );
    expect(() => new Linear(2, 3).forward(constant([1, 2, 3]))).toThrow('matmul: inner sizes differ');
  });
});

describe('a module', () => {
  const model = () =>
    new Sequential([new Linear(2, 3, { random: 1 }), relu, new Linear(3, 1, { random: 2 })]);

  test('is a tree: its parameters have paths, and print', () => {
    expect(Object.entries(model().namedParameters()).map(([path, x]) => [path, ...x.shape])).toEqual([
      ['layers.0.weight', 3, 2],
      ['layers.0.bias', 3],
      ['layers.2.weight', 1, 3],
      ['layers.2.bias', 1],
    ]);
    expect(String(model())).toContain('layers.2.weight [1, 3]');
  });

  test('goes through mapTree and comes out as a module that runs', () => {
    const zeroed = mapTree((x) => x.mul(0), model());
    expect(zeroed.forward(constant([1, 2])).toArray()).toEqual([0]);
    expect(
      model()
        .forward(constant([1, 2]))
        .toArray(),
    ).not.toEqual([0]);
  });

  test('goes through grad', () => {
    const gradient = grad((m: Sequential) => m.forward(constant([1, 2])).sum())(model());
    expect((gradient.layers[2] as Linear).bias!.toArray()).toEqual([1]);
  });

  test('counts a shared part once', () => {
    class Twice extends Module {
      first = new Linear(2, 2, { random: 1 });
      second = this.first;
      forward(x: Value) {
        return this.second.forward(this.first.forward(x));
      }
    }
    expect(new Twice().parameters().length).toBe(2);
  });

  test('may have parameters that are plain fields', () => {
    class Scale extends Module {
      factor = value(3);
      forward(x: Value) {
        return x.mul(this.factor);
      }
    }
    expect(new Scale().forward(constant(2)).item()).toBe(6);
    expect(new Scale().parameters().length).toBe(1);
  });
});
