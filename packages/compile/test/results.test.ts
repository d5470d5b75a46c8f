import {
  applyPrimitive,
  constant,
  type DType,
  type Primitive,
  Random,
  type Value,
  value,
} from '@chainrule/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CompileOptions, compile } from '../src/index.ts';

const WASM: CompileOptions = { target: 'webassembly', threads: 1 };
const GONE = /these numbers are gone.*read the copy/;

describe('a Value from an earlier step', () => {
  const update = () => {
    const f = compile((w: Value[]) => w.map((x) => x.mul(2)), WASM);
    return (w: Value) => f([w])[0];
  };

  test('stays valid where it was read before the next one, and so does a copy of it', () => {
    const f = update();
    const first = f(constant([1, 2, 3]));
    const copy = constant(first);
    expect(first.toArray()).toEqual([2, 4, 6]);
    const second = f(first);
    f(second);
    expect([first.toArray(), copy.toArray()]).toEqual([
      [2, 4, 6],
      [2, 4, 6],
    ]);
    expect(() => second.toArray()).toThrow(GONE);
  });

  test('stays valid where it was not given back, read or not', () => {
    const f = update();
    const first = f(constant([1, 2, 3]));
    const second = f(constant([5, 6, 7]));
    f(constant([0, 0, 0]));
    expect([first, second].map((x) => x.toArray())).toEqual([
      [2, 4, 6],
      [10, 12, 14],
    ]);
  });

  test('is gone where it was given back unread, and reading it says so', () => {
    const f = update();
    const first = f(constant([1, 2, 3]));
    const second = f(first);
    expect(() => first.toArray()).toThrow(GONE);
    expect(() => first.add(1)).toThrow(GONE);
    expect(() => f(first)).toThrow(GONE);
    expect(second.toArray()).toEqual([4, 8, 12]);
    expect(f(second).toArray()).toEqual([8, 16, 24]);
  });

  test('may be an argument of another compiled function', () => {
    const [f, g] = [update(), compile((x: Value, y: Value) => x.sub(y), WASM)];
    const x = f(constant([1, 2]));
    expect(g(x, f(constant([1, 1]))).toArray()).toEqual([0, 2]);
  });

  test('may come back at another place', () => {
    const f = compile((a: Value, b: Value) => [a.add(b), a.sub(b)], WASM);
    let [a, b] = f(constant([5, 7]), constant([1, 2]));
    [b, a] = f(b, a);
    expect([a.toArray(), b.toArray()]).toEqual([
      [-2, -4],
      [10, 14],
    ]);
  });

  test('is there for its derivative where it was recorded, given back or not', () => {
    const f = compile((x: Value) => x.square(), WASM);
    const x = value([1, 2]);
    const y = f(f(x));
    expect(y.sum().backward().of(x).toArray()).toEqual([4, 32]);
  });

  test.each(['float64', 'float32', 'int32', 'bool'] satisfies DType[])(
    'is there for the derivative of what it was recorded beside, as %s',
    (dtype) => {
      const both = (x: Value, n: Value): [Value, Value] => [x.mul(n.add(2)), n.logicalNot().asType(dtype)];
      const slope = (f: typeof both) => {
        const x = value([1, 2]);
        let [y, n] = f(x, constant([1, 0], { dtype }));
        for (let call = 0; call < 2; call++) [y, n] = f(y, n);
        return y.sum().backward().of(x).toArray();
      };
      expect(slope(compile(both, WASM))).toEqual(slope(both));
    },
  );

  test('is its own where a result stands twice: one may be given back, the other read', () => {
    const f = compile((x: Value) => [x.mul(2), x.mul(2)], WASM);
    const [a, b] = f(constant([1, 2]));
    f(a);
    expect(b.toArray()).toEqual([2, 4]);
  });

  test('that is gone, beside one that is not, is an error after which the other is right', () => {
    const f = compile((a: Value, b: Value) => a.add(b), WASM);
    const gone = f(constant([1, 1]), constant([1, 1]));
    const kept = f(gone, constant([1, 1]));
    expect(() => f(constant([50, 50]), gone)).toThrow(GONE);
    expect(f(kept, constant([1, 1])).toArray()).toEqual([4, 4]);
  });
});

describe.each<CompileOptions>([WASM, { target: 'javascript' }])('many rounds, %o', (options) => {
  test('leave the arguments but the first as they are', () => {
    const f = compile((s: Value[], z: Value) => [s[0].add(z), s[1].mul(2).add(z)], options);
    const [p, q] = f.iterate(3, [constant([0, 1]), constant([0, 2])], constant([100, 100]));
    expect([p.toArray(), q.toArray()]).toEqual([
      [300, 301],
      [700, 716],
    ]);
    const add = compile((x: Value, y: Value) => x.add(y), options);
    const c = constant([1, 2, 3]);
    expect(add.iterate(2, c, c).toArray()).toEqual([3, 6, 9]);
  });

  test('may begin with a result that was an input', () => {
    const f = compile(({ a, b }: Record<'a' | 'b', Value>) => ({ a: b, b: a.add(b) }), options);
    const first = f.iterate(1, { a: constant([1, 1]), b: constant([2, 2]) });
    const second = f.iterate(2, { a: constant([5, 5]), b: first.a });
    expect([first.a, second.a, second.b].map((x) => x.toArray())).toEqual([
      [2, 2],
      [7, 7],
      [9, 9],
    ]);
  });
});

