import { ChainruleError, constant, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import * as nn from '../src/index.ts';
import { type Callable, callables, isClass } from './support/exports.ts';

/*
 * Every function, constructor and method that a package exports refuses surplus arguments and unknown options by name. Core
 * tests its operations separately.
 */

const METHODS_OF_JAVASCRIPT = ['constructor', 'toJSON'];

/** Methods for internal use, protected or private. */
const INTERNAL = [
  ...[
    'added',
    'asGiven',
    'batched',
    'cellAt',
    'checked',
    'counted',
    'initial',
    'inHeads',
    'normalized',
    'over',
  ],
  ...['projected', 'put', 'run', 'start', 'step', 'suffixes', 'track', 'ofBatch', 'attended', 'feedForward'],
];

const SKIPPED = [...METHODS_OF_JAVASCRIPT, ...INTERNAL];

/** What a call throws: at once, in a promise, or at the first step of a generator. */
async function messageOf(call: () => unknown): Promise<string> {
  try {
    const made = (await call()) as { next?: () => unknown } | undefined;
    made?.next?.();
  } catch (error) {
    return error instanceof ChainruleError ? error.message : `not ours: ${error}`;
  }
  return 'nothing was thrown';
}

/** Methods of a class and its superclasses. */
function methodsOf(made: { prototype: object }): Map<string, Callable> {
  const found = new Map<string, Callable>();
  for (let p = made.prototype; p && p.constructor !== Object; p = Object.getPrototypeOf(p))
    for (const [name, { value: method }] of Object.entries(Object.getOwnPropertyDescriptors(p)))
      if (typeof method === 'function' && !SKIPPED.includes(name) && !found.has(name))
        found.set(name, method as Callable);
  return found;
}

const many = Array.from({ length: 12 }, (_, i) => i + 0.5);
const surplus = /(is one argument too many|there is no option zzz): .*\(…\) takes (no|at most \d) argument/;

test('the table is complete', () => expect(callables.length).toBeGreaterThan(210));

describe.each(callables)('%s', (_, thing) => {
  const call = (given: unknown[]) => (isClass(thing) ? new thing(...given) : thing(...given));

  test('refuses a surplus argument', async () => {
    expect(await messageOf(() => call(many))).toMatch(surplus);
  });

  test('refuses unknown options', async () => {
    const most = Number((await messageOf(() => call(many))).match(/at most (\d)/)?.[1] ?? 0);
    const filled = Array(most).fill(isClass(thing) ? () => 1 : undefined);
    expect(await messageOf(() => call([...filled, { zzz: 1 }]))).toMatch(surplus);
  });
});

describe.each(callables.filter(([, thing]) => isClass(thing)))('the methods of %s', (_, thing) => {
  test('refuse a surplus argument', async () => {
    const { prototype } = thing as unknown as { prototype: object };
    for (const [name, method] of methodsOf({ prototype }))
      expect(await messageOf(() => method.apply(Object.create(prototype), many)), name).toMatch(surplus);
  });
});

describe('an optimiser', () => {
  const make = () => new nn.Optimizer({ w: value(3) }, nn.sgd({ learningRate: 0.1 }));

  test.each(['learningRate', 'lr', 'weightDecay', 'momentum', 'anything'])(
    'has no property %s to set',
    (name) => {
      const optimizer = make() as unknown as Record<string, unknown>;
      expect(() => {
        optimizer[name] = 0.001;
      }).toThrow(`Optimizer: there is no property ${name}`);
      expect(optimizer[name]).toBeUndefined();
    },
  );

  test('has a factor of the learning rate, and subclasses may have more', () => {
    class Mine extends nn.Optimizer {
      extra = 1;
    }
    const mine = new Mine({ w: value(3) }, nn.sgd({ learningRate: 0.1 }));
    mine.extra = 2;
    (mine as unknown as { late: number }).late = 3;
    const optimizer = make();
    optimizer.learningRateFactor = constant(0.5);
    optimizer.step({ w: 1 });
    expect(optimizer.model.w.item()).toBe(2.95);
  });
});

test.each<[string, () => object, string[]]>([
  ['DataLoader', () => new nn.DataLoader([1, 2]), ['shuffle', 'dropLast', 'batch_size']],
  ['LBFGS', () => new nn.LBFGS({ w: value(3) }), ['learningRate', 'historySize']],
  [
    'ReduceOnPlateau',
    () => new nn.ReduceOnPlateau(new nn.Optimizer({ w: value(3) }, nn.adam())),
    ['patience', 'factor'],
  ],
])('a %s has no options to set', (name, make, options) => {
  for (const option of options) {
    const made = make() as Record<string, unknown>;
    expect(() => {
      made[option] = 3;
    }).toThrow(`${name}: there is no property ${option}`);
    expect(made[option]).toBeUndefined();
  }
});

describe('a rule', () => {
  const rules: Record<string, nn.GradientTransform> = {
    sgd: nn.sgd({ learningRate: 0.1 }),
    momentum: nn.sgd({ learningRate: 0.1, momentum: 0.9 }),
    adam: nn.adam(),
    rprop: nn.rprop(),
    muon: nn.muon(),
    clip: nn.clipByGlobalNorm(1),
    scheduled: nn.sgd({ learningRate: nn.cosineDecay(0.1, { steps: 9 }) }),
    accumulated: nn.accumulate(2, nn.adam()),
    grouped: nn.groups([{ parameters: /w/, rule: nn.adam() }], nn.sgd({ learningRate: 0.1 })),
  };

  test.each(Object.entries(rules))('%s does not accept constants as parameters', (_, rule) => {
    const fixed = { w: constant([[1, 2]]) };
    const state = rule.init({ w: value([[1, 2]]) });
    expect(() => rule.update({ w: constant([[1, 1]]) }, state, fixed)).toThrow('has no parameters');
    expect(() => nn.applyUpdates(fixed, { w: constant([[1, 1]]) })).toThrow('has no parameters');
  });

  test.each(Object.entries(rules))('%s does not accept numbers as parameters', (_, rule) => {
    const numbers = [{ w: 1 }, { w: [[1, 2]] }, [new Float64Array([1, 2])], { a: { w: 1 } }];
    const state = rule.init({ w: value([[1, 2]]) });
    for (const given of numbers) {
      expect(() => rule.update(given, state, given)).toThrow('has no parameters');
      expect(() => nn.applyUpdates(given, given)).toThrow('has no parameters');
    }
  });

  test.each(Object.entries(rules))('%s leaves a constant beside parameters unchanged', (_, rule) => {
    const parameters = { w: value([[1, 2]]), mean: constant([5, 6]) };
    const { updates } = rule.update(
      { w: constant([[1, 1]]), mean: constant([1, 1]) },
      rule.init(parameters),
      parameters,
    );
    expect((updates as typeof parameters).mean.toArray()).toEqual([0, 0]);
    expect(nn.applyUpdates(parameters, updates).mean.toArray()).toEqual([5, 6]);
  });
});
