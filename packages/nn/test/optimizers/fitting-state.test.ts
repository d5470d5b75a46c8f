import { compile } from '@chainrule/compile';
import { constant, mapTree, type Tree, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../../src/index.ts';
import { rules } from '../support/rules.ts';

const { adam, LBFGS, Linear, mse, Optimizer, sgd, WeightAverage } = nn;

const x = constant([
  [0, 1],
  [1, 0],
  [2, 1],
]);
const target = constant([
  [1, 2],
  [3, 0],
  [5, 2],
]);

/** A model after some steps, and its optimizer. */
function trained(rule: nn.GradientTransform, { steps = 3, dtype = 'float64' as 'float64' | 'float32' } = {}) {
  const model = new Linear(2, 2, { random: 1, dtype });
  const optimizer = new Optimizer(model, rule);
  const step = () => optimizer.step(mse(model.forward(x.asType(dtype)), target.asType(dtype)).backward());
  for (let i = 0; i < steps; i++) step();
  return { model, optimizer, step };
}

const numbersOf = (tree: Tree) => JSON.parse(JSON.stringify(tree));
const namesOf = (tree: Tree) => {
  const names: string[] = [];
  mapTree((leaf, _, path) => names.push(`${path.join('.')} ${leaf.shape}`), tree);
  return names.sort().join('; ');
};

describe.each(Object.entries(rules))('the state of %s', (name, make) => {
  test('goes through JSON and continues exactly', () => {
    const whole = trained(make(), { steps: 4 });
    const resumed = trained(make());
    resumed.optimizer.state = JSON.parse(JSON.stringify(resumed.optimizer.state ?? null));
    resumed.step();
    expect(numbersOf(resumed.model)).toEqual(numbersOf(whole.model));
  });

  test('is carried over to the float type of the weights', () => {
    const from = trained(make());
    const to = trained(make(), { steps: 0, dtype: 'float32' });
    to.optimizer.state = from.optimizer.state;
    to.step();
    const dtypes = new Set<string>();
    mapTree((leaf) => dtypes.add(leaf.dtype), to.model);
    expect([...dtypes]).toEqual(['float32']);
  });

  test.each(Object.keys(rules).filter((other) => other !== name))(
    'is refused by %s unless that remembers the same',
    (other) => {
      const from = trained(make());
      const to = trained(rules[other]());
      const own = to.optimizer.state;
      const before = numbersOf(to.model);
      to.optimizer.state = from.optimizer.state;
      if (namesOf(own) === namesOf(from.optimizer.state)) return;
      expect(() => to.step()).toThrow(/^Optimizer: state.*expected/);
      expect(numbersOf(to.model)).toEqual(before);
      to.optimizer.state = own;
      to.step();
    },
  );
});

type Adam = { count: Value; slots: Record<string, Record<string, Value>> };

/** Changes of adam's state, and the messages. */
const spoilt: [what: string, spoil: (state: [Adam]) => unknown, message: RegExp][] = [
  ['nothing', () => undefined, /state: expected an object with 0, 1, got undefined/],
  ['text', () => 'adam', /state: expected an object with 0, 1, got the string "adam"/],
  ['a Value', () => constant(1), /state: expected an object with 0, 1, got a Value of shape \[\]/],
  [
    'a number without numbers',
    ([s]) => [{ ...s, count: null }],
    /state\.0\.count: expected float64 numbers of shape \[\], got null/,
  ],
  [
    'the slots of another shape',
    ([s]) => [{ ...s, slots: { ...s.slots, bias: { mean: [1], square: [1] } } }],
    /state\.0\.slots\.bias\.mean: expected float64 numbers of shape \[2\]/,
  ],
  [
    'booleans',
    ([s]) => [{ ...s, count: true }],
    /state\.0\.count: expected float64 numbers of shape \[\], got true/,
  ],
  [
    'texts for numbers',
    ([s]) => [{ ...s, count: '3' }],
    /state\.0\.count: expected float64 numbers of shape \[\], got the string "3"/,
  ],
  [
    'NaN, which JSON writes as null',
    ([s]) => JSON.parse(JSON.stringify([{ ...s, count: constant(Number.NaN) }])),
    /state\.0\.count: .*got null/,
  ],
  [
    'a parameter too many',
    ([s]) => [{ ...s, slots: { ...s.slots, scale: s.slots.bias } }],
    /state\.0\.slots\.scale: expected nothing/,
  ],
];

describe('a state that does not fit', () => {
  test.each(spoilt)('is refused if it is %s', (_, spoil, message) => {
    const { model, optimizer, step } = trained(adam());
    const before = numbersOf(model);
    optimizer.state = spoil(optimizer.state as [Adam]);
    expect(step).toThrow(message);
    expect(step).toThrow(message);
    expect(numbersOf(model)).toEqual(before);
  });

  test('is refused by a compiled step too', () => {
    const { model, optimizer } = trained(adam());
    const step = compile((inputs: Value) => optimizer.step(mse(model.forward(inputs), target).backward()), {
      state: [model, optimizer],
    });
    optimizer.state = trained(sgd({ learningRate: 0.1, momentum: 0.9 })).optimizer.state;
    expect(() => step(x)).toThrow(/^Optimizer: state/);
  });

  test('is refused for a weight whose shape changed', () => {
    const model = { w: value([1, 2]) };
    const optimizer = new Optimizer(model, adam());
    optimizer.step({ w: [1, 1] });
    model.w = value([1, 2, 3]);
    expect(() => optimizer.step({ w: [1, 1, 1] })).toThrow(
      'Optimizer: state.0.slots.w.mean: expected float64 numbers of shape [3], got a Value of shape [2]',
    );
  });
});

test('fit refuses to resume with another rule, and leaves the model unchanged', async () => {
  const [store, data] = [nn.memoryStore(), new nn.Dataset([x, target])];
  const options = { loss: mse, checkpoint: { store }, progress: false } as const;
  await nn.fit(new Linear(2, 2), data, { ...options, optimizer: adam(), epochs: 1 });
  const model = new Linear(2, 2);
  const before = numbersOf(model);
  const optimizer = sgd({ learningRate: 0.1, momentum: 0.9 });
  await expect(nn.fit(model, data, { ...options, optimizer, epochs: 2, resume: true })).rejects.toThrow(
    'fit: state.0.weight: expected float64 numbers of shape [2, 2]',
  );
  expect(numbersOf(model)).toEqual(before);
});

test('a weight that becomes float32 in the middle of a training stays float32', () => {
  const model = { w: value([1, 2]) };
  const optimizer = new Optimizer(model, adam());
  optimizer.step({ w: [1, 1] });
  model.w = model.w.asType('float32').leaf(true);
  optimizer.step({ w: [1, 1] });
  expect(model.w.dtype).toBe('float32');
});

test('LBFGS refuses parameters of other names or shapes than it was created with', () => {
  const model: Record<string, Value> = { w: value([1, 2]) };
  const optimizer = new LBFGS(model);
  const loss = () => model.w.sub(1).square().sum();
  optimizer.step(loss);
  model.w = value([1, 2, 3]);
  expect(() => optimizer.step(loss)).toThrow('LBFGS: w: expected shape [2], got [3]');
  model.w = value([1, 2]);
  model.v = value(1);
  expect(() => optimizer.step(loss)).toThrow('new: v');
});

test('WeightAverage refuses a weight of another shape and takes another float type', () => {
  const average = new WeightAverage({ w: value([1, 3]) }, { decay: 0.5 });
  expect(() => average.update({ w: value(1) })).toThrow('WeightAverage: w: expected shape [2], got []');
  average.update({ w: value([1, 3]) });
  average.update({ w: value(new Float32Array([3, 5])) });
  expect(average.model.w.dtype).toBe('float32');
  expect(average.model.w.toArray()).toEqual([2, 4]);
});
