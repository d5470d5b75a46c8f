import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectClose } from '../../../scripts/test-support/close.ts';
import { differenceGradients, project } from '../../../scripts/test-support/finite-differences.ts';
import { backward, graph, graphFromJSON, graphToJSON, jvp, type Value, value } from '../src/index.ts';

/*
 * Random graphs: a list of steps, each of which applies an operation to nodes made before, so that nodes are shared
 * and some lead nowhere. Operands are leaves of several ranks that broadcast.
 */

const SHAPES = [[], [3], [2, 1], [2, 3], [2, 1, 3]];

/** How many of the operations below do not mind if their operands are exchanged: those at the head of the list. */
const COMMUTATIVE = 4;

const OPERATIONS: ((a: Value, b: Value) => Value)[] = [
  (a, b) => a.add(b),
  (a, b) => a.mul(b),
  (a, b) => a.logAddExp(b),
  (a, b) => a.square().add(b.square()).add(1).sqrt(),
  (a, b) => a.sub(b),
  (a, b) => a.div(b.square().add(1)),
  (a) => a.tanh(),
  (a) => a.sin(),
  (a) => a.sigmoid(),
  (a) => a.square().mul(0.1),
  (a, b) => a.sum().mul(b),
  (a, b) => a.mean({ axis: a.rank ? -1 : [], keepDims: true }).add(b),
  (a) => a.sum({ axis: a.rank ? 0 : [] }),
  (a) => a.transpose().exp().mul(0.1).transpose(),
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

/** Runs the steps in their order, or in another one, in which each comes after those that it needs. */
function run(inputs: readonly Value[], program: readonly Step[], order = [...program.keys()]): Value {
  const nodes = [...inputs];
  for (const step of order) {
    const [a, b] = operandsOf(program[step], inputs.length + step);
    nodes[inputs.length + step] = OPERATIONS[program[step].op](nodes[a], nodes[b]);
  }
  return project(nodes[nodes.length - 1]);
}

/** The positions of a step's operands among the nodes before it. */
const operandsOf = ({ a, b }: Step, before: number) => [a % before, b % before];

/** Another order in which the steps can be run: of those whose operands are there, the one with the largest key next. */
function reordered(program: readonly Step[], leaves: number, keys: readonly number[]): number[] {
  const left = new Set(program.keys());
  const ready = (step: number) =>
    operandsOf(program[step], leaves + step).every((at) => at < leaves || !left.has(at - leaves));
  return Array.from(program, () => {
    const [next] = [...left].filter(ready).sort((p, q) => keys[q] - keys[p] || q - p);
    left.delete(next);
    return next;
  });
}

/** The same program with the operands of each operation that does not mind exchanged, where `swaps` says so. */
const commuted = (program: readonly Step[], leaves: number, swaps: readonly boolean[]): Step[] =>
  program.map((step, i) => {
    const [a, b] = operandsOf(step, leaves + i);
    return step.op < COMMUTATIVE && swaps[i] ? { ...step, a: b, b: a } : step;
  });

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

const keys = fc.array(fc.nat(), { minLength: 14, maxLength: 14 });

test('nodes made in another order change no number', () => {
  fc.assert(
    fc.property(leaves, steps, keys, (specs, program, keys) => {
      const inputs = makeLeaves(specs);
      const order = reordered(program, inputs.length, keys);
      const [y, again] = [run(inputs, program), run(inputs, program, order)];
      expect(again.item()).toBe(y.item());
      const [expected, got] = [backward(y), backward(again)];
      for (const x of inputs) expect(got.of(x).toArray()).toEqual(expected.of(x).toArray());
    }),
    { numRuns: 200 },
  );
});

test('operands of commutative operations that change places change numbers by rounding errors at most', () => {
  const swaps = fc.array(fc.boolean(), { minLength: 14, maxLength: 14 });
  fc.assert(
    fc.property(leaves, steps, keys, swaps, (specs, program, keys, swaps) => {
      const inputs = makeLeaves(specs);
      const other = commuted(program, inputs.length, swaps);
      const order = reordered(other, inputs.length, keys);
      const [y, again] = [run(inputs, program), run(inputs, other, order)];
      expectClose([again.item()], [y.item()], 1e-12);
      const [expected, got] = [backward(y), backward(again)];
      for (const x of inputs) expectClose(got.of(x), expected.of(x), 1e-12);
    }),
    { numRuns: 200 },
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
