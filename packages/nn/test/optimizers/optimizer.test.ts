import { constant, mapTree, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';
import { rules } from '../support/rules.ts';

const { Linear, mse, Optimizer, sgd } = nn;

const x = constant([
  [0, 1],
  [1, 0],
  [2, 1],
]);
const target = [
  [1, 2],
  [3, 0],
  [5, 2],
];
const fresh = (dtype: 'float64' | 'float32') => new Linear(2, 2, { random: 1, dtype });

describe.each(Object.entries(rules))('the rule %s', (_, make) => {
  test('more than halves the loss of a fit', () => {
    const model = fresh('float64');
    const optimizer = new Optimizer(model, make());
    const before = mse(model.forward(x), target).item();
    for (let i = 0; i < 60; i++) optimizer.step(mse(model.forward(x), target).backward());
    expect(mse(model.forward(x), target).item()).toBeLessThan(before / 2);
  });

  test('keeps the dtype of parameters, and a state of which every changing entry is a Value', () => {
    const model = fresh('float32');
    const optimizer = new Optimizer(model, make());
    const shapes = () => {
      const found: string[] = [];
      mapTree(
        (leaf, __, path) => found.push(`${path.join('.')} ${leaf.dtype} [${leaf.shape}]`),
        optimizer.state,
      );
      return found;
    };
    const rest = (tree: unknown) => JSON.stringify(mapTree(() => 'Value', tree));
    const [before, others] = [shapes(), rest(optimizer.state)];
    for (let i = 0; i < 3; i++) optimizer.step(mse(model.forward(x.asType('float32')), target).backward());
    expect(model.weight.dtype).toBe('float32');
    expect(shapes()).toEqual(before);
    expect(rest(optimizer.state)).toBe(others);
  });

  test('continues from a state that replaced its own', () => {
    const gradients = (model: nn.Linear) => mse(model.forward(x), target).backward();
    const model = fresh('float64');
    const optimizer = new Optimizer(model, make());
    for (let i = 0; i < 4; i++) optimizer.step(gradients(model));
    const copy = mapTree((each) => each.leaf(each.wantsGradient), model);
    const again = new Optimizer(copy, make());
    again.state = mapTree((each) => constant(each), optimizer.state);
    for (let i = 0; i < 4; i++) {
      optimizer.step(gradients(model));
      again.step(gradients(copy));
    }
    expect(copy.weight.toArray()).toEqual(model.weight.toArray());
  });

  test('records nothing: a step keeps no graph alive', () => {
    const model = fresh('float64');
    const optimizer = new Optimizer(model, make());
    optimizer.step(mse(model.forward(x), target).backward());
    const graphs: Value[] = [];
    mapTree((leaf) => leaf.inputs.length > 0 && graphs.push(leaf), optimizer);
    expect(graphs).toEqual([]);
  });
});

describe('Optimizer', () => {
  test('is a tree of the model and the state', () => {
    const optimizer = new Optimizer({ w: value(1) }, nn.adam());
    const paths: string[] = [];
    mapTree((_, __, path) => paths.push(path.join('.')), optimizer);
    expect(paths).toEqual(['model.w', 'state.0.count', 'state.0.slots.w.mean', 'state.0.slots.w.square']);
    expect(String(optimizer)).toBe('Optimizer of 1 parameters, 1 numbers');
  });

  test('takes gradients as a tree, of numbers too', () => {
    const model = { a: value([1, 2]), b: [value(3)] };
    new Optimizer(model, sgd({ learningRate: 1 })).step({ a: [1, 1], b: [constant(2)] });
    expect(model.a.toArray()).toEqual([0, 1]);
    expect(model.b[0].item()).toBe(1);
  });

  test('multiplies updates by a factor set from outside', () => {
    const model = { w: value(1) };
    const optimizer = new Optimizer(model, sgd({ learningRate: 1 }));
    optimizer.learningRateFactor = constant(0.25);
    optimizer.step({ w: 2 });
    expect(model.w.item()).toBe(0.5);
  });

  test('refuses bad arguments by name', () => {
    const model: Record<string, Value> = { w: value([1, 2]) };
    expect(() => new Optimizer({ w: constant(1) }, nn.adam())).toThrow('the model has no parameters');
    expect(() => new Optimizer({ w: constant(1) }, nn.adam())).toThrow(nn.SetupError);
    const optimizer = new Optimizer(model, nn.adam());
    expect(() => optimizer.step({ w: 1 })).toThrow(
      'Optimizer: expected a gradient of shape [2] for w, got one of []',
    );
    expect(() => optimizer.step({})).toThrow('expected a gradient of shape [2] for w, got none');
    const twice = { 'a.b': value(1), a: { b: value(2) } };
    expect(() => new Optimizer(twice, nn.adam())).toThrow('two parameters are called a.b');
    model.v = value(1);
    expect(() => optimizer.step({ w: [1, 1] })).toThrow('differ from those it was created with (new: v)');
    delete model.v;
    model.w = constant([1, 2]);
    expect(() => optimizer.step({ w: [1, 1] })).toThrow('(gone: w)');
  });
});

describe('a chain', () => {
  test('runs a schedule by the count of its own updates', () => {
    const model = { w: value(0) };
    const rates = nn.stepDecay(1, { every: 2, gamma: 0.5 });
    const optimizer = new Optimizer(model, sgd({ learningRate: rates }));
    const seen = Array.from({ length: 5 }, () => {
      optimizer.step({ w: -1 });
      return model.w.item();
    });
    expect(seen).toEqual([1, 2, 2.5, 3, 3.25]);
  });

  test('ascends after scale(−1)', () => {
    const model = { w: value(0) };
    new Optimizer(model, nn.chain(nn.scale(-1), sgd({ learningRate: 1 }))).step({ w: 1 });
    expect(model.w.item()).toBe(1);
  });

  test('leaves short gradients unchanged', () => {
    const model = { w: value([0, 0]) };
    const rule = nn.chain(
      nn.clipByGlobalNorm(10),
      nn.clipByNorm(10),
      nn.clipByValue(10),
      sgd({ learningRate: 1 }),
    );
    new Optimizer(model, rule).step({ w: [3, -4] });
    expect(model.w.toArray()).toEqual([-3, 4]);
  });
});

describe('groups', () => {
  test('give each parameter to the first group that it is in, by name or by its Value', () => {
    const model = { weight: value([[1]]), bias: value([1]), embedding: value([[1]]) };
    const rule = nn.groups(
      [
        { parameters: /^emb/, rule: nn.scale(0) },
        { parameters: (_, each) => each.rank === 1, rule: sgd({ learningRate: 0.5 }) },
      ],
      sgd({ learningRate: 1 }),
    );
    new Optimizer(model, rule).step({ weight: [[1]], bias: [1], embedding: [[1]] });
    expect([model.weight, model.bias, model.embedding].map((each) => each.item())).toEqual([0, 0.5, 1]);
  });

  test('work on trees whose leaves are deep', () => {
    const tree = { a: [value(1)], b: { c: value(2) } };
    const rule = nn.groups([{ parameters: /^b\.c$/, rule: nn.scale(2) }], nn.scale(3));
    const { updates } = rule.update({ a: [constant(1)], b: { c: constant(1) } }, rule.init(tree), tree);
    expect(JSON.stringify(mapTree((each) => each.item(), updates))).toBe('{"a":[3],"b":{"c":2}}');
  });
});

describe('accumulate', () => {
  test('equals one large batch', () => {
    const [small, large] = [{ w: value([1, 2]) }, { w: value([1, 2]) }];
    const gathered = new Optimizer(small, nn.accumulate(2, nn.adam({ learningRate: 0.1 })));
    const whole = new Optimizer(large, nn.adam({ learningRate: 0.1 }));
    for (const [first, second] of [
      [1, 3],
      [-2, 5],
    ]) {
      gathered.step({ w: [first, 1] });
      gathered.step({ w: [second, 2] });
      whole.step({ w: [(first + second) / 2, 1.5] });
    }
    expect(small.w.toArray()).toEqual(large.w.toArray());
  });

  test('refuses bad arguments by name', () => {
    expect(() => nn.accumulate(0, nn.adam())).toThrow(
      'accumulate: steps: expected a whole number above zero, got 0',
    );
  });
});

describe('WeightAverage', () => {
  test('is the mean of all weights, or a moving average; buffers are those of the last update', () => {
    const model = { w: value(0), buffer: constant(0) };
    const [mean, fading] = [new nn.WeightAverage(model), new nn.WeightAverage(model, { decay: 0.5 })];
    for (const w of [1, 2, 6]) {
      model.w = value(w);
      model.buffer = constant(10 * w);
      mean.update(model);
      fading.update(model);
    }
    expect(mean.model.w.item()).toBeCloseTo(3, 14);
    expect(fading.model.w.item()).toBe(3.75);
    expect(mean.model.buffer.item()).toBe(60);
    expect(mean.model.w.wantsGradient).toBe(false);
    expect(model.w.item()).toBe(6);
  });

  test('is a module if the model is one, and itself a tree', () => {
    const model = fresh('float32');
    const average = new nn.WeightAverage(model, { decay: 0.9 });
    average.update(model);
    expect(average.model).toBeInstanceOf(Linear);
    expect(average.model.weight.dtype).toBe('float32');
    expect(average.model.forward(x.asType('float32')).toArray()).toEqual(
      model.forward(x.asType('float32')).toArray(),
    );
    const paths: string[] = [];
    mapTree((_, __, path) => paths.push(path.join('.')), average);
    expect(paths).toEqual(['model.weight', 'model.bias', 'count']);
  });

  test('refuses bad arguments by name', () => {
    expect(() => new nn.WeightAverage({ w: value(1) }, { decay: 1 })).toThrow('a number in [0, 1)');
    const average = new nn.WeightAverage<object>({ w: value(1) });
    expect(() => average.update({ v: value(1) })).toThrow('does not have the structure of the one');
  });
});

describe('a rule refuses bad arguments by name', () => {
  const wrong: [() => unknown, string][] = [
    [() => nn.adam({ learningRate: -1 }), 'adam: learningRate: expected a number above 0, got -1'],
    [() => nn.adam({ eps: -1 }), 'scaleByAdam: eps: expected a non-negative number, got -1'],
    [
      () => nn.adamW({ weightDecay: Number.NaN }),
      'adamW: weightDecay: expected a non-negative number, got NaN',
    ],
    [() => nn.lion({ betas: [1, 0] }), 'scaleByLion: betas: expected two numbers in [0, 1), got [1, 0]'],
    [() => nn.rmsprop({ alpha: 1 }), 'scaleByRms: alpha: expected a number in [0, 1), got 1'],
    [
      () => nn.rprop({ etas: [1.5, 2] }),
      'rprop: etas: expected a number in (0, 1) and one above 1, got [1.5,2]',
    ],
    [() => nn.clipByGlobalNorm(0), 'clipByGlobalNorm: largest: expected a number above 0, got 0'],
    [
      () => new nn.LBFGS({ w: value(1) }, { maxIterations: 0 }),
      'LBFGS: maxIterations: expected a whole number',
    ],
    [() => new nn.LBFGS({}).step(() => value(1)), 'LBFGS: the model has no parameters'],
  ];
  test.each(wrong)('%s', (run, message) => {
    expect(run).toThrow(message);
  });
});

describe('orthogonalized', () => {
  test('brings all singular values near 1, of wide and of tall matrices', () => {
    const g = constant([
      [3, 0.5, 0.2],
      [0.1, 0.4, -2],
    ]);
    for (const made of [nn.orthogonalized(g, 10), nn.orthogonalized(g.transpose(), 10).transpose()]) {
      const product = made.matmul(made.transpose()).toArray() as number[][];
      expect(product[0][1]).toBeCloseTo(0, 1);
      for (const i of [0, 1]) {
        expect(product[i][i]).toBeGreaterThan(0.4);
        expect(product[i][i]).toBeLessThan(1.5);
      }
    }
  });
});

test.each([/^w/, /^w/g, /^w/y])('a group by %s has the same parameters at each step', (parameters) => {
  const model = { w0: value(1), b: value(1), w1: value(1) };
  const rule = nn.groups([{ parameters, rule: nn.scale(0) }], nn.scale(-1));
  const optimizer = new Optimizer(model, rule);
  for (let i = 0; i < 3; i++) optimizer.step({ w0: 1, b: 1, w1: 1 });
  expect([model.w0, model.b, model.w1].map((each) => each.item())).toEqual([1, -2, 1]);
});
