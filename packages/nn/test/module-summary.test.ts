import { type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  BatchNorm2d,
  Conv2d,
  Dropout,
  Embedding,
  Flatten,
  Linear,
  LSTM,
  MaxPool2d,
  Module,
  relu,
  Sequential,
  summary,
  TransformerDecoderLayer,
} from '../src/index.ts';

describe('summary', () => {
  test('is a table of layers with shapes, parameters and memory, and the totals', () => {
    const model = new Sequential([
      new Conv2d(1, 8, 3, { padding: 1 }),
      new BatchNorm2d(8),
      relu,
      new MaxPool2d(2),
      new Flatten(),
      new Dropout(),
      new Linear(1568, 10),
    ]);
    expect(
      summary(model, [2, 1, 28, 28]),
    ).toBe(`Layer                    Output          Parameters     Memory
Sequential               [2, 10]                         160 B
  layers.0: Conv2d       [2, 8, 28, 28]          80  100,352 B
  layers.1: BatchNorm2d  [2, 8, 28, 28]          16  100,352 B
  layers.3: MaxPool2d    [2, 8, 14, 14]               25,088 B
  layers.4: Flatten      [2, 1568]                    25,088 B
  layers.5: Dropout      [2, 1568]                    25,088 B
  layers.6: Linear       [2, 10]             15,690      160 B

Parameters: 15,786 (126,288 B), all of them trained
Buffers: 132 B
Input: 12,544 B
Outputs of all layers: 276,128 B`);
  });

  test('leaves the model unchanged: its mode, its statistics, its fields', () => {
    const norm = new BatchNorm2d(2);
    const model = new Sequential([norm, new Dropout().eval()]);
    const fields = Reflect.ownKeys(norm);
    summary(model, [3, 2, 4, 4]);
    expect(model.modules().map(({ training }) => training)).toEqual([true, true, false]);
    expect(norm.numBatchesTracked!.item()).toBe(0);
    expect(Reflect.ownKeys(norm)).toEqual(fields);
    expect(() => summary(model, [3, 5, 4, 4])).toThrow('BatchNorm2d');
    expect(Reflect.ownKeys(norm)).toEqual(fields);
    expect(model.training).toBe(true);
  });

  test('takes indices, several inputs and several outputs', () => {
    expect(summary(new Embedding(5, 3), [2, 4], { dtype: 'int32' })).toContain('Embedding  [2, 4, 3]');
    expect(summary(new LSTM(3, 4, { dtype: 'float32' }), [7, 2, 3])).toContain(
      '[7, 2, 4] [1, 2, 4] [1, 2, 4]',
    );
    expect(
      summary(new TransformerDecoderLayer(4, 2, { dimFeedforward: 8 }), [
        [3, 1, 4],
        [5, 1, 4],
      ]),
    ).toContain('  multiheadAttn: MultiheadAttention  [3, 1, 4]');
  });

  test('counts a shared parameter once and says what is frozen', () => {
    const shared = value([[1]]);
    const model = new Sequential([
      new Linear(1, 1, { weight: shared }),
      new Linear(1, 1, { weight: shared, bias: false }),
    ]).freeze((path) => path.endsWith('weight'));
    expect(summary(model, [1])).toContain('Parameters: 2 (16 B), 1 of them frozen');
  });

  test('counts the output of each call, and shows a layer that was not called', () => {
    class Twice extends Module {
      used = new Linear(2, 2);
      unused = new Linear(2, 2);
      forward(x: Value) {
        return this.used.forward(this.used.forward(x));
      }
    }
    const lines = summary(new Twice(), [2]).split('\n');
    expect(lines[2]).toMatch(/used: Linear +\[2] +6 +32 B/);
    expect(lines[3]).toMatch(/unused: Linear +– +6 +0 B/);
  });
});
