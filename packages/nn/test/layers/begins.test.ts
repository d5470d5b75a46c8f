import { describe, expect, test } from 'vitest';
import {
  Bilinear,
  Conv1d,
  Conv2d,
  ConvTranspose2d,
  Embedding,
  GRU,
  LSTMCell,
  MultiheadAttention,
  RNN,
} from '../../src/index.ts';
import { numbersOf } from '../support/fixtures.ts';

/** Layers and the bounds within which PyTorch draws their parameters, by the reset_parameters of each. */
const bounds = [
  ['Bilinear', new Bilinear(16, 8, 20, { random: 1 }), 1 / 4],
  ['Conv1d', new Conv1d(8, 20, 5, { groups: 2, random: 1 }), 1 / Math.sqrt(4 * 5)],
  ['Conv2d', new Conv2d(4, 20, [3, 5], { random: 1 }), 1 / Math.sqrt(4 * 15)],
  // For a transposed convolution the second axis counts, that of the outputs.
  ['ConvTranspose2d', new ConvTranspose2d(20, 10, 3, { groups: 2, random: 1 }), 1 / Math.sqrt(5 * 9)],
  ['LSTMCell', new LSTMCell(3, 9, { random: 1 }), 1 / 3],
  ['RNN', new RNN(3, 16, { numLayers: 2, random: 1 }), 1 / 4],
  ['GRU', new GRU(3, 16, { bidirectional: true, random: 1 }), 1 / 4],
] as const;

describe('layers are initialised as in PyTorch', () => {
  test.each(bounds)('%s: uniform within its bound', (_, layer, bound) => {
    const numbers = layer.parameters().map((x) => numbersOf(x).map(Math.abs));
    for (const each of numbers) expect(Math.max(...each)).toBeLessThanOrEqual(bound);
    expect(Math.max(...numbers.flat())).toBeGreaterThan(0.98 * bound);
    const mean = numbers.flat().reduce((a, b) => a + b, 0) / numbers.flat().length;
    expect(mean / bound).toBeCloseTo(0.5, 1);
  });

  test('Embedding: normal, with zeros in the padding row', () => {
    const rows = new Embedding(200, 50, { paddingIdx: -1, random: 1 }).weight.toArray() as number[][];
    const numbers = rows.slice(0, -1).flat();
    expect(Math.sqrt(numbers.reduce((sum, n) => sum + n * n, 0) / numbers.length)).toBeCloseTo(1, 1);
    expect(new Set(rows[199])).toEqual(new Set([0]));
  });

  test('MultiheadAttention: Glorot-uniform projections, zero biases, an output like that of Linear', () => {
    const layer = new MultiheadAttention(12, 2, { kdim: 6, random: 1 });
    const largest = (name: string) => Math.max(...numbersOf(layer.stateDict()[name]).map(Math.abs));
    expect(largest('qProjWeight')).toBeGreaterThan(0.95 * Math.sqrt(6 / 24));
    expect(largest('kProjWeight')).toBeLessThanOrEqual(Math.sqrt(6 / 18));
    expect(largest('kProjWeight')).toBeGreaterThan(0.95 * Math.sqrt(6 / 18));
    expect(largest('outProj.weight')).toBeLessThanOrEqual(1 / Math.sqrt(12));
    expect([largest('inProjBias'), largest('outProj.bias')]).toEqual([0, 0]);
  });

  test('the weights of recurrent layers have fields with the names of PyTorch', () => {
    const layer = new GRU(3, 2, { numLayers: 2, bidirectional: true, dtype: 'float32' });
    expect(layer.weightIhL0.shape).toEqual([6, 3]);
    expect(layer.weightIhL1Reverse.shape).toEqual([6, 4]);
    expect(layer.weightHhL1.name).toBe('weightHhL1');
    expect(layer.biasHhL0Reverse!.dtype).toBe('float32');
    expect(new GRU(3, 2, { bias: false }).biasIhL0).toBeUndefined();
  });
});