test('a function that is called again by a kernel in it is an error, and the next call works', () => {
  let again = true;
  const calling: Primitive = {
    name: 'calling',
    shape: ([x]) => x.shape,
    dtype: ([x]) => x.dtype,
    array: ([x]) => (again ? f(constant(x.data as Float64Array)) : x).data as Float64Array,
    differentiable: () => false,
    vjp: (g) => g,
  };
  const f = compile((x: Value): Value => applyPrimitive(calling, [x.mul(2)], undefined).add(x), WASM);
  expect(() => f(constant([1, 2]))).toThrow(/called again while it runs/);
  again = false;
  expect(f(constant([1, 2])).toArray()).toEqual([3, 6]);
});

describe('results given to any function again, in any order,', () => {
  /** A node that a program makes: of two others, by their places among inputs and nodes before it. */
  const step = fc.record({ kind: fc.nat(3), a: fc.nat(5), b: fc.nat(5) });
  const program = fc.record({
    inputs: fc.integer({ min: 1, max: 3 }),
    steps: fc.array(step, { maxLength: 4 }),
    results: fc.array(fc.nat(6), { minLength: 1, maxLength: 3 }),
    keepResults: fc.boolean(),
  });
  const call = fc.record({
    which: fc.nat(2),
    rounds: fc.nat(3),
    given: fc.array(fc.nat(8), { minLength: 3, maxLength: 3 }),
  });

  type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;

  const body =
    ({ inputs, steps, results }: Program) =>
    (xs: readonly Value[]): Value[] => {
      const all = xs.slice(0, inputs);
      const at = (k: number) => all[k % all.length];
      for (const { kind, a, b } of steps) {
        const [x, y] = [at(a), at(b)];
        all.push([() => x.add(y).mul(0.5), () => x.sub(y), () => x.abs(), () => x.sort().add(y)][kind]());
      }
      return Array.from({ length: inputs }, (_, k) => at(results[k % results.length]));
    };

  test('are what they are at once, or gone where they may be', () => {
    fc.assert(
      fc.property(
        fc.array(program, { minLength: 3, maxLength: 3 }),
        fc.array(call, { maxLength: 14 }),
        (programs, calls) => {
          const fs = programs.map((each) => ({
            ...each,
            at: body(each),
            f: compile((xs: Value[]) => body(each)(xs), { ...WASM, keepResults: each.keepResults }),
          }));
          const random = new Random(1);
          const fresh = () => random.integers([5], { min: -20, max: 20, dtype: 'float64' });
          /** A compiled result, and the same computed at once. */
          const pool = Array.from({ length: 3 }, fresh).map((x) => ({ got: x, want: x }));
          for (const { which, rounds, given } of calls) {
            const { f, at, inputs } = fs[which];
            const chosen = given.slice(0, inputs).map((k) => pool[pool.length - 1 - (k % pool.length)]);
            // Rounds carry one Value at two places only where both get the same result.
            const several = rounds > 0 && new Set(chosen.map(({ got }) => got)).size === inputs;
            let want = chosen.map((each) => each.want);
            let got: Value[];
            try {
              const xs = chosen.map((each) => each.got);
              got = several ? f.iterate(rounds, xs) : f(xs);
            } catch (error) {
              expect(String(error)).toMatch(/these numbers are gone/);
              pool.push({ got: fresh(), want: constant(0) });
              pool[pool.length - 1].want = pool[pool.length - 1].got;
              continue;
            }
            for (let k = 0; k < (several ? rounds : 1); k++) want = at(want);
            got.forEach((each, k) => {
              pool.push({ got: each, want: want[k] });
            });
          }
          for (const { got, want } of pool) {
            try {
              expect(got.toArray()).toEqual(want.toArray());
            } catch (error) {
              if (!/these numbers are gone/.test(String(error))) throw error;
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('where results are not kept', () => {
  const options: CompileOptions = { ...WASM, keepResults: false };
  const NOT_KEPT = /these numbers are gone: .*called again.*`keepResults` is false/;

  test('one that was not read before the next call is gone, and says so', () => {
    const f = compile((x: Value) => [x.mul(2), x.sum()], options);
    const [first, sum] = f(constant([1, 2]));
    const [second] = f(constant([3, 4]));
    expect(second.toArray()).toEqual([6, 8]);
    f(constant([5, 6]));
    expect(second.toArray()).toEqual([6, 8]);
    expect(() => first.toArray()).toThrow(NOT_KEPT);
    expect(sum.item()).toBe(3);
  });

  test('one may be an argument of the next call, in any place', () => {
    const f = compile((a: Value, b: Value) => [a.add(b), a.sub(b)], options);
    const [a, b] = f(constant([5, 7]), constant([1, 2]));
    const [c, d] = f(b, a);
    expect([a, b, c, d].map((x) => x.toArray())).toEqual([
      [6, 9],
      [4, 5],
      [10, 14],
      [-2, -4],
    ]);
  });
});
