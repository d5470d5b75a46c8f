import {
  ChainruleError,
  checkGradients,
  constant,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  linearize,
  mapTree,
  treeLeaves,
  treeNode,
  type Value,
  value,
  valueAndGrad,
  vjp,
  vmap,
} from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import {
  adam,
  architectureOf,
  leastSquares,
  Module,
  minimize,
  Optimizer,
  sgd,
  summary,
} from '../src/index.ts';

/* What is not a tree is refused by name: otherwise it would come back as its own gradient, or not be trained. */

const w = () => value([1, 2]);

class Weights {
  w = w();
}

const inItself = () => {
  const tree: Record<string, unknown> = { w: w() };
  tree.me = tree;
  return tree;
};
const listInItself = () => {
  const list: unknown[] = [w()];
  list.push(list);
  return list;
};
const withHole = () => {
  const list = [w(), w(), w()];
  delete list[1];
  return list;
};

const nested = (levels: number) => {
  let tree: object = { w: w() };
  for (let i = 0; i < levels; i++) tree = { a: tree };
  return tree;
};

/** Trees in which Values would be lost. */
const HIDING: Readonly<Record<string, () => unknown>> = {
  'a Map': () => new Map([['w', w()]]),
  'a Map in a tree': () => ({ layers: [new Map([['w', { w: w() }]])] }),
  'a Set': () => new Set([w()]),
  'an instance of a class': () => new Weights(),
  'an instance in a tree': () => ({ weights: new Weights() }),
  'an array with a hole': withHole,
  'an entry under a symbol': () => ({ w: w(), [Symbol('more')]: w() }),
  'an object in itself': inItself,
  'an array in itself': listInItself,
  'a tree without end': () => nested(20_000),
  'a getter that throws': () => ({
    get w() {
      throw new ChainruleError('user', 'boom');
    },
  }),
};

/** What cannot be an argument of a derivative, even without a Value in it. */
const NO_ARGUMENT: Readonly<Record<string, () => unknown>> = {
  'a date': () => new Date(0),
  'a date in a tree': () => ({ w: w(), at: new Date(0) }),
  'a Map of numbers': () => new Map([['w', 1]]),
  'a promise': () => Promise.resolve(w()),
  'a generator': () => (function* () {})(),
  'a function': () => () => 1,
  'a string': () => 'text',
  'a symbol': () => Symbol('s'),
  null: () => null,
  undefined: () => undefined,
  'a boolean': () => true,
  nothing: () => ({}),
  integers: () => constant([1, 2], { dtype: 'int32' }),
  bytes: () => new Uint8Array([1, 2]),
};

const f = (x: never): Value => treeLeaves(x).reduce((sum, each) => sum.add(each.square().sum()), value(0));

const DERIVATIVES: Readonly<Record<string, (x: never) => unknown>> = {
  grad: (x) => grad(f)(x),
  valueAndGrad: (x) => valueAndGrad(f)(x),
  vjp: (x) => vjp(f, x),
  jvp: (x) => jvp(f, x, x),
  linearize: (x) => linearize(f, x),
  jacobian: (x) => jacobian(f)(x),
  hessian: (x) => hessian(f)(x),
  hvp: (x) => hvp(f, x, x),
  checkGradients: (x) => checkGradients(f, x),
  minimize: (x) => minimize(f, x),
  leastSquares: (x) => leastSquares((y) => f(y as never).reshape([1]), x),
};

const OTHERS: Readonly<Record<string, (x: never) => unknown>> = {
  vmap: (x) => vmap(f)(x),
  mapTree: (x) => mapTree((y) => y, x),
  treeLeaves: (x) => treeLeaves(x),
  Optimizer: (x) => new Optimizer(x, sgd({ learningRate: 0.1 })),
  'a rule': (x) => adam().init(x),
  'a result': (x) => vjp(() => x, value(1)),
  'a result of grad': (x) => grad(() => x)(1),
  'a result of vmap': (x) => vmap(() => x)([1, 2]),
};

describe.each(Object.entries({ ...DERIVATIVES, ...OTHERS }))('%s', (name, way) => {
  test.each(Object.entries(HIDING))('refuses %s', (_, make) => {
    expect(() => way(make() as never)).toThrow(ChainruleError);
  });

  if (name in DERIVATIVES)
    test.each(Object.entries(NO_ARGUMENT))('refuses %s', (_, make) => {
      expect(() => way(make() as never)).toThrow(ChainruleError);
    });
});

