import { constant, type Value, value } from '@chainrule/core';
import { Optimizer, sgd } from '@chainrule/nn';
import { describe, expect, test } from 'vitest';
import { CompileError, type CompileOptions, compile, toSource } from '../src/index.ts';

const x = constant([1, 2]);
const identity = (given: Value) => given;
let deep: unknown = 1;
for (let i = 0; i < 100_000; i++) deep = [deep];

describe('options that cannot be meant', () => {
  test.each<[unknown, string]>([
    [
      { thread: 2 },
      'compile: there is no option thread: the options are state, target, threads, keepResults',
    ],
    [{ states: [] }, 'compile: there is no option states'],
    [{ target: 'wasm' }, `compile: target: expected 'javascript' or 'webassembly', got "wasm"`],
    [{ keepResults: 'no' }, 'compile: keepResults: expected true or false, got "no"'],
    [{ threads: 0 }, 'compile: threads: expected a whole number from 1 to 64, got 0'],
    [{ threads: '2' }, 'compile: threads: expected a whole number from 1 to 64, got "2"'],
    [{ target: deep }, `compile: target: expected 'javascript' or 'webassembly', got [[[[[…]]]]]`],
    ['webassembly', 'compile: options: expected an object'],
    [[x], 'compile: options: expected an object'],
  ])('are refused before the first call, %#', (options, message) => {
    expect(() => compile(identity, options as CompileOptions)).toThrow(message);
  });

  test('are refused of source text too', () => {
    expect(() => toSource(identity, [x], { languages: 'typescript' } as never)).toThrow(
      'toSource: there is no option languages: the options are name, language, what, arrays',
    );
  });

  test('and those that are undefined are as if absent', () => {
    const options = { state: undefined, target: undefined, threads: undefined, keepResults: undefined };
    expect(compile(identity, options)(x)).toBe(x);
  });
});

describe('a result that is no Value', () => {
  test.each<[string, (given: Value) => unknown, RegExp]>([
    ['a promise', async (given) => given.mul(2), /compile: .* return Values, and the result is a promise/],
    ['a promise that fails', async (given) => given.item(), /the result is a promise/],
    [
      'a generator',
      function* (given) {
        yield given.mul(2);
      },
      /the result is a generator/,
    ],
    [
      'an asynchronous generator',
      async function* (given) {
        yield given.mul(2);
      },
      /the result is a generator/,
    ],
    [
      'a promise in a tree',
      (given) => ({ all: [Promise.resolve(given)] }),
      /the result\.all\.0 is a promise/,
    ],
    [
      'a Map',
      (given) => new Map([['y', given.mul(2)]]),
      /the result is an object of class Map that holds Values/,
    ],
  ])('%s is refused when it is traced, and inside of another', (_, f, message) => {
    expect(() => compile(f)(x)).toThrow(message);
    const inner = compile(f);
    expect(() => compile((given: Value) => [inner(given), given])(x)).toThrow(message);
  });
});

describe('what is not looked into is told from what comes from outside', () => {
  class Weights {
    readonly w = value(3);
  }

  test.each<[string, () => unknown, RegExp]>([
    [
      'a Map as an argument',
      () => compile((given: Map<string, Value>) => given.get('w')!.mul(2))(new Map([['w', value(1)]])),
      /argument\.0 is an object of class Map that holds Values.*arrays, plain objects and modules/,
    ],
    [
      'a Map of trees',
      () => compile((given: Map<string, Value[]>) => given.get('w')![0].mul(2))(new Map([['w', [x]]])),
      /argument\.0 is an object of class Map.*Object\.fromEntries/,
    ],
    [
      'an object of a class in an argument',
      () => compile((given: { weights: Weights }) => given.weights.w.mul(2))({ weights: new Weights() }),
      /argument\.0\.weights is an object of class Weights .*and modules$/,
    ],
    [
      'a Set in the state',
      () => compile(identity, { state: { seen: new Set([x]) } })(x),
      /the state\.seen is an object of class Set/,
    ],
  ])('%s', (_, act, message) => {
    expect(act).toThrow(message);
  });

  test('but a Map of names is an argument like any other that stays as it is', () => {
    const places = new Map([['second', 1]]);
    const f = compile((given: Value, at: Map<string, number>) => given.select(at.get('second')!));
    expect(f(x, places).item()).toBe(2);
  });
});

describe('many rounds', () => {
  test('of a function without arguments carry the state alone', () => {
    const state = { n: constant(0) };
    const f = compile(
      () => {
        state.n = state.n.add(1);
        return state.n.mul(2);
      },
      { state },
    );
    expect([f.iterate(5).item(), state.n.item(), f.iterate(0)]).toEqual([10, 5, undefined]);
  });

  test('name both forms where the result has another one than the first argument', () => {
    expect(() => compile((given: Value) => ({ given, k: 3 }) as never).iterate(2, x)).toThrow(
      'expected float64 [2], got { given: float64 [2], k: 3 }',
    );
  });

  test('name both forms of a state that gets another one', () => {
    const state: { kept?: Value } = {};
    const f = compile(
      (given: Value) => {
        state.kept = given;
        return given;
      },
      { state },
    );
    expect(() => f.iterate(2, x)).toThrow('it was {}, and afterwards { kept: float64 [2] }');
  });
});

describe('an optimiser whose gradient is a constant', () => {
  /** A loss that is linear in w, so that its gradient does not depend on w. */
  function trained(remembered: boolean) {
    const model = { w: value(0) };
    const optimizer = new Optimizer(model, sgd({ learningRate: 1, momentum: 0.9 }));
    const step = compile(
      () => {
        const loss = model.w.mul(3).add(1);
        optimizer.step(loss.backward());
        return loss;
      },
      { state: remembered ? [model, optimizer] : [model] },
    );
    for (let i = 0; i < 3; i++) step();
    return model.w.item();
  }

  test('keeps its momentum in the state, and is refused outside of it', () => {
    expect(trained(true)).toBeCloseTo(-16.83, 12);
    expect(() => trained(false)).toThrow(/make it part of the state/);
  });
});

test('what compile refuses is a CompileError', () => {
  expect(() => compile(3 as never)).toThrow(CompileError);
});

test('an array keeps what it has under names', () => {
  const give = compile((xs: Value[]) => xs);
  for (let call = 0; call < 2; call++) {
    const given = give(Object.assign([constant(1)], { last: constant(2) })) as Value[] & { last: Value };
    expect([given.length, given[0].item(), given.last.item()]).toEqual([1, 1, 2]);
  }
});
