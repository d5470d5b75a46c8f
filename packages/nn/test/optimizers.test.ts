import { constant, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { applyUpdates, chain, heavyBall, Linear, mse, Optimizer, scale, sgd } from '../src/index.ts';

describe('sgd', () => {
  test('without momentum takes w − ηg', () => {
    const rule = sgd({ learningRate: 0.1 });
    const w = { w: value([1, 2]) };
    const { updates } = rule.update({ w: constant([10, -10]) }, rule.init(w), w);
    expect(applyUpdates(w, updates).w.toArray()).toEqual([0, 3]);
  });

  test('with momentum adds up a velocity, as PyTorch does', () => {
    // By hand, g = w: v = 1, w = 0.9; v = 0.5 + 0.9 = 1.4, w = 0.76; v = 0.7 + 0.76 = 1.46, w = 0.614.
    const model = { w: value(1) };
    const optimizer = new Optimizer(model, sgd({ learningRate: 0.1, momentum: 0.5 }));
    const seen = [0.9, 0.76, 0.614].map((expected) => {
      optimizer.step(model.w.square().mul(0.5).backward());
      return [model.w.item(), expected];
    });
    for (const [got, expected] of seen) expect(got).toBeCloseTo(expected, 15);
  });

  test('is a chain of smaller transforms', () => {
    const w = [value(1)];
    const run = (rule: ReturnType<typeof chain>) => {
      let state = rule.init(w);
      let updates: unknown;
      for (const g of [1, 2, 3]) ({ updates, state } = rule.update([constant(g)], state, w));
      return (updates as Value[])[0].item();
    };
    expect(run(chain(heavyBall(0.9), scale(-0.1)))).toBe(run(sgd({ learningRate: 0.1, momentum: 0.9 })));
  });

  test('refuses bad arguments by name', () => {
    expect(() => sgd({ learningRate: 0 })).toThrow('sgd: learningRate: expected a number above 0, got 0');
    expect(() => sgd({ learningRate: Number.NaN })).toThrow('sgd: learningRate');
    expect(() => sgd({ learningRate: 1, momentum: 1 })).toThrow(
      'sgd: momentum: expected a number in [0, 1), got 1',
    );
  });
});

describe('Optimizer', () => {
  test('fits a line', () => {
    const layer = new Linear(1, 1, { random: 1 });
    const optimizer = new Optimizer(layer, sgd({ learningRate: 0.1, momentum: 0.9 }));
    const x = constant([[0], [1], [2]]);
    for (let i = 0; i < 500; i++) optimizer.step(mse(layer.forward(x), [[1], [3], [5]]).backward());
    expect(layer.weight.item()).toBeCloseTo(2, 6);
    expect(layer.bias!.item()).toBeCloseTo(1, 6);
  });

  test('puts new Values in the slots: a graph of the old ones stays valid, names stay', () => {
    const model = { w: value(2, { name: 'w' }) };
    const old = model.w;
    const y = old.square();
    new Optimizer(model, sgd({ learningRate: 0.25 })).step(y.backward());
    expect(model.w.item()).toBe(1);
    expect(model.w.name).toBe('w');
    expect(old.item()).toBe(2);
    expect(y.backward().of(old).item()).toBe(4);
    expect(model.w.primitive).toBeUndefined();
  });

  test('refuses gradients that would change nothing: of an old loss, or of another model', () => {
    const model = { w: value(2) };
    const optimizer = new Optimizer(model, sgd({ learningRate: 0.25 }));
    const loss = model.w.square();
    optimizer.step(loss.backward());
    const refused = /Optimizer: the loss does not depend on any of its parameters \(w\)/;
    expect(() => optimizer.step(loss.backward())).toThrow(refused);
    expect(() => optimizer.step(value(1).square().backward())).toThrow(refused);
    expect(() => optimizer.step(loss)).toThrow('got none: step takes what loss.backward() returns');
    expect(model.w.item()).toBe(1);
  });

  test('leaves constants unchanged', () => {
    const layer = new Linear(1, 1, { weight: [[1]], bias: constant([0.5]) });
    const { bias } = layer;
    new Optimizer(layer, sgd({ learningRate: 1 })).step(
      layer
        .forward(constant([1]))
        .sum()
        .backward(),
    );
    expect(layer.bias).toBe(bias);
    expect(layer.weight.toArray()).toEqual([[0]]);
  });

  test('keeps a shared Value shared', () => {
    const w = value(1);
    const model = { a: w, b: [w] };
    new Optimizer(model, sgd({ learningRate: 0.5 })).step(model.a.mul(model.b[0]).backward());
    expect(model.a).toBe(model.b[0]);
    expect(model.a.item()).toBe(0);
  });

  test('keeps float32', () => {
    const model = { w: value([1, 2], { dtype: 'float32' }) };
    new Optimizer(model, sgd({ learningRate: 0.1, momentum: 0.9 })).step(model.w.square().sum().backward());
    expect(model.w.dtype).toBe('float32');
  });
});
