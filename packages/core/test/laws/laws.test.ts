import { describe, expect, test } from 'vitest';
import { expectClose } from '../../../../scripts/test-support/close.ts';
import { differenceGradients, project } from '../../../../scripts/test-support/finite-differences.ts';
import type { Case } from '../../../../scripts/test-support/laws/case.ts';
import { elementwiseOperations, otherCases } from '../../../../scripts/test-support/laws/table.ts';
import { sampleInputs } from '../../../../scripts/test-support/samples.ts';
import type { Operation } from '../../src/families/elementwise.ts';
import {
  backward,
  constant,
  graph,
  graphFromJSON,
  graphToJSON,
  stack,
  unstack,
  type Value,
  value,
  vmap,
  zerosLike,
} from '../../src/index.ts';
import * as methods from '../../src/ops/index.ts';
import { eager, type Many, traced } from '../support/traced.ts';

/*
 * What holds for every operation of the table. An elementwise operation is sampled from what it declares; another one
 * needs the cases below, and the compiler asks for them.
 */

/** The first and the second derivative of an operation against differences of its values, and of its gradient. */
function expectDerivatives(f: (...xs: Value[]) => Value, inputs: readonly Value[]): void {
  const scalar = (...xs: Value[]) => project(f(...xs));
  const gradients = backward(scalar(...inputs));
  differenceGradients(scalar, inputs).forEach((expected, i) => {
    expectClose(gradients.of(inputs[i]), expected, 1e-7);
  });
  const slopes = (...xs: Value[]) => {
    const leaves = xs.map((x) => (x.wantsGradient ? x : value(x)));
    const found = backward(scalar(...leaves), { createGraph: true });
    return leaves.map((leaf) => project(found.of(leaf))).reduce((a, b) => a.add(b));
  };
  const recorded = backward(slopes(...inputs));
  differenceGradients(slopes, inputs).forEach((expected, i) => {
    expectClose(recorded.of(inputs[i]), expected, 1e-7);
  });
}

/** In float32 the result and the gradients are float32, and the numbers those of float64 as far as float32 goes. */
function expectSingle(f: (...xs: Value[]) => Value, inputs: readonly Value[]): void {
  const single = inputs.map((x) => value(x, { dtype: 'float32' }));
  const [y, z] = [f(...inputs), f(...single)];
  expectClose(z, y, 1e-5);
  if (y.dtype !== 'float64') return;
  expect(z.dtype).toBe('float32');
  const [gradients, expected] = [backward(project(z)), backward(project(y))];
  single.forEach((x, i) => {
    expect(gradients.of(x).dtype).toBe('float32');
    expectClose(gradients.of(x), expected.of(inputs[i]), 1e-4);
  });
}

/** Written down as JSON and read again, a graph has the same numbers and gradients, to second order. */
function expectRoundTrip(f: (...xs: Value[]) => Value, inputs: readonly Value[]): void {
  const named = inputs.map((x, i) => value(x, { name: `x${i}` }));
  const y = project(f(...named));
  const again = graphFromJSON(JSON.parse(JSON.stringify(graphToJSON(y))));
  expect(again.toArray()).toEqual(y.toArray());
  const leaves = graph(again).nodes.filter((node) => node.wantsGradient && !node.primitive);
  const [expected, got] = [y, again].map((root) => backward(root, { createGraph: true }));
  for (const leaf of leaves) {
    const original = named.find((x) => x.name === leaf.name)!;
    const [first, other] = [expected.of(original), got.of(leaf)];
    expect(other.toArray()).toEqual(first.toArray());
    expect(project(other).backward().of(leaf).toArray()).toEqual(
      project(first).backward().of(original).toArray(),
    );
  }
}

/** Under vmap it gives what it gives slice by slice, and so do its gradients, to second order. */
function expectStacks(f: (...xs: Value[]) => Value, stacks: readonly Value[]): void {
  const slices = stacks.map((x) => unstack(x));
  const y = vmap((xs: Value[]) => f(...xs))([...stacks]);
  const expected = stack(slices[0].map((_, i) => f(...slices.map((each) => each[i]))));
  expect(y.dtype).toBe(expected.dtype);
  expectSame([y], [expected]);
  if (!expected.wantsGradient) return;
  const [first, second] = [y, expected].map((root) => {
    const gradients = backward(project(root), { createGraph: true });
    return stacks.map((x) => gradients.of(x));
  });
  expectSame(first, second);
  const [third, fourth] = [first, second].map((found) => {
    const gradients = backward(found.map(project).reduce((a, b) => a.add(b)));
    return stacks.map((x) => gradients.of(x));
  });
  expectSame(third, fourth);
}

