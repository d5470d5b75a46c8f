import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backward, graph, graphFromJSON, graphToJSON, jvp, type Value, value } from '../src/index.ts';
import { expectClose } from './support/close.ts';
import { differenceGradients, project } from './support/finite-differences.ts';

/*
 * Random graphs: a list of steps, each of which applies an operation to nodes made before, so that nodes are shared
 * and some lead nowhere. Operands are leaves of several shapes that broadcast.
 */

const SHAPES = [[], [3], [2, 1], [2, 3]];

const OPERATIONS: ((a: Value, b: Value) => Value)[] = [
  (a, b) => a.add(b),
  (a, b) => a.sub(b),
  (a, b) => a.mul(b),
  (a, b) => a.div(b.square().add(1)),
  (a) => a.tanh(),
  (a) => a.sin(),
  (a) => a.sigmoid(),
  (a) => a.square().mul(0.1),
  (a, b) => a.sum().mul(b),
  (a, b) => a.mean({ axis: a.rank ? -1 : [], keepDims: true }).add(b),
];

const steps = fc.array(fc.record({ op: fc.nat({ max: OPERATIONS.length - 1 }), a: fc.nat(), b: fc.nat() }), {
  minLength: 1,
  maxLength: 14,
});
const leaves = fc.array(
  fc.record({ shape: fc.constantFrom(...SHAPES), seed: fc.integer({ min: 1, max: 999 }) }),
  { minLength: 1, maxLength: 4 },
);

type Step = { op: number; a: number; b: number };

function run(inputs: readonly Value[], program: readonly Step[]): Value {
  const nodes = [...inputs];
  for (const { op, a, b } of program)
    nodes.push(OPERATIONS[op](nodes[a % nodes.length], nodes[b % nodes.length]));
  return project(nodes[nodes.length - 1]);
}

const makeLeaves = (specs: readonly { shape: number[]; seed: number }[]) =>
  specs.map(({ shape, seed }) =>
    value(
      Array.from({ length: shape.reduce((p, n) => p * n, 1) }, (_, i) => Math.sin(seed * (i + 1))),
      { shape },
    ),
  );

test('the gradient of a random graph is what differences of its values say', () => {
  fc.assert(
    fc.property(leaves, steps, (specs, program) => {
      const inputs = makeLeaves(specs);
      const gradients = backward(run(inputs, program));
      differenceGradients((...xs) => run(xs, program), inputs).forEach((expected, i) => {
        expectClose(gradients.of(inputs[i]), expected, 1e-6);
        expect(gradients.of(inputs[i]).shape).toEqual(inputs[i].shape);
      });
    }),
    { numRuns: 200 },
  );
});

test('a recorded walk, a walk that is not, and a second one give the same numbers', () => {
  fc.assert(
    fc.property(leaves, steps, (specs, program) => {
      const inputs = makeLeaves(specs);
      const y = run(inputs, program);
      const [once, twice, recorded] = [backward(y), backward(y), backward(y, { createGraph: true })];
      for (const x of inputs) {
        expect(twice.of(x).toArray()).toEqual(once.of(x).toArray());
        expectClose(recorded.of(x), once.of(x), 1e-12);
      }
    }),
  );
});

test('names and branches that lead nowhere change no number', () => {
  fc.assert(
    fc.property(leaves, steps, fc.string(), (specs, program, name) => {
      const inputs = makeLeaves(specs);
      const plain = backward(run(inputs, program));
      const expected = inputs.map((x) => plain.of(x).toArray());
      for (const x of inputs) x.named(name).exp().mul(x).named(name);
      const again = backward(run(inputs, program).named(name));
      expect(inputs.map((x) => again.of(x).toArray())).toEqual(expected);
    }),
  );
});

test('forward mode along any direction is the gradient in that direction', () => {
  fc.assert(
    fc.property(leaves, steps, fc.integer({ min: 1, max: 999 }), (specs, program, seed) => {
      const inputs = makeLeaves(specs);
      const along = makeLeaves(specs.map(({ shape }, i) => ({ shape, seed: seed + i })));
      const { tangent } = jvp((xs: Value[]) => run(xs, program), inputs, along);
      const gradients = backward(run(inputs, program));
      const expected = inputs
        .map((x, i) => gradients.of(x).mul(along[i]).sum().item())
        .reduce((a, b) => a + b);
      expect(Math.abs(tangent.item() - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
    }),
  );
});

test('a graph that was written down and read again has the same numbers and gradients', () => {
  fc.assert(
    fc.property(leaves, steps, (specs, program) => {
      const inputs = makeLeaves(specs).map((x, i) => x.named(`x${i}`));
      const y = run(inputs, program);
      const again = graphFromJSON(JSON.parse(JSON.stringify(graphToJSON(y))));
      const [expected, got] = [backward(y), backward(again)];
      expect(again.item()).toBe(y.item());
      for (const leaf of graph(again).nodes.filter((node) => node.name !== undefined)) {
        const original = inputs.find((x) => x.name === leaf.name)!;
        expect(got.of(leaf).toArray()).toEqual(expected.of(original).toArray());
      }
    }),
  );
});
