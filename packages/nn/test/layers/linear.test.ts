import { constant, ones, Random, value, zeros } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { kaimingNormal, Linear, linear, manualSeed } from '../../src/index.ts';

const kaimingBias = (shape: readonly number[]) => value(new Float64Array(shape[0]).fill(7));

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

  test('is initialised within ±1/√inFeatures, the same for the same seed', () => {
    const layer = new Linear(16, 50, { random: 3 });
    const weights = (layer.weight.toArray() as number[][]).flat();
    expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(0.25);
    expect(Math.max(...weights)).toBeGreaterThan(0.2);
    expect(new Linear(16, 50, { random: 3 }).weight.toArray()).toEqual(layer.weight.toArray());
    expect(new Linear(16, 50, { random: new Random(3) }).bias!.toArray()).toEqual(layer.bias!.toArray());
  });

  test('trains what an initialiser draws, in its own dtype, and does not train a given constant', () => {
    const drawn = new Linear(2, 3, { weight: (shape, { random }) => random.normal(shape), dtype: 'float32' });
    expect([drawn.weight.wantsGradient, drawn.weight.name, drawn.weight.dtype]).toEqual([
      true,
      'weight',
      'float32',
    ]);
    expect(new Linear(2, 3, { weight: new Random(1).normal([3, 2]) }).weight.wantsGradient).toBe(false);
  });

  test('differs from layer to layer without a seed, and repeats after manualSeed', () => {
    manualSeed(5);
    const [a, b] = [new Linear(2, 2), new Linear(2, 2)];
    manualSeed(5);
    expect(new Linear(2, 2).weight.toArray()).toEqual(a.weight.toArray());
    expect(b.weight.toArray()).not.toEqual(a.weight.toArray());
  });

  test('does not train a given constant, can omit the bias, and takes float32', () => {
    const layer = new Linear(2, 1, { bias: constant([1]) });
    expect(layer.parameters()).toEqual([layer.weight]);
    expect(new Linear(2, 1, { bias: false }).bias).toBeUndefined();
    const single = new Linear(2, 1, { dtype: 'float32' });
    expect(single.forward(constant(new Float32Array([1, 2]))).dtype).toBe('float32');
  });

  test('takes an initialiser instead of numbers, which draws from the generator of the layer', () => {
    const made = new Linear(3, 2, { random: 5, dtype: 'float32', weight: kaimingNormal, bias: kaimingBias });
    expect(made.weight.toArray()).toEqual(kaimingNormal([2, 3], { random: 5, dtype: 'float32' }).toArray());
    expect(made.weight.dtype).toBe('float32');
    expect(made.bias!.toArray()).toEqual([7, 7]);
    expect(made.parameters().map(({ name }) => name)).toEqual(['weight', 'bias']);
  });

  test('is one product for any number of axes, even if some have size 0', () => {
    const W = constant([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect(linear(zeros([0, 4, 2]), W).shape).toEqual([0, 4, 3]);
    expect(linear([[[1, 1]]], W, [1, 0, 0]).toArray()).toEqual([[[4, 7, 11]]]);
    expect(linear(ones([2, 3, 4, 2]), W).shape).toEqual([2, 3, 4, 3]);
  });

  test('refuses bad arguments by name', () => {
    expect(() => new Linear(0, 1)).toThrow('Linear: inFeatures: expected a whole number above zero, got 0');
    expect(() => new Linear(2, 3, { weight: [[1, 2, 3]] })).toThrow(
      'Linear: weight: expected shape [3, 2], got [1, 3]',
    );
    expect(() => new Linear(2, 3).forward(constant([1, 2, 3]))).toThrow('matmul: inner sizes differ');
  });
});
