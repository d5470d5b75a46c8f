import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { constant, mapTree, type NDArray, Random, type Tree, type Value, value } from '@chainrule/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javascriptExecutable } from '../../src/javascript/executable.ts';
import { interpret } from '../../src/program/interpret.ts';
import type { Program } from '../../src/program/program.ts';
import { traceProgram } from '../../src/program/trace.ts';
import { array, asFloat32, cases } from './cases.ts';
import { flat, numbersIn } from './support.ts';

const traced = (inputs: readonly Value[], f: (xs: Value[]) => Tree): Program =>
  traceProgram(inputs, f).program;

/** Holds an executable to core's kernels, to the last bit and the sign of a zero, in the kinds of arrays too. */
function expectSame(program: Program, inputs: readonly Value[]): void {
  const made = javascriptExecutable(program).run(inputs) as NDArray['data'][];
  expect(made).toEqual(interpret(program, inputs).map(({ data }) => data));
}

describe('A program as JavaScript gives the same bits as operation by operation', () => {
  test.each([...cases, ...cases.map(asFloat32)])('$title', ({ inputs, f }) => {
    expectSame(traced(inputs, f), inputs);
  });
});

test('A program as JavaScript gives the numbers of eager', () => {
  for (const { title, inputs, f } of cases) {
    const { program, value, resultOf } = traceProgram(inputs, f);
    const results = javascriptExecutable(program).run(inputs) as NDArray['data'][];
    const made: number[] = [];
    mapTree((leaf) => made.push(...flat(results[resultOf.get(leaf)!])), value);
    const eager = numbersIn(f([...inputs]));
    expect({ title, made }).toEqual({
      title,
      made: eager.map((x) => (Number.isFinite(x) ? expect.closeTo(x, 12) : x)),
    });
  }
});

const SPECIAL = [0, -0, 1, -1, 0.5, -2.5, 1e-320, 1e308, -1e308, Infinity, -Infinity, Number.NaN, 2 ** 31];

test.each(['float64', 'float32'] as const)('Special values come through as in eager, %s', (dtype) => {
  for (const { title, inputs, f } of cases) {
    const special = inputs.map((x, k) => {
      if (x.dtype !== 'float64') return x;
      const data = Array.from(
        { length: x.size },
        (_, i) => SPECIAL[(i * (2 * k + 1) + 5 * k) % SPECIAL.length],
      );
      return value(data, { shape: x.shape, dtype });
    });
    const program = traced(special, f);
    const made = javascriptExecutable(program).run(special);
    const expected = interpret(program, special).map(({ data }) => data);
    expect({ title, made }).toEqual({ title, made: expected });
  }
});

/** So many operations in a chain, with a number from far back now and then. */
function chain(length: number): (xs: Value[]) => Value {
  return ([x, w]) => {
    const made = [x];
    for (let i = 0; i < length; i++) {
      const last = made[made.length - 1];
      // The kinds repeat at no short distance, so that there is nothing to roll.
      const kind = (i * i + (i >> 3)) % 3;
      made.push(kind === 0 ? last.sin() : kind === 1 ? last.add(made[(i * 7) % made.length]) : last.mul(w));
    }
    return made[made.length - 1].add(made[Math.floor(length / 2)]);
  };
}

test.each([0, 1, 798, 799, 800, 801, 998, 999, 1000, 1001, 1599, 1601, 2500])(
  'A chain of %i operations gives the same, wherever it is divided',
  (length) => {
    const inputs = [value(0.3), value(0.7)];
    expectSame(traced(inputs, chain(length)), inputs);
  },
);

test('Random numbers are drawn anew each time, in the order of eager', () => {
  const [random, same] = [new Random(3), new Random(3)];
  const draws = (generator: Random) => [
    generator.normal([2]).mul(2),
    generator.uniform([]),
    generator.normal([100]),
  ];
  const executable = javascriptExecutable(traced([], () => draws(random)));
  for (let i = 0; i < 3; i++) expect(executable.run([])).toEqual(draws(same).map(({ data }) => data));
});

describe('Steps done over and over in one call', () => {
  const scalars = {
    inputs: [value(0.3), value(0.7), value(-0.2)],
    f: ([a, b, c]: Value[]) => [b, a.mul(b).add(c).sin(), a.sub(b)],
  };
  const small = {
    inputs: [array([2, 2]), array([2, 2], 2), array([2], 3)],
    f: ([W, V, x]: Value[]) => [V, W.matmul(V).tanh(), W.matmul(x).add(1)],
  };
  const large = {
    inputs: [array([9, 9]), array([9, 9], 2), array([9], 3)],
    f: ([W, V, x]: Value[]) => [V, W.matmul(V).tanh(), W.matmul(x).tanh()],
  };
  const long = {
    inputs: scalars.inputs,
    f: ([a, b, c]: Value[]) => [b, chain(1500)([a, b]).sin(), c.add(a)],
  };
  test.each([
    { title: 'single numbers', ...scalars },
    { title: 'small arrays', ...small },
    { title: 'large arrays', ...large },
    { title: 'several functions', ...long },
  ])('give what single steps give: $title', ({ inputs, f }) => {
    const program = traced(inputs, f);
    const executable = javascriptExecutable(program);
    // The first two inputs exchange, since a result may be an input as it was.
    for (const carry of [
      [0, 1, 2],
      [1, 0, -1],
      [-1, 1, 2],
      [0, -1, -1],
    ]) {
      for (const count of [1, 2, 7]) {
        let current: readonly Value[] = inputs;
        let expected: Value[] = [];
        for (let i = 0; i < count; i++) {
          if (i > 0) current = current.map((x, k) => (carry[k] < 0 ? x : expected[carry[k]]));
          expected = interpret(program, current);
        }
        expect(executable.iterate(count, inputs, carry)).toEqual(expected.map(({ data }) => data));
      }
    }
  });

  test('leave the numbers of the inputs and of earlier results as they are', () => {
    for (const { inputs, f } of [scalars, small, large]) {
      const before = inputs.map((x) => x.toArray());
      const executable = javascriptExecutable(traced(inputs, f));
      const first = executable.run(inputs) as NDArray['data'][];
      const copies = first.map(flat);
      executable.iterate(
        3,
        inputs.map((x) => x.mul(2)),
        [1, 0, 2],
      );
      expect(inputs.map((x) => x.toArray())).toEqual(before);
      expect(first.map(flat)).toEqual(copies);
    }
  });
});

