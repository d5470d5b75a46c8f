import { describe, expect, test } from 'vitest';
import {
  born,
  checkGradients,
  checkpoint,
  constant,
  customGradient,
  dryRun,
  grad,
  hvp,
  jvp,
  Random,
  remember,
  traceAbstract,
  transaction,
  treeNode,
  type Value,
  value,
  vmap,
} from '../src/index.ts';
import { traced } from './support/traced.ts';

/** A class of a user's own whose instances are trees. */
class Counter {
  readonly [treeNode] = true;
  total: Value = constant(0);
  parts: { last: Value | undefined }[] = [{ last: undefined }];

  constructor() {
    born(this);
  }

  add(x: Value): Value {
    remember(this);
    this.total = this.total.add(x.sum());
    this.parts[0].last = x;
    return x.mul(this.total);
  }

  get seen() {
    return [this.total.toArray(), this.parts.length, this.parts[0].last?.toArray()];
  }
}

const stop = () => {
  throw new RangeError('stop');
};

test('a transaction that throws, and a dry run, leave trees and generators as they were', () => {
  const [counter, random] = [new Counter(), new Random(1)];
  const before = counter.seen;
  const act = () => {
    counter.add(constant([1, 2]));
    counter.parts.push({ last: random.normal([]) });
    (counter as unknown as Record<string, unknown>).extra = 1;
    random.permutation(3);
    random.state = random.split().state;
  };
  expect(() => transaction(() => [act(), stop()])).toThrow('stop');
  expect(dryRun(() => [act(), counter.parts.length])[1]).toBe(2);
  expect([counter.seen, Object.keys(counter).includes('extra')]).toEqual([before, false]);
  expect(random.state).toEqual(new Random(1).state);
  transaction(act);
  expect(counter.parts.length).toBe(2);
});

test('what an inner transform did is undone with the outer one, and an inner one alone where it is caught', () => {
  const [counter, random] = [new Counter(), new Random(1)];
  const inner = (x: Value) => counter.add(x).mul(random.uniform([])).sum();
  expect(() => jvp((x: Value) => [grad(inner)(x), stop()], [1, 2], [1, 1])).toThrow('stop');
  expect([counter.total.item(), random.state.drawn]).toEqual([0, 0]);
  grad((x: Value) => {
    const first = inner(x);
    expect(() => grad((y: Value) => [inner(y), stop()] as never)(x)).toThrow('stop');
    return first;
  })([1, 2]);
  expect([counter.total.item(), random.state.drawn]).toEqual([3, 1]);
});

test('what is made inside is no effect', () => {
  const f = (x: Value) => {
    const counter = new Counter();
    counter.add(x);
    const slope = grad((y: Value) => counter.add(y).sum())(x);
    return slope.add(new Random(7).uniform([2]));
  };
  const x = constant([1, 2]);
  const run = traced(([x]) => [f(x)], [x]);
  for (let k = 0; k < 2; k++) expect(run([x])[0].toArray()).toEqual(f(x).toArray());
  const rows = constant([
    [1, 2],
    [3, 4],
  ]);
  expect(vmap(f)(rows).toArray()).toEqual([f(constant([1, 2])).toArray(), f(constant([3, 4])).toArray()]);
});

test('a trace refuses what changes outside, by name, and leaves it as it was', () => {
  const counter = new Counter();
  const trace = () => traceAbstract([constant([1, 2])], ([x]) => counter.add(x));
  expect(trace).toThrow('traceAbstract: the function changes total of Counter');
  expect(counter.seen).toEqual(new Counter().seen);
  const random = new Random(1);
  const set = () => {
    random.state = { key: [1, 2], drawn: 3 };
    return constant(0);
  };
  expect(() => traceAbstract([], set)).toThrow('state: the program that is being traced');
  expect(random.state).toEqual(new Random(1).state);
});

test('a checkpoint draws the same numbers again, in the order of nested ones too', () => {
  const run = (wrap: (f: (x: Value) => Value) => (x: Value) => Value) => {
    const random = new Random(4);
    const noise = wrap((x) => x.mul(random.normal([2])));
    const f = wrap((x) =>
      noise(x.mul(random.uniform([2])).sin())
        .mul(random.normal([2]))
        .sum(),
    );
    const x = value([1, 2]);
    const y = f(x);
    random.next();
    const first = y.backward({ createGraph: true }).of(x);
    return [y, first, first.sum().backward().of(x)].map(String).concat(JSON.stringify(random.state));
  };
  const numbers = (lines: string[]) => lines.map((line) => line.replace(/^.*= /, ''));
  expect(numbers(run(checkpoint))).toEqual(numbers(run((f) => f)));
});

test('checkGradients runs a function that draws from the same start each time', () => {
  const random = new Random(4);
  const f = (x: Value) =>
    x
      .mul(random.normal([3]))
      .sin()
      .sum();
  expect(checkGradients(f, [1, 2, 3], { order: 2 }).passed).toBe(true);
  expect(random.state.drawn).toBe(0);
});

describe('a rule that keeps a Value of its forward part', () => {
  const kept: { t?: Value } = {};
  const doubled = customGradient({
    name: 'doubled',
    forward: (x) => {
      kept.t = x.exp();
      return kept.t.mul(2);
    },
    vjp: (g) => [g.mul(kept.t as Value).mul(2)],
  });

  test('has its second and third derivative', () => {
    const expected = 2 * Math.exp(0.5);
    expect(grad(grad(doubled))(0.5).item()).toBeCloseTo(expected, 12);
    expect(grad(grad(grad(doubled)))(0.5).item()).toBeCloseTo(expected, 12);
    expect(hvp((x: Value) => doubled(x).sum(), [0.5], [1]).item()).toBeCloseTo(expected, 12);
    expect(checkGradients((x: Value) => doubled(x), [0.5, 1], { order: 2 }).passed).toBe(true);
  });

  test('is refused where that is of another call', () => {
    const [a, b] = [value(1), value(2)];
    const total = doubled(a).add(doubled(b));
    expect(() => total.backward()).toThrow(
      'doubled: its rule uses exp(…) [], which the forward part of another call',
    );
  });

  test('is refused where that is a constant of another call', () => {
    let kept: Value | undefined;
    const cube = customGradient({
      forward: (x) => {
        kept = constant(x);
        return x.pow(3);
      },
      vjp: (g) => [g.mul((kept as Value).square()).mul(3)],
    });
    const [a, b] = [value(1), value(2)];
    expect(cube(a).backward().of(a).item()).toBe(3);
    expect(() => cube(b).add(cube(a)).backward()).toThrow('the forward part of another call');
  });

  test('may keep a constant that all calls share', () => {
    let two: Value | undefined;
    const f = customGradient({
      forward: (x) => {
        two ??= constant(1).add(1);
        return x.mul(two);
      },
      vjp: (g) => [g.mul(two as Value)],
    });
    const [a, b] = [value(1), value(2)];
    expect(f(a).add(f(b)).backward().of(a).item()).toBe(2);
  });

  test('may differentiate in its forward part', () => {
    const slope = customGradient({
      forward: (x) => grad((y: Value) => y.pow(3).sum())(x),
      vjp: (g, _, x) => [g.mul(x).mul(6)],
    });
    const x = value([1, 2]);
    expect(slope(x).sum().backward().of(x).toArray()).toEqual([6, 12]);
  });
});
