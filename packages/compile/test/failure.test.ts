import { Random, type Value, value } from '@chainrule/core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Compiled, compile } from '../src/index.ts';
import { engine } from '../src/wasm/engine.ts';
import { FILL, HEADER_WORDS, TOGETHER } from '../src/wasm/opcodes.ts';

/*
 * A program that fails in the engine: the error names it, and every other one goes on with the numbers that it has.
 */

beforeAll(() => engine().ready(2));
afterEach(() => {
  vi.restoreAllMocks();
});

/** Enough for two threads. */
const MANY = 70_000;

const random = new Random(1);
const given = random.normal([MANY]);

/** A weight that moves towards x. */
const trained = () => {
  const state = { w: value(new Float64Array(MANY)) };
  const step = (x: Value) => {
    state.w = value(state.w.add(x.sub(state.w).mul(0.25)));
  };
  return { state, step };
};

function expectTrained(w: Value, steps: number): void {
  const rest = 0.75 ** steps;
  const [got, x] = [w.data as Float64Array, given.data as Float64Array];
  expect(got.every((n, i) => Math.abs(n - x[i] * (1 - rest)) < 1e-12)).toBe(true);
}

/** Whether numbers are as expected, or say that they were being written over. */
function isGoneOr(x: Value, look: () => void): boolean {
  try {
    void x.data;
  } catch (error) {
    return String(error).includes('these numbers are gone');
  }
  look();
  return true;
}

/** What stands in the place of a program's first instruction. */
const BROKEN: Record<string, () => number[]> = {
  'an unknown instruction': () => [9999, HEADER_WORDS, TOGETHER],
  'an instruction of no length': () => [FILL, 0, TOGETHER],
  'an instruction that writes beyond the memory': () => [
    FILL,
    HEADER_WORDS + 5,
    TOGETHER,
    (engine().memory.size - 64) | 0,
    1,
    4096,
    7,
    0,
  ],
};

/** Overwrites the instructions of a compiled function while it runs f. */
function breaking(words: readonly number[], f: () => unknown): void {
  const { run } = engine();
  vi.spyOn(engine(), 'run').mockImplementationOnce((from, to, threads) => {
    engine().memory.int32(from, words.length).set(words);
    run.call(engine(), from, to, threads);
  });
  f();
}

describe.each([1, 2])('on %i threads', (threads) => {
  test.each(Object.entries(BROKEN))('%s', async (_, words) => {
    await engine().ready(threads);
    const options = { target: 'webassembly', threads } as const;
    const other = trained();
    const train = compile(other.step, { ...options, state: other.state });
    const sum: Compiled<[Value], Value> = compile((x: Value) => x.mul(2).sum(), options);
    for (let i = 0; i < 3; i++) train(given);
    const total = sum(given).item();

    const broken = trained();
    const fails = compile(
      function fails(x: Value) {
        broken.step(x);
        return broken.state.w.sum();
      },
      { ...options, state: broken.state },
    );
    fails(given);
    for (let round = 0; round < 3; round++) {
      const state = broken.state.w;
      expect(() => breaking(words(), () => fails(given))).toThrow(
        /^compile: the program of fails\(float64 \[70000\], float64 \[70000\]\) failed in chain float64 \[70000\].*: run: the program stopped on thread \d: .*\. Its results are lost; other compiled functions are not affected$/,
      );
      expect(isGoneOr(state, () => expectTrained(state, 1))).toBe(true);
      train(given);
      expect(sum(given).item()).toBe(total);
      broken.state.w = value(new Float64Array(MANY));
      fails(given);
      expectTrained(broken.state.w, 1);
    }
    await engine().ready(threads);
    train(given);
    expectTrained(other.state.w, 7);
  });
});