/** Traced without numbers and run later, at two points, it gives what it gives at once, to second order. */
function expectTraced(f: (...xs: Value[]) => Value, points: readonly (readonly Value[])[]): void {
  const derivatives: Many = (xs) => {
    const y = f(...xs);
    if (!y.wantsGradient) return [y];
    const first = backward(project(y), { createGraph: true });
    const slopes = xs.map((x) => first.of(x));
    const total = slopes.map(project).reduce((a, b) => a.add(b));
    const second = total.wantsGradient ? backward(total) : undefined;
    return [y, ...slopes, ...xs.map((x) => second?.of(x) ?? zerosLike(x))];
  };
  const later = traced(derivatives, points[0]);
  for (const point of points) expectSame(later([...point]), eager(derivatives)([...point]));
}

const expectSame = (got: readonly Value[], expected: readonly Value[]) =>
  got.forEach((each, i) => {
    expect(each.shape).toEqual(expected[i].shape);
    expectClose(each, expected[i], 1e-10);
  });

describe.each(elementwiseOperations)('%s, an elementwise operation', (_, op) => {
  const { primitive, length: arity } = op as Operation<Value[]> & { length: number };
  const take = (shapes: readonly number[][], seed: number) =>
    sampleInputs(primitive, shapes.slice(0, arity), seed);
  const spread = [[3, 1], [1, 4], [4]];

  test('has the derivatives that differences of its values have, to second order', () => {
    expectDerivatives(op, take([[5], [5], [5]], 1));
    expectDerivatives(op, take([[], [], []], 2));
  });

  test('broadcasts, and its gradients have the shapes of the inputs', () => {
    const inputs = take(spread, 3);
    expect(op(...inputs).shape).toEqual(arity === 1 ? [3, 1] : [3, 4]);
    expectDerivatives(op, inputs);
    const gradients = backward(project(op(...inputs)));
    for (const x of inputs) expect(gradients.of(x).shape).toEqual(x.shape);
  });

  test('gives on numbers what it gives on arrays, gradients included, recorded or not', () => {
    const arrays = take([[1], [1], [1]], 4);
    const numbers = arrays.map((x) => value(x.item()));
    const [y, z] = [op(...arrays), op(...numbers)];
    expect(z.data).toBe(y.item());
    expect(z.dtype).toBe(y.dtype);
    if (y.dtype !== 'float64') return;
    const expected = backward(y, { seed: [1.7] });
    const bare = backward(z, { seed: 1.7 });
    const recorded = backward(z, { seed: 1.7, createGraph: true });
    numbers.forEach((x, i) => {
      expectClose(bare.of(x), expected.of(arrays[i]), 1e-15);
      expectClose(recorded.of(x), expected.of(arrays[i]), 1e-15);
    });
  });

  test('keeps float32', () => expectSingle(op, take([[5], [5], [5]], 5)));

  test('can be written down and read again', () => expectRoundTrip(op, take([[2], [2], [2]], 9)));

  test('is the same under vmap as slice by slice', () => {
    expectStacks(op, take([[2, 3, 1], [2, 4], [2]], 10));
  });

  test('can be traced and run later', () => {
    for (const shapes of [spread, [[], [], []]])
      expectTraced(
        op,
        [11, 12].map((seed) => take(shapes, seed)),
      );
  });

  test('does not let a plain number promote float32', () => {
    if (arity !== 2) return;
    const y = op(value([1.5], { dtype: 'float32' }), 2 as unknown as Value);
    expect(['float32', 'bool']).toContain(y.dtype);
  });

  test('takes an empty array', () => {
    expect(op(...take([[0], [0], [0]], 6)).shape).toEqual([0]);
  });

  test('is a method too, if it is of the table of methods', () => {
    if (!(primitive.name in methods)) return;
    const [first, ...rest] = take([[2], [2], [2]], 7);
    const method = (first as unknown as Record<string, (...xs: Value[]) => Value>)[primitive.name];
    expect(method.call(first, ...rest).toArray()).toEqual(op(first, ...rest).toArray());
  });
});

describe.each(otherCases)('%s', (_, { f, shapes, result, constant: isConstant, shapedByNumbers }) => {
  const inputs = sampleInputs({ kink: (x: number) => x } as never, shapes, 8);

  test('has the shape expected', () => expect(f(...inputs).shape).toEqual(result));

  if (!shapedByNumbers)
    test('can be traced and run later', () => {
      expectTraced(f, [inputs, sampleInputs({ kink: (x: number) => x } as never, shapes, 13)]);
    });

  if (isConstant) {
    test('has no derivative', () => expect(f(...inputs).wantsGradient).toBe(false));
    return;
  }

  test('has the derivatives that differences of its values have, to second order', () => {
    expectDerivatives(f, inputs);
  });

  test('can be written down and read again', () => expectRoundTrip(f, inputs));

  test('is the same under vmap as slice by slice', () => {
    const stacked = shapes.map((each) => [3, ...each]);
    expectStacks(f, sampleInputs({ kink: (x: number) => x } as never, stacked, 9));
  });

  test('keeps float32', () => {
    if (!changesDType(f, inputs)) expectSingle(f, inputs);
  });
});

const changesDType = (f: Case['f'], inputs: readonly Value[]) =>
  f(...inputs.map((x) => constant(x, { dtype: 'float32' }))).dtype === 'float64';
