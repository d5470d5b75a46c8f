import { constant, Random, tanh, type Value, value } from '@chainrule/core';
import { adam, Linear, mse, Optimizer, Sequential, sgd } from '@chainrule/nn';
import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { type CompileOptions, compile } from '../src/index.ts';

const WASM: CompileOptions = { target: 'webassembly', threads: 1 };

/** A network and its optimiser, and one step of its training. */
function training(rule = adam({ learningRate: 0.05 })) {
  const model = new Sequential([new Linear(3, 20, { random: 1 }), tanh, new Linear(20, 2, { random: 2 })]);
  const optimizer = new Optimizer(model, rule);
  const step = (x: Value, y: Value) => {
    const loss = mse(model.forward(x), y);
    optimizer.step(loss.backward());
    return loss;
  };
  return { model, optimizer, step };
}

const random = new Random(3);
const [X, Y] = [constant(random.normal([7, 3])), constant(random.normal([7, 2]))];

describe.each<CompileOptions>([WASM, { target: 'javascript' }])(
  'a training step compiled with %o',
  (options) => {
    test('changes the model and the optimiser as it does at once', () => {
      const [eager, compiled] = [training(), training()];
      const step = compile(compiled.step, { ...options, state: compiled.optimizer });
      for (let i = 0; i < 10; i++) expectClose(step(X, Y), eager.step(X, Y), 1e-12);
      const [expected, got] = [eager, compiled].map(({ optimizer }) => optimizer.parameters());
      for (const [name, x] of Object.entries(expected)) {
        expect(got[name].wantsGradient).toBe(true);
        expectClose(got[name], x, 1e-11);
      }
      expect(step.traces).toBe(1);
    });

    test('goes on from what somebody puts in a slot of the model', () => {
      const { model, step } = training(sgd({ learningRate: 0.1 }));
      const other = training(sgd({ learningRate: 0.1 }));
      const compiled = compile(step, { ...options, state: model });
      compiled(X, Y);
      const [layer, same] = [model, other.model].map((each) => each.layers[0] as Linear);
      const fresh = random.normal(layer.weight.shape);
      layer.weight = value(fresh);
      other.step(X, Y);
      same.weight = value(fresh);
      expectClose(compiled(X, Y), other.step(X, Y), 1e-13);
    });

    test('of many rounds in one call is as many calls', () => {
      const [one, many] = [training(), training()];
      const step = compile(one.step, { ...options, state: one.optimizer });
      const rounds = compile(
        (x: Value, y: Value) => {
          many.step(x, y);
          return x;
        },
        { ...options, state: many.optimizer },
      );
      for (let i = 0; i < 6; i++) step(X, Y);
      for (const count of [1, 0, 3, 2]) rounds.iterate(count, X, Y);
      const [expected, got] = [one, many].map(({ optimizer }) => optimizer.parameters());
      for (const [name, x] of Object.entries(expected)) expectClose(got[name], x, 1e-13);
    });

    test('carries a result to its argument, round by round', () => {
      const f = compile(
        ({ x, k }: { x: Value; k: Value }, by: Value) => ({ x: k.mul(by), k: x.add(k) }),
        options,
      );
      const start = () => ({ x: constant([1, 2, 3]), k: constant([0, 1, 0]) });
      let expected = start();
      for (let i = 0; i < 5; i++) expected = f(expected, constant(2));
      const got = f.iterate(5, start(), constant(2));
      expect(got.x.toArray()).toEqual(expected.x.toArray());
      expect(got.k.toArray()).toEqual(expected.k.toArray());
    });

    test('shares a parameter that stands at two places', () => {
      const make = () => {
        const w = value([1, 2]);
        return { a: w, b: w };
      };
      const step = (state: ReturnType<typeof make>) => (x: Value) => {
        const slopes = state.a.mul(x).sum().add(state.b.square().sum()).backward();
        const next = state.a.sub(slopes.of(state.a).mul(0.1)).leaf(true);
        [state.a, state.b] = [next, next];
      };
      const [eager, compiled] = [make(), make()];
      const f = compile(step(compiled), { ...options, state: compiled });
      for (let i = 0; i < 3; i++) {
        step(eager)(constant([3, 4]));
        f(constant([3, 4]));
        expect(compiled.a).toBe(compiled.b);
        expectClose(compiled.a, eager.a, 1e-15);
      }
    });
  },
);

describe('where results are not kept', () => {
  const options: CompileOptions = { ...WASM, keepResults: false };

  test('the state is there all the same', () => {
    const [eager, compiled] = [training(), training()];
    const step = compile(compiled.step, { ...options, state: compiled.optimizer });
    for (let k = 0; k < 3; k++) expectClose(step(X, Y), eager.step(X, Y), 1e-12);
    const [got, want] = [compiled, eager].map(({ model }) => Object.values(model.stateDict()));
    got.forEach((x, i) => {
      expectClose(x, want[i], 1e-12);
    });
  });
});

describe('an error in the middle of a step', () => {
  /** A state that is written over, and an index that may be out of range. */
  function stepping() {
    const state = { w: value([1, 2, 3, 4]), count: constant([0, 0]) };
    const step = (at: Value) => {
      const picked = state.w.sort().take(at, { axis: 0 });
      const slope = picked.square().sum().backward().of(state.w);
      state.w = state.w.sub(slope.mul(0.25)).leaf(true);
      state.count = state.count.add(1);
      return picked;
    };
    return { state, step };
  }
  const at = (...places: number[]) => constant(Int32Array.from(places));

  test.each<CompileOptions>([WASM, { target: 'javascript' }])(
    'leaves the state readable, and the next call works: %o',
    (options) => {
      const [eager, compiled] = [stepping(), stepping()];
      const f = compile(compiled.step, { ...options, state: compiled.state });
      for (const places of [
        [0, 1],
        [2, 9],
        [3, 3],
        [-7, 0],
        [1, 2],
      ]) {
        const act = [() => eager.step(at(...places)), () => f(at(...places))];
        if (places.some((k) => k > 3 || k < -4)) {
          const { w } = compiled.state;
          for (const each of act) expect(each).toThrow(/index -?\d at \[\d\] is out of range/);
          expect(compiled.state.w).toBe(w);
        } else {
          expectClose(act[1](), act[0](), 1e-14);
        }
        expect(compiled.state.w.toArray()).toEqual(eager.state.w.toArray());
        expect(compiled.state.count.toArray()).toEqual(eager.state.count.toArray());
      }
    },
  );

  test('leaves the state readable after the last of many calls, without a look in between', () => {
    const { state, step } = stepping();
    const f = compile(step, { ...WASM, state });
    f(at(0, 1));
    f(at(0, 1));
    expect(() => f(at(0, 11))).toThrow(/index 11 at .* out of range/);
    const other = stepping();
    other.step(at(0, 1));
    other.step(at(0, 1));
    expect(state.w.toArray()).toEqual(other.state.w.toArray());
    expect(state.count.toArray()).toEqual([2, 2]);
  });

  test('of many rounds leaves what was given readable', () => {
    // The fourth round asks for entry 4 of 4.
    const f = compile(
      (x: Value) =>
        x.add(
          x
            .sort()
            .take(x.select(0).asType('int32').reshape([1]), { axis: 0 })
            .mul(0)
            .add(1),
        ),
      WASM,
    );
    const first = f(constant([0, 5, 6, 7]));
    expect(() => f.iterate(9, first)).toThrow(/index 4 .*out of range/);
    expect(first.toArray()).toEqual([1, 6, 7, 8]);
    expect(f(first).toArray()).toEqual([2, 7, 8, 9]);
  });
});
