import { compile } from '@chainrule/compile';
import { constant, grad, type Value, value } from '@chainrule/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  Dataset,
  fit,
  Lambda,
  LBFGS,
  Linear,
  Module,
  mse,
  Optimizer,
  Sequential,
  sgd,
  tanh,
} from '../../src/index.ts';

const warn = vi.spyOn(console, 'warn');
beforeEach(() => warn.mockReset().mockImplementation(() => {}));
afterEach(() => warn.mockReset());
const warnings = () => warn.mock.calls.map(([message]) => String(message));

const x = constant([[1, 2]]);
/** Trainings of other models that failed, and that are still in memory. */
async function failedTrainings(): Promise<unknown> {
  const model = { blocks: new Map([['a', linear()]]) };
  const late: Record<string, unknown> = { layer: linear() };
  const optimizer = new Optimizer(late, rule);
  late.blocks = new Map([['a', linear()]]);
  const given = { optimizer: rule, epochs: 1, loss: mse, progress: false };
  await expect(fit(model as never, new Dataset([[[1, 2]], [[1, 2]]]), given)).rejects.toThrow('blocks');
  return optimizer;
}

const rule = sgd({ learningRate: 0.1 });
const linear = () => new Linear(2, 2);

class Holder {
  parts = [new Sequential([linear()])];
}

/** Ways to hide a layer, and how the warning names the place. */
const hidden: Record<string, [make: () => Module, place: string | undefined]> = {
  'a #private field': [
    () =>
      new (class extends Module {
        #first = linear();
        last = linear();
        forward = (x: Value) => this.last.forward(this.#first.forward(x));
      })(),
    undefined,
  ],
  'a Map': [
    () =>
      new (class extends Module {
        blocks = new Map([['first', new Sequential([linear()])]]);
        last = linear();
        forward = (x: Value) => this.last.forward(this.blocks.get('first')!.forward(x));
      })(),
    'blocks (a Map)',
  ],
  'a Set in an array': [
    () =>
      new (class extends Module {
        parts = [new Set([new Sequential([linear()])])];
        last = linear();
        forward = (x: Value) => this.last.forward([...this.parts[0]][0].forward(x));
      })(),
    'parts.0 (a Set)',
  ],
  'an instance of a class of its own': [
    () =>
      new (class extends Module {
        holder = new Holder();
        last = linear();
        forward = (x: Value) => this.last.forward(this.holder.parts[0].forward(x));
      })(),
    'holder (a Holder)',
  ],
  'a closure': [
    () => {
      const first = linear();
      return new Sequential([new Lambda((x) => first.forward(x)), linear()]);
    },
    undefined,
  ],
  'a closure over bare Values': [
    () => {
      const [weight, bias] = [
        value(
          [
            [1, 0],
            [0, 1],
          ],
          { name: 'weight' },
        ),
        value([0, 0], { name: 'bias' }),
      ];
      return new Sequential([(x: Value) => x.matmul(weight).add(bias), linear()]);
    },
    undefined,
  ],
};

describe.each(Object.entries(hidden))('a layer in %s', (_, [make, place]) => {
  const expectOneWarning = (operation: string) => {
    expect(warnings()).toHaveLength(1);
    expect(warnings()[0]).toContain(
      `${operation}: the loss depends on 2 Values that no optimizer trains (weight [2, 2], bias [2])`,
    );
    if (place) expect(warnings()[0]).toContain(`They are in ${place}.`);
  };

  test('is reported at the first step, once', () => {
    const model = make();
    const optimizer = new Optimizer(model, rule);
    for (let i = 0; i < 3; i++) optimizer.step(model.forward(x).sum().backward());
    expectOneWarning('Optimizer');
  });

  test('is reported by fit', async () => {
    await fit(make(), new Dataset([x, [[0, 0]]]), { loss: mse, optimizer: rule, epochs: 2, progress: false });
    expectOneWarning('Optimizer');
  });

  test('is reported by LBFGS', () => {
    const model = make();
    new LBFGS(model).step(() => model.forward(x).square().sum());
    expectOneWarning('LBFGS');
  });

  test('is refused by a compiled step, which would bake its numbers in', () => {
    const model = make();
    const optimizer = new Optimizer(model, rule);
    const step = compile((x: Value) => optimizer.step(model.forward(x).sum().backward()), {
      state: [model, optimizer],
    });
    expect(() => step(x)).toThrow(
      /compile: (.* reads weight \[2, 2\], which wants a gradient|the state.* is an object of class (Map|Set))/,
    );
  });
});

describe('no warning is given for', () => {
  const nothingSaid = () => expect(warnings()).toEqual([]);

  test('the other half of a GAN, which has its own optimizer', () => {
    const [G, D] = [linear(), linear()];
    const [ofG, ofD] = [new Optimizer(G, rule), new Optimizer(D, rule)];
    for (let i = 0; i < 2; i++) {
      ofD.step(D.forward(G.forward(x)).sum().backward());
      ofG.step(D.forward(G.forward(x)).mean().backward());
    }
    nothingSaid();
  });

  test('the two halves in compiled steps', () => {
    const [G, D] = [linear(), linear()];
    const [ofG, ofD] = [new Optimizer(G, rule), new Optimizer(D, rule)];
    const step = (optimizer: Optimizer) =>
      compile(
        (x: Value) => {
          const loss = D.forward(G.forward(x)).sum();
          optimizer.step(loss.backward());
          return loss;
        },
        { state: [G, D, ofG, ofD] },
      );
    step(ofD)(x);
    step(ofG)(x);
    nothingSaid();
  });

  test('the rest of a model whose optimizer trains a part', async () => {
    const model = new Sequential([linear(), linear()]);
    const optimizer = new Optimizer(model.layers[1] as Module, rule);
    await fit(model, new Dataset([x, [[0, 0]]]), { loss: mse, optimizer, epochs: 1, progress: false });
    nothingSaid();
  });

  test('a frozen part, wherever it is', () => {
    const encoder = linear().freeze();
    const model = new Sequential([new Lambda((x) => encoder.forward(x)), linear()]);
    new Optimizer(model, rule).step(model.forward(x).sum().backward());
    nothingSaid();
  });

  test('the variables of inner derivatives', () => {
    const model = new Sequential([linear(), tanh]);
    const optimizer = new Optimizer(model, rule);
    const u = (x: Value) => model.forward(x).sum();
    optimizer.step(grad(u)(x).square().sum().backward());
    new Optimizer(model, rule).step(
      grad(u)(value([[3, 4]]))
        .square()
        .sum()
        .backward(),
    );
    const points = value([[1, 2]]);
    const slope = u(points).backward({ createGraph: true }).of(points);
    new Optimizer(model, rule).step(slope.square().add(points).sum().backward());
    nothingSaid();
  });
});

test.each([
  ['a Map', () => new Map([['a', linear()]])],
  ['a Set', () => new Set([linear()])],
  ['an instance of a class', () => Object.assign(new Holder(), { weight: value(1) })],
])('%s with Values is refused by name at once', (_, make) => {
  const model = { last: value(1), rest: make() };
  expect(() => new Optimizer(model, rule)).toThrow(/module: rest is an object \(\w+\) with Values in it/);
});

test('other models that are not trees do not matter', async () => {
  const kept = await failedTrainings();
  const outside = linear();
  const model = linear();
  const loss = () => outside.forward(model.forward(x)).sum();
  new Optimizer(model, rule).step(loss().backward());
  expect(warnings()).toHaveLength(1);
  expect(warnings()[0]).toContain('that no optimizer trains');
  expect(kept).toBeDefined();
});