describe('Random programs', () => {
  const UNARY = ['sin', 'tanh', 'exp', 'neg', 'square', 'sigmoid', 'relu', 'abs', 'softplus'] as const;
  const BINARY = ['add', 'sub', 'mul', 'maximum', 'minimum', 'atan2'] as const;
  const step = fc.record({
    kind: fc.constantFrom(
      ...UNARY,
      ...BINARY,
      'matmul',
      'sum',
      'transpose',
      'softmax',
      'max',
      'where',
      'slice',
    ),
    a: fc.nat(),
    b: fc.nat(),
  });
  const sizes = fc.constantFrom(1, 2, 3, 11);

  const program = (steps: readonly { kind: string; a: number; b: number }[]) => (xs: Value[]) => {
    const made = [...xs];
    for (const { kind, a, b } of steps) {
      const [x, y] = [made[a % made.length], made[b % made.length]];
      made.push(next(kind, x, y));
    }
    const loss = made.reduce((sum, x) => sum.add(x.sin().mean()), constant(0, { dtype: xs[0].dtype }));
    const gradients = loss.backward();
    return [loss, made[made.length - 1], ...xs.map((x) => gradients.of(x))];
  };

  function next(kind: string, x: Value, y: Value): Value {
    const method = (name: string, ...xs: Value[]) =>
      (x as unknown as Record<string, (...xs: Value[]) => Value>)[name](...xs).tanh();
    if ((UNARY as readonly string[]).includes(kind)) return method(kind);
    // All arrays are m × n or what is left of it, so that they broadcast.
    if ((BINARY as readonly string[]).includes(kind)) return method(kind, y);
    if (kind === 'matmul')
      return x.shape[1] === y.shape[1] ? x.matmul(y.transpose()).matmul(y).div(20) : x.mul(y).sin();
    if (kind === 'sum') return x.sum({ axis: 0, keepDims: true }).div(10);
    if (kind === 'transpose') return x.transpose().exp().transpose();
    if (kind === 'softmax') return x.softmax({ axis: 1 });
    if (kind === 'max') return x.max({ axis: 1, keepDims: true });
    if (kind === 'where') return x.less(y).where(x.mul(2), y);
    return x.slice([[0, 1], [0, x.shape[1]]]); // biome-ignore format: ranges
  }

  test.each(['float64', 'float32'] as const)('give the same bits as operation by operation, %s', (dtype) => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), sizes, sizes, (steps, m, n) => {
        const inputs = [array([m, n], 1, dtype), array([m, n], 2, dtype), array([1, n], 3, dtype)];
        expectSame(traced(inputs, program(steps)), inputs);
      }),
      { numRuns: 60 },
    );
  });
});

test('Where making code of text is forbidden the same program runs, operation by operation', () => {
  const script = `
    import { value } from '@chainrule/core';
    import { javascriptExecutable } from ${JSON.stringify(new URL('../../src/javascript/executable.ts', import.meta.url).href)};
    import { traceProgram } from ${JSON.stringify(new URL('../../src/program/trace.ts', import.meta.url).href)};
    const inputs = [value(0.5), value(2)];
    const { program } = traceProgram(inputs, ([x, w]) => [x.mul(w).sin(), w.add(1)]);
    const executable = javascriptExecutable(program);
    let forbidden = false;
    try { new Function('return 1'); } catch { forbidden = true; }
    console.log(JSON.stringify({
      forbidden, target: executable.target, once: executable.run(inputs), again: executable.iterate(3, inputs, [0, 1]),
    }));`;
  const directory = join(import.meta.dirname, '../..');
  const flags = ['--disallow-code-generation-from-strings', '--import', 'tsx', '--input-type=module'];
  const printed = execFileSync(process.execPath, [...flags, '--eval', script], {
    cwd: directory,
    encoding: 'utf8',
  });
  const again = Math.sin(Math.sin(Math.sin(0.5 * 2) * 3) * 4);
  expect(JSON.parse(printed)).toEqual({
    forbidden: true,
    target: 'JavaScript, interpreted',
    once: [Math.sin(1), 3],
    again: [again, 5],
  });
});
