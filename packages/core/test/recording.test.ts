import { expect, test } from 'vitest';
import { constant, type Primitive, Random, type Value, value, vmap } from '../src/index.ts';
import { apply } from '../src/primitive.ts';
import { observed, withObserver } from '../src/recording.ts';

test('an observer is told of leaves, and of draws if it asks for them, whoever observes inside', () => {
  const leaves: Value[] = [];
  const made: string[] = [];
  const observer = {
    made: (_: Value, primitive: Primitive) => void made.push(primitive.name),
    leaf: (leaf: Value) => void leaves.push(leaf),
    drawing: true,
  };
  const random = new Random(5);
  const [a, b] = withObserver(observer, () =>
    observed({ made: () => {} }, () => {
      const leaf = value([1, 2]);
      return [leaf, vmap((x: Value) => x.mul(constant(3)))(leaf).add(random.normal([]))];
    }),
  );
  expect(leaves.length).toBe(2);
  expect(leaves[0]).toBe(a);
  expect(made).toContain('draw');
  expect(b.toArray()).toEqual([3, 6].map((x) => x + new Random(5).normal([]).item()));
});

test('a draw is an operation without inputs, which moves its generator on', () => {
  const random = new Random(5);
  let draw: [Primitive, unknown] | undefined;
  const observer = {
    made: () => {},
    instead: (primitive: Primitive, _: readonly Value[], attributes: unknown) => {
      draw = [primitive, attributes];
      return undefined;
    },
    drawing: true,
  };
  const first = withObserver(observer, () => random.normal([2]));
  const second = apply(draw![0], [], draw![1]);
  const same = new Random(5);
  expect([first.toArray(), second.toArray()]).toEqual([
    same.normal([2]).toArray(),
    same.normal([2]).toArray(),
  ]);
});