test.each([
  [
    'a Map',
    () => grad(f)({ layers: [new Map([['w', w()]])] } as never),
    'grad: the argument .layers[0] is an object (Map), which is not searched for Values',
  ],
  [
    'the second argument',
    () => vmap((a: Value, _: unknown) => a)(w(), { s: new Set([1]) } as never),
    'vmap: argument 2 .s is an object (Set), which is not searched for Values',
  ],
  [
    'a hole',
    () => grad(f)({ layers: withHole() } as never),
    'grad: the argument .layers is an array with holes',
  ],
  ['a cycle', () => grad(f)(inItself() as never), 'grad: expected a tree, got a cycle at the argument .me'],
  [
    'integers',
    () => grad(f)(constant(3, { dtype: 'int32', name: 'n' }) as never),
    'grad: n [] is int32: only float64 and float32 have derivatives',
  ],
  [
    'a tree without end',
    () => grad(f)(nested(20_000) as never),
    /^grad: expected a tree of at most 500 levels, got more, or a cycle, at the argument \.a\.a/,
  ],
  [
    'a hole beside an entry under a name',
    () => grad(f)({ layers: Object.assign([w()], { 2: w(), name: w() }) } as never),
    'grad: the argument .layers is an array with holes',
  ],
  [
    'a getter',
    () =>
      grad(f)({
        get w() {
          throw new Error('boom');
        },
      } as never),
    'grad: the argument .w cannot be read: boom',
  ],
  [
    'a result',
    () => vjp(() => ({ y: [new Weights()] }), value(1)),
    'vjp: the result .y[0] is an object (Weights)',
  ],
  ['a promise', () => grad((async () => value(1)) as never)(1), 'grad: the function must not be async'],
] as const)('the message says where: %s', (_, call, message) => {
  expect(call).toThrow(message);
});

test.each([
  ['an array', () => [value(1)]],
  ['an object', () => ({ y: value(1) })],
  ['nothing', () => undefined],
  ['a number', () => Number.NaN],
  ['a boolean', () => true],
  ['a string', () => 'y'],
])('a function to be differentiated that returns %s is refused', (_, g) => {
  expect(() => grad(g as never)(1)).toThrow('grad: the function must return a Value');
});

test('frozen objects, objects without a prototype, typed arrays and words are fine', () => {
  const tree = Object.freeze({ w: w(), note: 'a', f: Math.sin, none: null });
  const gradient = grad(f as never)(tree as never) as unknown as { w: Value; note: string };
  expect([gradient.w.toArray(), gradient.note]).toEqual([[2, 4], 'a']);
  const bare = Object.assign(Object.create(null), { w: new Float64Array([1, 2]) });
  expect((grad(f as never)(bare as never) as unknown as { w: Value }).w.toArray()).toEqual([2, 4]);
});

test('a tree that cannot be written to is not trained in part', () => {
  const frozen = Object.freeze({ w: w() });
  expect(() => new Optimizer(frozen, sgd({ learningRate: 1 }))).toThrow('Optimizer: w cannot be replaced');
});

test('a tree may have 500 levels', () => {
  expect(treeLeaves(grad(f)(nested(499) as never)).map((x) => x.toArray())).toEqual([[2, 4]]);
});

test('an array may have named entries', () => {
  const list = Object.assign([w()], { last: w() });
  const gradient = grad(f)(list as never) as unknown as typeof list;
  expect([gradient.length, gradient[0].toArray(), gradient.last.toArray()]).toEqual([1, [2, 4], [2, 4]]);
});

test('a module that contains itself is refused by every method', () => {
  class Net extends Module {
    inner = nested(20_000);
    forward(x: Value) {
      return x;
    }
  }
  const net = new Net();
  const asked = [
    () => net.parameters(),
    () => net.modules(),
    () => net.toString(),
    () => net.map((x) => x),
    () => summary(net, [1]),
    () => architectureOf(net, { Net }),
  ];
  for (const ask of asked) expect(ask).toThrow(/: expected a tree of at most 500 levels/);
  // A transform only records its state.
  expect(grad((x: Value) => net.forward(x))(1).item()).toBe(1);
});

test('a module with parameters in a Map does not lose them', () => {
  class Net extends Module {
    layers = new Map([['first', w()]]);
    words = new Map([['a', 0]]);
    forward(x: Value) {
      return x;
    }
  }
  expect(() => new Net().stateDict()).toThrow('module: layers is an object (Map) with Values in it');
  expect(() => new Net().parameters()).toThrow('layers');
});

test('a class says that it is a tree', () => {
  class Tree extends Weights {
    readonly [treeNode] = true;
  }
  expect(grad(f as never)(new Tree() as never)).toMatchObject({ w: { dtype: 'float64' } });
});
