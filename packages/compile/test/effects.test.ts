import {
  ChainruleError,
  checkGradients,
  checkpoint,
  constant,
  customGradient,
  detectAnomaly,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  laplacian,
  linearize,
  noGrad,
  Random,
  remember,
  stack,
  type Tree,
  traceAbstract,
  treeLeaves,
  Value,
  value,
  valueAndGrad,
  vjp,
  vmap,
} from '@chainrule/core';
import {
  accuracy,
  auc,
  BatchNorm1d,
  Dropout,
  InstanceNorm1d,
  Linear,
  Module,
  minimize,
  Optimizer,
  ReduceOnPlateau,
  Sequential,
  sgd,
  WeightAverage,
} from '@chainrule/nn';
import { describe, expect, test, vi } from 'vitest';
import { compile } from '../src/index.ts';

// An optimiser would warn of the argument, which wants a gradient and is not trained.
vi.spyOn(console, 'warn').mockImplementation(() => {});

/*
 * What a function changes outside × the transforms that run it. Each pair gives the numbers of the plain call and leaves
 * what was changed as that does, or throws an error of this project and leaves everything as it was.
 */

/** A function of a [3, 2] that gives a scalar, and all that it changes. */
interface Effect {
  readonly f: (x: Value) => Value;
  readonly state: Tree;
  readonly generators: readonly Random[];
  /** What is not in the state, as plain data. */
  readonly others?: () => unknown;
}

/** A layer with a buffer of its own, as those of spectral normalisation, that is changed by assignment. */
class Powered extends Module {
  weight = value([
    [2, 1],
    [0, 1],
  ]);
  u = constant([1, 0]);
  calls: Record<string, Value> = { count: constant(0) };
  forward(x: Value): Value {
    const v = noGrad(() => this.weight.transpose().matmul(this.u));
    this.u = noGrad(() => this.weight.matmul(v).div(v.norm()));
    this.calls.count = this.calls.count.add(1);
    return x.matmul(this.weight).div(this.u.dot(this.weight.matmul(v)));
  }
}

class Scaled extends Module {
  factor = value([1, 1]);
  forward(x: Value): Value {
    return x.mul(this.factor);
  }
}

/** A layer that counts its calls in plain numbers, which it reads. */
class Counting extends Module {
  calls = 0;
  seen: number[] = [];
  last = { calls: [0] };
  array = new Float32Array(2);
  big = new BigInt64Array(1);
  table = new Map([['calls', 0]]);
  set = new Set<number>();
  forward(x: Value): Value {
    this.calls += 1;
    this.array[0] += 1;
    this.big[0] += 1n;
    this.table.set('calls', this.calls);
    this.set.add(this.calls);
    this.seen.push(this.calls);
    this.last = { calls: [this.calls] };
    const [calls, more] = [this.table.get('calls') as number, Number(this.big[0]) + this.array[0]];
    return x.mul(this.seen.length).add(this.last.calls[0]).mul(calls).add(this.set.size).mul(more);
  }
}

const effectOf = (module: Module, generators: readonly Random[] = []): Effect => ({
  f: (x) => module.forward(x).mul([1, 3]).square().sum(),
  state: module,
  generators,
});

