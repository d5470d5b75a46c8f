import { describe, expect, test } from 'vitest';
import { meaning, NAMES, namesake } from '../../../scripts/test-support/namesakes.ts';
import { elementwise } from '../src/families/elementwise.ts';
import {
  byPrimitive,
  checkGradients,
  coreName,
  customGradient,
  type GraphJSON,
  grad,
  graph,
  graphFromJSON,
  graphToJSON,
  operations,
  primitive,
  type Value,
  value,
  vmap,
} from '../src/index.ts';
import { PRIMITIVE_NAMES } from '../src/ops/names.ts';
import { primitiveOf } from '../src/registry.ts';
import { primitiveIn } from '../src/write/graph-json.ts';

/*
 * A user's operation is what it says, whatever it is called; what is core's is told by the primitive and not by its name.
 */

const OWN = new Map(NAMES.map((name) => [name, namesake(name)]));
const written = (root: Value): GraphJSON => JSON.parse(JSON.stringify(graphToJSON(root)));
const slopeOf = (root: Value) => root.backward().of(graph(root).nodes[0]).item();

test('core is known by its own primitives, also to a family that is used again', () => {
  const again = elementwise('mul', 2, { forward: (a, b) => a - b, partials: [() => 1, () => -1] });
  const { mul } = operations;
  expect(coreName(mul.primitive)).toBe('mul');
  expect(coreName(again.primitive)).toBeUndefined();
  expect(coreName({ ...mul.primitive })).toBeUndefined();
  expect(coreName(value(1).primitive)).toBeUndefined();
  expect([...byPrimitive({ mul: 1 })]).toEqual([[mul.primitive, 1]]);
  expect(written(mul(value(3), 4)).nodes[2]).toMatchObject({ operation: 'mul', custom: false });
  expect(() => graphToJSON(again(value(3), 4))).toThrow('mul(…) [] has a rule that is part of the program');
});

describe.each(NAMES)("a user's %s", (name) => {
  const own = OWN.get(name)!;
  const [x, y] = [value([1.5, -2]), value([0.5, 3])];

  test('is itself at once, in its derivatives and on stacks', () => {
    expect(coreName(own(x).primitive)).toBeUndefined();
    expect(own(x, y, y).toArray()).toEqual(meaning(x, y, y).toArray());
    const total = (f: typeof own) => (v: Value) => f(v, y, v).sum();
    expect(grad(total(own))(x).toArray()).toEqual(grad(total(meaning))(x).toArray());
    const twice = (f: typeof own) => grad((v: Value) => grad(total(f))(v).square().sum())(x).toArray();
    expect(twice(own)).toEqual(twice(meaning));
    const stacked = (f: typeof own) =>
      vmap((a: Value, b: Value) => f(a, b))(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      );
    expect(stacked(own).toArray()).toEqual(stacked(meaning).toArray());
  });

  test('comes back from JSON as itself', () => {
    const again = graphFromJSON(written(own(value(3), value(2))));
    expect(again.item()).toBe(3);
    expect(slopeOf(again)).toBe(6);
  });

  test('is no other where its rule is given to a function', () => {
    const f = customGradient({ name, forward: (v) => v.exp(), vjp: (g, _, v) => [g.mul(v.exp())] });
    expect(checkGradients(f, value(0.3)).passed).toBe(true);
    expect(() => graphToJSON(f(value(1)))).toThrow('has a rule that is part of the program');
  });
});

test.each(PRIMITIVE_NAMES)("core's %s is core's in a file, beside a user's of that name", (name) => {
  const core = primitiveOf(name)!;
  expect(primitiveIn({ custom: false }, name)).toBe(core);
  // Written before the two were told apart.
  expect(primitiveIn({}, name)).toBe(core);
  expect(primitiveIn({ custom: true }, name)).toBe(OWN.get(name)!(value(1)).primitive);
});

test("an operation of a user's that core does not have comes back from a file without the mark", () => {
  const cubed = primitive({
    name: 'cubed',
    forward: (out, x) => out.set(x.map((n) => n ** 3)),
    vjp: (g, _, x) => [g.mul(x.square()).mul(3)],
  });
  const { nodes, ...rest } = written(cubed(value(2)));
  const unmarked = nodes.map(({ custom, ...node }) => node);
  expect(slopeOf(graphFromJSON({ ...rest, nodes: unmarked }))).toBe(12);
  const marked = nodes.map((node) => ({ ...node, custom: false }));
  expect(() => graphFromJSON({ ...rest, nodes: marked })).toThrow(
    'expected an operation that this program knows',
  );
});

test('two operations of one name are refused by it, in writing and in reading', () => {
  const first = namesake('two-of-a-name');
  const file = written(first(value(2)));
  const second = namesake('two-of-a-name');
  const message = 'this program has several operations called "two-of-a-name"';
  for (const own of [first, second])
    expect(() => graphToJSON(own(value(2)))).toThrow(`graphToJSON: ${message}`);
  expect(() => graphFromJSON(file)).toThrow(`graphFromJSON: ${message}`);
});
