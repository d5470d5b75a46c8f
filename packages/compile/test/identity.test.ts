import {
  applyPrimitive,
  backward,
  constant,
  customGradient,
  grad,
  matmul,
  Random,
  type Value,
  value,
} from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { handmade, meaning, NAMES, namesake } from '../../../scripts/test-support/namesakes.ts';
import { PRIMITIVE_NAMES } from '../../core/src/ops/names.ts';
import { primitiveOf } from '../../core/src/registry.ts';
import { compile, type Target, toSource } from '../src/index.ts';

/*
 * A user's operation is compiled as what it is, whatever it is called: no pass, no fusion and no table takes it for the one
 * of core's that has its name.
 */

type Several = (...xs: Value[]) => Value;

const OWN = new Map(NAMES.map((name) => [name, namesake(name)]));
const TARGETS: readonly Target[] = ['javascript', 'webassembly'];

/** Programs in which each pass and each lowering would find something to do, were f one of core's. */
const uses = (f: Several, a: Value, b: Value, stack: Value): Value[] => [
  f(a, b),
  f(b, a), // commuted
  f(a, b).transpose(), // a product that is only wanted transposed
  f(a.transpose(), b),
  f(stack, stack).sum({ axis: 0 }), // a batch of products that is added up
  f(f(a)), // undone
  f(
    constant([
      [1, 2],
      [3, 4],
    ]),
    constant(2),
  ), // folded
  ...[1, -1, 0, -0, 2].flatMap((c) => [f(a, constant(c)), f(constant(c), a)]), // nothing done, or something cheaper
  f(matmul(a, b), b).add(1), // the end of a product
  f(a.mul(b)).add(f(b)).sum({ axis: 0 }), // in the middle of a chain
  f(a.slice([0])).add(f(b.slice([1]))), // on views
  f(a, b, a),
  ...(a.wantsGradient ? [backward(f(a, f(b, a)).sum()).of(a)] : []),
];

/** Names in groups that are compiled together, since most of the time goes into what all programs have in common. */
const groupsOf = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / 40) }, (_, k) => names.slice(40 * k, 40 * (k + 1)));

/** Holds the compiled uses of operations to what they come to at once. */
function check(
  target: Target,
  operations: ReadonlyMap<string, Several>,
  inputs: readonly Value[],
  means?: Several,
) {
  const all = (...[a, b, stack]: Value[]) =>
    Object.fromEntries([...operations].map(([name, f]) => [name, uses(f, a, b, stack)]));
  const results = compile(all, { target })(...inputs);
  const [a, b, stack] = inputs;
  for (const [name, f] of operations)
    for (const [k, y] of uses(means ?? f, a, b, stack).entries()) {
      const worst = Math.max(...(results[name][k].sub(y).abs().flatten().toArray() as number[]));
      expect(worst, `use ${k} of ${name}`).toBeLessThan(1e-12);
    }
}

describe.each(TARGETS)('%s', (target) => {
  const random = new Random(7);
  const inputs = (n: number) =>
    [
      [n, n],
      [n, n],
      [3, n, n],
    ].map((shape) => random.normal(shape));

  describe.each(target === 'javascript' ? [2, 9] : [9])('on matrices of %i', (n) => {
    test.each(groupsOf(NAMES))("a user's %s …", (...names) => {
      const operations = new Map(names.map((name) => [name, OWN.get(name)!]));
      check(
        target,
        operations,
        inputs(n).map((x) => value(x)),
        meaning,
      );
    });
  });

  test.each(groupsOf(PRIMITIVE_NAMES))('a primitive like %s …, written by hand', (...names) => {
    const like = (name: string): Several => {
      const primitive = handmade(primitiveOf(name)!);
      return (...xs) => applyPrimitive(primitive, xs, undefined);
    };
    check(target, new Map(names.map((name) => [name, like(name)])), inputs(2));
  });

  test.each(['matmul', 'add', 'transpose', 'relu'])('a function called %s with a rule of its own', (name) => {
    const f = customGradient({ name, forward: (x) => x.mul(3), vjp: (g) => [g.mul(-7)] });
    const [y, slope] = compile((x: Value) => [f(x), grad((v: Value) => f(v).sum())(x)], { target })(
      value([1, 2]),
    );
    expect([y, slope].map((each) => each.toArray())).toEqual([
      [3, 6],
      [-7, -7],
    ]);
  });
});

test('a heavy operation is computed by its own kernel', () => {
  const like = handmade(primitiveOf('matmul')!);
  const a = constant(new Random(1).normal([80, 80]));
  expect(matmul(a, a).shape).toEqual([80, 80]);
  expect(applyPrimitive(like, [a, a], undefined).toArray()).toEqual(a.sub(a.mul(2)).toArray());
});

test.each(NAMES)("a user's %s is not written as source", (name) => {
  const own = OWN.get(name)!;
  expect(() => toSource((x: Value) => own(x, x), [value(2)])).toThrow(name);
});