const EFFECTS: Record<string, () => Effect> = {
  'batch normalisation': () => effectOf(new BatchNorm1d(2)),
  'batch normalisation, the mean of all batches': () =>
    effectOf(new BatchNorm1d(2, { affine: false, momentum: null })),
  'instance normalisation that collects statistics': () => {
    const norm = new InstanceNorm1d(1, { trackRunningStats: true });
    return {
      f: (x) =>
        norm
          .forward(x.reshape([3, 1, 2]))
          .pow(3)
          .sum(),
      state: norm,
      generators: [],
    };
  },
  'a buffer of a module of one’s own': () => effectOf(new Powered()),
  dropout: () => {
    const layer = new Dropout({ random: 1 });
    return effectOf(new Sequential([layer, new Linear(2, 2, { random: 2 })]), [layer.random]);
  },
  'a draw': () => {
    const random = new Random(3);
    const f = (x: Value) =>
      x
        .mul(random.normal([2]))
        .add(random.uniform([3, 1]))
        .square()
        .sum();
    return { f, state: [], generators: [random] };
  },
  'numbers that are no Values': () => {
    const random = new Random(3);
    return { f: (x) => x.mul(random.next()).square().sum(), state: [], generators: [random] };
  },
  'a generator made inside': () => ({
    f: (x) => {
      const random = new Random(7);
      return x
        .mul(random.normal([2]))
        .add(random.uniform([3, 1]))
        .square()
        .sum();
    },
    state: [],
    generators: [],
  }),
  'a generator set back': () => {
    const random = new Random(3);
    const f = (x: Value) => {
      random.state = { key: [1, 2], drawn: 0 };
      return x
        .mul(random.normal([2]))
        .square()
        .sum();
    };
    return { f, state: [], generators: [random] };
  },
  'a step of an optimiser': () => {
    const model = new Linear(2, 1, { random: 4 });
    const optimizer = new Optimizer(model, sgd({ learningRate: 0.1, momentum: 0.9 }));
    const average = new WeightAverage(model, { decay: 0.5 });
    const f = (x: Value) => {
      const loss = model.forward(x).square().sum();
      optimizer.step(loss.backward());
      average.update(model);
      return loss.add(model.forward(x).sum());
    };
    return { f, state: [model, optimizer, average], generators: [] };
  },
  'loadStateDict, freeze and eval': () => {
    const model = new Sequential([new Linear(2, 2, { random: 5 }), new BatchNorm1d(2)]);
    const [linear] = model.layers as [Linear];
    const f = (x: Value) => {
      linear.loadStateDict({
        weight: [
          [1, 2],
          [3, 4],
        ],
        bias: [1, 1],
      });
      const y = model.forward(x).mul([1, 3]).square().sum();
      linear.freeze((path) => path === 'bias');
      model.eval();
      return y;
    };
    return { f, state: model, generators: [] };
  },
  'fields that are no Values': () => {
    const module = new Counting();
    const others = () => [[...module.array], `${module.big}`, [...module.table], [...module.set]];
    return { ...effectOf(module), others };
  },
  'a rate that is reduced, no Value': () => {
    const optimizer = new Optimizer({ w: value([1, 1]) }, sgd({ learningRate: 0.1 }));
    const plateau = new ReduceOnPlateau(optimizer, { patience: 1, factor: 0.5 });
    const f = (x: Value) => {
      plateau.step(1);
      optimizer.step({ w: [1, 2] });
      return x.mul(optimizer.model.w).square().sum();
    };
    return { f, state: optimizer, generators: [], others: () => [plateau.best, plateau.waited] };
  },
  'metrics, no Values': () => {
    const [right, area] = [accuracy(), auc()];
    const f = (x: Value) => {
      for (const metric of [right, area]) metric.update([0.2, -0.3], [1, 0]);
      return x.mul([1, 3]).square().sum();
    };
    return { f, state: [], generators: [], others: () => [right.state, area.state] };
  },
  'an assignment to a field': () => {
    const module = new Scaled();
    const f = (x: Value) => {
      const before = module.forward(x);
      module.factor = module.factor.mul(2);
      return module.forward(x).mul(before).sum();
    };
    return { f, state: module, generators: [] };
  },
};

/** All numbers, flags and positions of an effect, to be compared. */
function seen({ state, generators, others }: Effect): unknown {
  const flags: unknown[] = [];
  const visit = (thing: unknown): void => {
    if (typeof thing === 'number') flags.push(thing);
    if (thing instanceof Value || typeof thing !== 'object' || thing === null || thing instanceof Random)
      return;
    if (thing instanceof Module) flags.push([thing.training, thing.frozenSlots, Object.keys(thing)]);
    for (const each of Object.values(thing)) visit(each);
  };
  visit(state);
  const leaves = treeLeaves(state).map((x) => [x.name, x.wantsGradient, x.toArray()]);
  return JSON.parse(JSON.stringify([leaves, flags, generators.map((random) => random.state), others?.()]));
}

