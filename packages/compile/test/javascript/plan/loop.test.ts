import { constant, type NDArray, type Value, value } from '@chainrule/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javascriptExecutable } from '../../../src/javascript/executable.ts';
import { lower } from '../../../src/javascript/lower/lower.ts';
import type { RolledLoop } from '../../../src/javascript/plan/loop.ts';
import { planFunctions } from '../../../src/javascript/plan/plan.ts';
import { interpret } from '../../../src/program/interpret.ts';
import type { Program } from '../../../src/program/program.ts';
import { traceProgram } from '../../../src/program/trace.ts';
import { numbers } from '../cases.ts';

type F = (xs: Value[]) => Value[];

const leaves = (count: number, seed = 1) => numbers(count, seed).map((x) => value(x));

const loopsOf = (program: Program): RolledLoop[] =>
  planFunctions(lower(program))
    .parts.flat()
    .filter((part) => part.kind === 'loop');

/** Holds a program to core's kernels, to the last bit, and returns its loops. */
function rolled(inputs: readonly Value[], f: F): RolledLoop[] {
  const { program } = traceProgram(inputs, f);
  const executable = javascriptExecutable(program);
  const expected = interpret(program, inputs).map(({ data }) => data);
  expect(executable.run(inputs) as NDArray['data'][]).toEqual(expected);
  // Once more, since slots hold what the last run left.
  expect(executable.run(inputs) as NDArray['data'][]).toEqual(expected);
  return loopsOf(program);
}

const kindsIn = (loops: readonly RolledLoop[]): string[] =>
  [...new Set(loops.flatMap((loop) => loop.origins.map((origin) => origin?.kind)))]
    .filter((kind) => kind !== undefined)
    .sort();

