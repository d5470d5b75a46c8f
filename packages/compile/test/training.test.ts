import { constant, type Value, value } from '@chainrule/core';
import {
  adam,
  BatchNorm1d,
  Linear,
  mse,
  Optimizer,
  Sequential,
  sgd,
  tanh,
  WeightAverage,
} from '@chainrule/nn';
import { describe, expect, test } from 'vitest';
import { compile } from '../src/index.ts';

const X = constant([
  [1, 2],
  [3, 4],
]);
const Y = constant([[1], [-1]]);
const NOT_IN_STATE = /a compiled function changes it.*part of the state/;

function training(rule = adam({ learningRate: 0.1 })) {
  const model = new Linear(2, 1, { random: 1 });
  const optimizer = new Optimizer(model, rule);
  const average = new WeightAverage(model);
  const step = () => {
    const loss = mse(model.forward(X), Y);
    optimizer.step(loss.backward());
    return loss;
  };
  return { model, optimizer, average, step };
}

describe('what a step changes without having it in its state', () => {
  test('is an error of the optimiser, which would begin anew at every step', () => {
    const { model, optimizer, step } = training();
    expect(() => compile(step, { state: model })()).toThrow(NOT_IN_STATE);
    expect(optimizer.model.weight.toArray()).toEqual(training().model.weight.toArray());
  });

  test('is an error of the average of weights', () => {
    const { model, optimizer, average, step } = training();
    const averaging = () => {
      step();
      average.update(model);
    };
    expect(() => compile(averaging, { state: [model, optimizer] })()).toThrow(NOT_IN_STATE);
  });

  test('is an error of a factor of the rate that is set from outside', () => {
    const { model, optimizer, step } = training(sgd({ learningRate: 0.1 }));
    optimizer.learningRateFactor = constant(0.5);
    expect(() => compile(step, { state: model })()).toThrow(NOT_IN_STATE);
  });

  test('may be an optimiser that remembers nothing, or one that is made inside', () => {
    const plain = training(sgd({ learningRate: 0.1 }));
    const eager = training(sgd({ learningRate: 0.1 }));
    compile(plain.step, { state: plain.model })();
    eager.step();
    expect(plain.model.weight.toArray()).toEqual(eager.model.weight.toArray());
    const adapted = (w: Value) => {
      const inner = new Optimizer({ w }, adam({ learningRate: 0.1 }));
      for (let i = 0; i < 3; i++) inner.step(inner.model.w.square().sum().backward());
      return inner.model.w;
    };
    const w = value([1, -2]);
    expect(compile(adapted)(w).toArray()).toEqual(adapted(w).toArray());
  });
});

test('a state dict keeps its numbers while a compiled step goes on, and can be loaded again', () => {
  const [compiled, eager] = [training(), training()];
  const step = compile(compiled.step, { state: [compiled.model, compiled.optimizer] });
  step();
  eager.step();
  const best = compiled.model.stateDict();
  for (let i = 0; i < 3; i++) step();
  compiled.model.loadStateDict(best);
  step();
  expect(best.weight.sub(eager.model.weight).abs().max().item()).toBeLessThan(1e-12);
  expect(compiled.model.weight.toArray()).not.toEqual(best.weight.toArray());
});

test('a copy of a model, and an average that is updated from outside, keep their numbers while a compiled step goes on', () => {
  const { model, optimizer, step } = training();
  const compiled = compile(step, { state: [model, optimizer] });
  const seen: Value[] = [];
  const round = () => {
    compiled();
    seen.push(constant(model.weight.toArray()));
  };
  round();
  const copy = model.map((x) => x);
  const average = new WeightAverage(model);
  for (let i = 0; i < 2; i++) {
    round();
    average.update(model);
  }
  round();
  expect(copy.weight.toArray()).toEqual(seen[0].toArray());
  const mean = seen[1].add(seen[2]).mul(0.5);
  expect(average.model.weight.sub(mean).abs().max().item()).toBeLessThan(1e-12);
});

