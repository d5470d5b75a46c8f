import { constant, type Value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { traceProgram } from '../../../src/program/trace.ts';
import { valueOf } from '../../../src/resident.ts';
import { type Engine, engine } from '../../../src/wasm/engine.ts';
import { WasmExecutable } from '../../../src/wasm/run/executable.ts';

/** A program on an engine that stops when it is told to; `run` gives the results as Values. */
function onFailingEngine(f: (xs: Value[]) => Value[], like: readonly Value[], donations: readonly number[]) {
  const control = { fails: false, full: false };
  const { memory } = engine();
  const failing = {
    memory: {
      memory: memory.memory,
      float64: memory.float64.bind(memory),
      int32: memory.int32.bind(memory),
      free: memory.free.bind(memory),
      allocateFor(owner: object, bytes: number) {
        const { full } = control;
        control.full = false;
        if (full) throw new Error('full');
        return memory.allocateFor(owner, bytes);
      },
    },
    threadsRefused: undefined,
    run(from: number, to: number, threads: number) {
      // It has done a part of its work by then.
      engine().run(from, to, threads);
      if (control.fails) throw new Error('stopped');
    },
  };
  const { program } = traceProgram(like, f);
  const executable = new WasmExecutable(failing as unknown as Engine, program, {
    name: 'f',
    threads: 1,
    keepResults: true,
    donations,
  });
  const run = (xs: readonly Value[]) =>
    executable.run(xs).map((numbers, k) => valueOf(numbers, program.results[k]));
  return { control, run, executable };
}

const double = ([w, x]: Value[]) => [w.mul(2), x.add(w)];
const like = [constant([0, 0, 0]), constant([0, 0, 0])];

describe('where the engine stops in the middle of a program', () => {
  test('what was given to be written over is gone, and says so; all else is there, and the next call works', () => {
    const { control, run } = onFailingEngine(double, like, [0, -1]);
    const [w, y] = run([constant([1, 2, 3]), constant([5, 5, 5])]);
    control.fails = true;
    expect(() => run([w, y])).toThrow('stopped');
    control.fails = false;
    expect(() => w.toArray()).toThrow(/these numbers are gone/);
    expect(y.toArray()).toEqual([6, 7, 8]);
    const [v, z] = run([constant([1, 0, 1]), y]);
    expect([v.toArray(), z.toArray()]).toEqual([
      [2, 0, 2],
      [7, 7, 9],
    ]);
  });

  test('numbers that came from outside are brought in again', () => {
    const { control, run } = onFailingEngine(double, like, [0, -1]);
    const [w, x] = [constant([1, 2, 3]), constant([1, 1, 1])];
    control.fails = true;
    expect(() => run([w, x])).toThrow('stopped');
    control.fails = false;
    expect(run([w, x]).map((y) => y.toArray())).toEqual([
      [2, 4, 6],
      [2, 3, 4],
    ]);
  });
});

test('a result is written over the input that it takes the place of where nothing needs it any more', () => {
  const places = (f: (xs: Value[]) => Value[], donations: number[]) => {
    const { run, executable } = onFailingEngine(f, like, donations);
    run(like);
    return executable.listing;
  };
  expect(places(double, [0, -1])).not.toEqual(places(double, [-1, -1]));
  // The second result is the first input, which has to stay.
  expect(places(([w]) => [w.mul(2), w], [0, -1])).toEqual(places(([w]) => [w.mul(2), w], [-1, -1]));
  // What sort makes may throw no more, but the call of core's kernel comes after the product.
  const late = ([w, x]: Value[]) => [w.mul(2), x.sort()];
  expect(places(late, [0, -1])).toEqual(places(late, [-1, -1]));
});

test('an input that came from elsewhere three times, and was never given back, has its own place from then on', () => {
  const alone = onFailingEngine(double, like, [-1, -1]);
  const guessed = onFailingEngine(double, like, [0, -1]);
  const [apart, over] = [alone.executable.listing, guessed.executable.listing];
  expect(over).not.toBe(apart);
  const results = [1, 2, 3, 4].map((k) => {
    const given = guessed.run([constant([k, 0, 0]), constant([1, 1, 1])]);
    expect(guessed.executable.listing).toBe(k <= 2 ? over : apart);
    return given;
  });
  // What was left unread in the places of before is still there.
  expect(results.map((each) => each.map((x) => x.toArray()))).toEqual(
    [1, 2, 3, 4].map((k) => [
      [2 * k, 0, 0],
      [1 + k, 1, 1],
    ]),
  );
  const carried = onFailingEngine(double, like, [0, -1]);
  let w = constant([1, 1, 1]);
  for (let k = 0; k < 5; k++) [w] = carried.run([w, constant([0, 0, 0])]);
  for (let k = 0; k < 5; k++) carried.run([constant([k, 0, 0]), constant([0, 0, 0])]);
  expect(carried.executable.listing).toBe(over);
  expect(w.toArray()).toEqual([32, 32, 32]);
});

test('where there is no room for that, all stays as it was', () => {
  const { control, run, executable } = onFailingEngine(double, like, [0, -1]);
  for (let k = 1; k <= 6; k++) {
    control.full = k > 1;
    const [w, y] = run([constant([k, 0, 0]), constant([1, 1, 1])]);
    expect([w.toArray(), y.toArray()]).toEqual([
      [2 * k, 0, 0],
      [1 + k, 1, 1],
    ]);
  }
  expect(executable.listing).toBe(onFailingEngine(double, like, [0, -1]).executable.listing);
});

test('many rounds are one call, with results carried to inputs', () => {
  const { executable } = onFailingEngine(([w, x]) => [w.add(x), x], like, [-1, -1]);
  const numbers = executable.iterate(5, [constant([1, 2, 3]), constant([1, 0, 1])], [0, -1]);
  expect(valueOf(numbers[0], like[0]).toArray()).toEqual([6, 2, 8]);
});