describe('What is done over and over is one loop', () => {
  test('with a number handed on, and another the same every time', () => {
    const loops = rolled(leaves(2), ([x, w]) => {
      let y = x;
      for (let i = 0; i < 1200; i++) y = y.mul(w).sin();
      return [y, w];
    });
    expect(loops.map(({ repeat }) => repeat.times)).toEqual([1200]);
    expect(kindsIn(loops)).toEqual(['carried', 'local', 'same']);
  });

  test('over inputs in their order, in reverse, and in no order', () => {
    const count = 600;
    for (const place of [
      (i: number) => i,
      (i: number) => count - 1 - i,
      (i: number) => (i * 7 + 3 * (i % 5)) % count,
    ]) {
      const loops = rolled(leaves(count), (xs) => {
        let sum: Value = constant(0);
        for (let i = 0; i < count; i++) sum = sum.add(xs[place(i)].sin().mul(xs[0]));
        return [sum];
      });
      expect(loops.length).toBe(1);
      expect(kindsIn(loops)).toEqual(['carried', 'local', 'same', 'varying']);
    }
  });

  test('over constants', () => {
    const loops = rolled(leaves(1), ([x]) => {
      let sum = x;
      for (const c of numbers(700, 3)) sum = sum.add(x.mul(c).tanh().mul(0.5));
      return [sum];
    });
    expect(loops.length).toBe(1);
  });

  test('whose results are all used, the last ones first', () => {
    const loops = rolled(leaves(1001), ([w, ...xs]) => {
      const made = xs.map((x) => x.mul(w).exp());
      let sum: Value = constant(0);
      for (const y of [...made].reverse()) sum = sum.mul(0.9).add(y);
      return [sum, ...made.slice(3, 9)];
    });
    expect(loops.length).toBe(2);
  });

  test('that reads results of two and of many times before', () => {
    const loops = rolled(leaves(2), ([x, w]) => {
      const made = [x, w, x.add(w)];
      for (let i = 3; i < 900; i++)
        made.push(
          made[i - 1]
            .mul(0.5)
            .add(made[i - 2])
            .sub(made[Math.floor(i / 2)].sin()),
        );
      return made.slice(-4);
    });
    expect(loops.length).toBe(1);
  });

  test('that reads a result of the first time every time', () => {
    const loops = rolled(leaves(400), (xs) => {
      let first: Value | undefined;
      let sum: Value = constant(0);
      for (const x of xs) {
        const y = x.sin();
        first ??= y;
        sum = sum.add(first.mul(y));
      }
      return [sum];
    });
    expect(loops.length).toBe(1);
  });

  test('that reads late what was made early the time before, in a period of several functions', () => {
    const loops = rolled(leaves(12), ([before, w, ...xs]) => {
      let early = before;
      let sum: Value = constant(0);
      for (const x of xs) {
        const [last, made] = [early, x.sin()];
        early = made;
        let y = made;
        for (let k = 0; k < 1000; k++) y = k % 3 === 0 ? y.mul(w).tanh() : y.add(made).exp().neg();
        sum = sum.add(y.mul(last));
      }
      return [sum];
    });
    expect(loops.map(({ isWhole, repeat }) => [isWhole, repeat.times])).toEqual([[false, 10]]);
  });

  test('with sums that go on through a period of several functions', () => {
    const loops = rolled(leaves(40), (weights) => {
      const sums = weights.map((): Value => constant(0));
      let carried: Value = constant(1);
      for (let sample = 0; sample < 8; sample++) {
        const early = carried.mul(0.5).sin();
        let y = early;
        for (let k = 0; k < 600; k++) y = y.mul(weights[k % 40]).add(weights[(k * k) % 40].tanh());
        for (let k = 0; k < 40; k++) sums[k] = sums[k].add(y.mul(weights[k]));
        carried = early.add(y.sin());
      }
      return [...sums, carried];
    });
    expect(loops.some((loop) => !loop.isWhole && kindsIn([loop]).includes('carried'))).toBe(true);
  });

  test('as a network of scalars on many samples is, with its gradient and its update', () => {
    const sizes = [2, 7, 5, 1];
    const count = sizes.slice(1).reduce((sum, n, k) => sum + n * (sizes[k] + 1), 0);
    const inputs = leaves(count);
    const loops = rolled(inputs, (weights) => {
      let loss: Value = constant(0);
      for (let sample = 0; sample < 12; sample++) {
        let next = 0;
        let layer: Value[] = numbers(2, sample + 2).map((x) => constant(x));
        sizes.slice(1).forEach((size, depth) => {
          const before = layer;
          layer = Array.from({ length: size }, () => {
            let sum = weights[next++];
            for (const x of before) sum = sum.add(weights[next++].mul(x));
            return depth === 2 ? sum : sum.relu();
          });
        });
        loss = loss.add(
          constant(sample % 2)
            .sub(layer[0])
            .square(),
        );
      }
      const gradients = loss.backward();
      return weights.map((w) => w.sub(gradients.of(w).mul(0.1)));
    });
    expect(loops.length).toBeGreaterThanOrEqual(2);
  });
});

test('Random bodies, done many times over, give the same bits as operation by operation', () => {
  const operation = fc.record({ kind: fc.nat(3), a: fc.nat(30), b: fc.nat(30) });
  const body = fc.array(operation, { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(body, fc.integer({ min: 8, max: 300 }), (body, times) => {
      rolled(leaves(times + 3, 2), (xs) => {
        const made = [...xs.slice(0, 3)];
        for (let time = 0; time < times; time++) {
          made.push(xs[3 + time]);
          for (const { kind, a, b } of body) {
            // From close by or from the time before, from anywhere, or from the inputs.
            const x = made[made.length - 1 - (a % Math.min(made.length, 25))];
            const y =
              b % 3 === 0
                ? xs[b % 3]
                : b % 3 === 1
                  ? made[(b * made.length) % made.length]
                  : made[made.length - 1];
            made.push(kind === 0 ? x.add(y) : kind === 1 ? x.mul(y).tanh() : kind === 2 ? x.sin() : x.sub(y));
          }
        }
        return made.slice(-5);
      });
    }),
    { numRuns: 25 },
  );
});