describe('what a step changes', () => {
  test('in an argument is an error, since an argument stays as it is', () => {
    const model = { layers: [{ w: value(3) }] };
    const step = compile((m: typeof model) => {
      m.layers[0].w = value(m.layers[0].w.mul(2));
    });
    expect(() => step(model)).toThrow(/changes argument\.0\.layers\.0\.w.*has to be in the state/);
    expect(model.layers[0].w.item()).toBe(3);
    const last = compile((xs: Value[]) => xs.pop()!.mul(2));
    expect(() => last([value(1), value(2)])).toThrow('changes argument.0,');
    const filled = compile((x: Value, into: Float64Array) => x.add(constant(into.fill(1))));
    expect(() => filled(value([1, 2]), new Float64Array(2))).toThrow('changes argument.1,');
  });

  test('in its state may be what there is: entries that it takes out are gone', () => {
    const make = () => {
      const state = { queue: [value(2), value(3), value(5)], w: value(1) } as {
        queue: Value[];
        w: Value;
        once?: Value;
      };
      state.once = value(7);
      const step = () => {
        state.w = value(state.w.mul(state.queue.pop()!).add(state.once ?? 0));
        delete state.once;
      };
      return { state, step };
    };
    const [eager, compiled] = [make(), make()];
    const step = compile(compiled.step, { state: compiled.state });
    for (let i = 0; i < 2; i++) {
      step();
      eager.step();
      expect(compiled.state.w.item()).toBe(eager.state.w.item());
      expect(compiled.state.queue.map((x) => x.item())).toEqual(eager.state.queue.map((x) => x.item()));
      expect(Object.keys(compiled.state)).toEqual(Object.keys(eager.state));
    }
  });

  test('in an object of a class that is no module is an error from the start', () => {
    class Net {
      w = constant(1);
    }
    const net: object = new Net();
    expect(() => compile(() => net, { state: net as object[] })).toThrow(/expected the state.*class Net/);
  });
});

test('a typed array counts by its numbers: one that is filled anew is seen', () => {
  const distance = compile((x: Value, target: Float64Array) => mse(x, target));
  const target = Float64Array.of(0, 0);
  const x = constant([1, 2]);
  expect(distance(x, target).item()).toBe(2.5);
  target.set([1, 2]);
  expect(distance(x, target).item()).toBe(0);
  expect(distance(x, Float64Array.of(1, 2)).item()).toBe(0);
  expect(distance.traces).toBe(2);
});

test('a typed array in the state stays the one that it was', () => {
  const scale = Float64Array.of(2);
  const state = { w: value([1]), scale };
  const step = compile(
    () => {
      state.w = value(state.w.mul(constant(state.scale)));
    },
    { state },
  );
  step();
  scale[0] = 3;
  step();
  expect(state.w.toArray()).toEqual([6]);
  expect(state.scale).toBe(scale);
});

test('a derivative through a compiled function leaves alone what it does not need', () => {
  // The running statistics that the first call was given are written over by the second.
  const train = (compiled: boolean): unknown => {
    const layers = [
      new Linear(4, 8, { random: 1 }),
      new BatchNorm1d(8),
      tanh,
      new Linear(8, 3, { random: 2 }),
    ];
    const model = new Sequential(layers);
    const optimizer = new Optimizer(model, adam({ learningRate: 0.01 }));
    const x = constant(
      Array.from({ length: 24 }, (_, i) => Math.sin(i)),
      { shape: [6, 4] },
    );
    const loss = (x: Value) => model.forward(x).square().mean();
    const f = compiled ? compile(loss, { state: model, target: 'webassembly' }) : loss;
    for (let round = 0; round < 3; round++) optimizer.step(f(x).backward());
    return model.forward(x).sum().item();
  };
  expect(train(true)).toBeCloseTo(train(false) as number, 10);
});