const X = constant([
  [1, 2],
  [3, 5],
  [4, -1],
]);
const XS = stack([X, X.mul(2).add([0, 1])]);
const slices = [0, 1].map((i) => XS.select(i, { axis: 0 }));

const gradientAt = (f: (x: Value) => Value, x: Value) => {
  const variable = value(x);
  return f(variable).backward().of(variable);
};
const secondAt = (f: (x: Value) => Value, x: Value) => {
  const variable = value(x);
  const slope = f(variable).backward({ createGraph: true }).of(variable).sum();
  return slope.wantsGradient ? slope.backward().of(variable) : variable.mul(0);
};

type Run = (f: (x: Value) => Value, effect: Effect) => unknown;

/** How each transform runs f, and what is the same without it; undefined where it leaves everything as it was. */
const TRANSFORMS: Record<string, [run: Run, plain: Run | undefined]> = {
  grad: [(f) => grad(f)(X), (f) => gradientAt(f, X)],
  valueAndGrad: [(f) => valueAndGrad(f)(X).gradient, (f) => gradientAt(f, X)],
  vjp: [(f) => vjp(f, X).pullback(1), (f) => gradientAt(f, X)],
  jvp: [(f) => jvp(f, X, X).tangent, (f) => gradientAt(f, X).mul(X).sum()],
  linearize: [(f) => linearize(f, X).tangent(X), (f) => gradientAt(f, X).mul(X).sum()],
  jacobian: [(f) => jacobian(f)(X), (f) => gradientAt(f, X)],
  hessian: [(f) => hessian(f)(X).sum({ axis: [0, 1] }), (f) => secondAt(f, X)],
  hvp: [
    (f) =>
      hvp(f, X, [
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
    (f) => secondAt(f, X),
  ],
  'grad of grad': [(f) => grad((x: Value) => grad(f)(x).sum())(X), (f) => secondAt(f, X)],
  checkpoint: [(f) => gradientAt(checkpoint(f), X), (f) => gradientAt(f, X)],
  'checkpoint, to second order': [(f) => secondAt(checkpoint(f), X), (f) => secondAt(f, X)],
  'checkpoint of checkpoint': [(f) => secondAt(checkpoint(checkpoint(f)), X), (f) => secondAt(f, X)],
  'grad of checkpoint': [(f) => grad(checkpoint(f))(X), (f) => gradientAt(f, X)],
  detectAnomaly: [(f) => detectAnomaly(() => gradientAt(f, X)), (f) => gradientAt(f, X)],
  vmap: [(f) => vmap(f)(XS), (f) => slices.map((x) => f(x).toArray())],
  'vmap of grad': [(f) => vmap(grad(f))(XS), (f) => slices.map((x) => gradientAt(f, x).toArray())],
  'vmap of checkpoint': [
    (f) => vmap((x: Value) => gradientAt(checkpoint(f), x))(XS),
    (f) => slices.map((x) => gradientAt(f, x).toArray()),
  ],
  'grad of vmap': [
    (f) => grad((xs: Value) => vmap(f)(xs).sum())(XS),
    (f) => slices.map((x) => gradientAt(f, x).toArray()),
  ],
  customGradient: [(f) => customGradient({ forward: f, vjp: (g) => [g.mul(X)] })(X), (f) => f(X)],
  checkGradients: [(f) => checkGradients(f, X, { entries: 2, order: 2 }).passed, undefined],
  laplacian: [(f) => void laplacian(f)(X), (f) => void f(X)],
  traceAbstract: [(f) => void traceAbstract([value(X)], ([x]) => f(x)), undefined],
  compile: [
    (f, { state }) => {
      const g = compile(f, { state: [state] });
      return [g(X), g(X)];
    },
    (f) => [f(X), f(X)],
  ],
  'compile of grad': [(f, { state }) => compile(grad(f), { state: [state] })(X), (f) => gradientAt(f, X)],
  'compile of checkpoint': [
    (f, { state }) => compile((x: Value) => gradientAt(checkpoint(f), x), { state: [state] })(X),
    (f) => gradientAt(f, X),
  ],
  'compile of checkpoint, to second order': [
    (f, { state }) => compile((x: Value) => secondAt(checkpoint(f), x), { state: [state] })(X),
    (f) => secondAt(f, X),
  ],
  'compile of vmap': [
    (f, { state }) => compile((xs: Value) => vmap(f)(xs), { state: [state] })(XS),
    (f) => slices.map((x) => f(x).toArray()),
  ],
  'compile without state': [(f) => compile(f)(X), (f) => f(X)],
  'vmap of compile': [
    (f, { state }) => vmap(compile(f, { state: [state] }))(XS),
    (f) => slices.map((x) => f(x).toArray()),
  ],
};

const numbers = (result: unknown): unknown =>
  JSON.parse(JSON.stringify(result ?? null), (_, x) =>
    typeof x === 'number' ? Number(x.toFixed(8)) + 0 : x,
  );

/** What may be refused: parameters or changes that a transform could not see, and numbers that would stay the same. */
const mayRefuse = (effect: string, transform: string) =>
  /^(customGradient|traceAbstract|compile without state)$/.test(transform) ||
  (/no Values?$|set back/.test(effect) && /compile/.test(transform));

describe.each(Object.entries(EFFECTS))('%s', (name, make) => {
  test.each(Object.entries(TRANSFORMS))(
    'under %s is as in a plain call, or refused',
    (transform, [run, plain]) => {
      const [effect, twin] = [make(), make()];
      const before = seen(effect);
      let result: unknown;
      try {
        result = run(effect.f, effect);
      } catch (error) {
        expect(mayRefuse(name, transform), String(error)).toBe(true);
        expect(error).toBeInstanceOf(ChainruleError);
        expect((error as Error).message).toMatch(/: .{20}/);
        expect(seen(effect)).toEqual(before);
        return;
      }
      const expected = plain?.(twin.f, twin);
      if (plain) expect(numbers(result)).toEqual(numbers(expected));
      expect(numbers(seen(effect))).toEqual(numbers(plain ? seen(twin) : before));
    },
  );

  test.each(Object.entries(TRANSFORMS))('under %s is undone where the function throws', (_, [run]) => {
    const effect = make();
    const before = seen(effect);
    const stopping = (x: Value) => {
      effect.f(x);
      effect.f(x);
      throw new RangeError('stop');
    };
    expect(() => run(stopping, effect)).toThrow();
    expect(seen(effect)).toEqual(before);
  });
});

test('minimize puts everything back where the function throws', () => {
  const effect = EFFECTS['batch normalisation']();
  const before = seen(effect);
  let calls = 0;
  const f = (x: Value) => {
    if (++calls > 3) throw new RangeError('stop');
    return effect.f(x);
  };
  expect(() => minimize(f, X)).toThrow('stop');
  expect(seen(effect)).toEqual(before);
});

test('a transform puts back what a compiled step wrote over', () => {
  const model = new Linear(2, 1, { random: 4 });
  const optimizer = new Optimizer(model, sgd({ learningRate: 0.01 }));
  const body = (x: Value) => {
    const loss = model.forward(x).square().sum();
    optimizer.step(loss.backward());
    return loss;
  };
  for (const keepResults of [true, false]) {
    const step = compile(body, { state: optimizer, keepResults, target: 'webassembly' });
    step(X);
    const { weight } = model;
    expect(() =>
      grad((x: Value) => {
        step(constant(x));
        step(constant(x));
        throw new RangeError('stop');
      })(X),
    ).toThrow('stop');
    expect(model.weight).toBe(weight);
    expect(weight.toArray()).toEqual(model.weight.toArray());
    step(X);
  }
});

test('a function that is refused for lack of state can be compiled with it afterwards', () => {
  const [model, same] = [new BatchNorm1d(2), new BatchNorm1d(2)];
  expect(() => compile((x: Value) => model.forward(x))(X)).toThrow('part of the state');
  expect(model.forward(X).toArray()).toEqual(same.forward(X).toArray());
  const compiled = compile((x: Value) => model.forward(x), { state: model });
  expect(numbers(compiled(X))).toEqual(numbers(same.forward(X)));
  expect(numbers(model.stateDict())).toEqual(numbers(same.stateDict()));
});

test('numbers in a typed array of the state are put back, and written by each run, in place', () => {
  const array = new Float64Array(2);
  const state = { array, w: constant(0) };
  const f = (x: Value) => {
    remember(state);
    state.array[1] += 1;
    state.w = state.w.add(1);
    return x.mul(state.array[1]);
  };
  for (const target of ['webassembly', 'javascript'] as const) {
    array.fill(0);
    const g = compile(f, { state, target });
    expect([g(constant(2)).item(), g(constant(2)).item()]).toEqual([2, 4]);
    expect([...array]).toEqual([0, 2]);
    expect(state.array).toBe(array);
    const reading = compile((x: Value) => f(x).item(), { state, target });
    expect(() => reading(constant(1))).toThrow('item()');
    expect([...array]).toEqual([0, 2]);
  }
  expect(state.w.item()).toBe(4);
});

test('what is changed outside of the state is named', () => {
  const model = new BatchNorm1d(2, { affine: false });
  expect(() => compile((x: Value) => model.forward(x))(X)).toThrow(
    'compile: the function changes runningMean of BatchNorm1d, which is not part of the traced program',
  );
  const late = new Scaled();
  const assigning = (x: Value) => {
    late.factor = x;
    return late.forward(x);
  };
  expect(() => compile(assigning)(X)).toThrow('changes factor of Scaled');
});

test('an argument that is a module is a copy, whose changes do not come between its gradients', () => {
  const [model, twin] = [new Scaled(), new Scaled()];
  const loss = (scaled: Scaled) => {
    const y = scaled.forward(X).mul(X).sum();
    scaled.factor = value([7, 7]);
    return y;
  };
  const { factor } = twin;
  expect(grad(loss)(model).factor.toArray()).toEqual(loss(twin).backward().of(factor).toArray());
  expect(model.factor.toArray()).toEqual([1, 1]);
  const models = new BatchNorm1d(2).map((x) => stack([x, x]));
  const each = vmap((norm: BatchNorm1d, x: Value) => norm.forward(x));
  expect(() => each(models, XS)).toThrow(
    'vmap: the function changes runningMean of BatchNorm1d in its argument',
  );
  expect(models.runningMean?.toArray()).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(each(models.eval(), XS).shape).toEqual([2, 3, 2]);
});

test('a checkpoint that is walked after a step of the optimiser has the weights from before', () => {
  const model = new Sequential([new Linear(2, 2, { random: 4 }), new BatchNorm1d(2)]);
  const optimizer = new Optimizer(model, sgd({ learningRate: 0.1 }));
  const f = (x: Value) => model.forward(x).pow(3).sum();
  const x = value(X);
  const [thin, plain] = [checkpoint(f)(x), f(x)];
  optimizer.step(plain.backward());
  model.eval();
  const after = numbers(model.stateDict());
  expect(thin.backward().of(x).toArray()).toEqual(plain.backward().of(x).toArray());
  expect(numbers(model.stateDict())).toEqual(after);
  expect(model.training).toBe(false);
});
