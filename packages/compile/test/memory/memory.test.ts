import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { constant, type Value, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { compile, type Target } from '../../src/index.ts';
import { engine } from '../../src/wasm/engine.ts';

const run = promisify(execFile);

/** What is in use after each fifth of the work, in a process of its own. */
async function footprints(kind: string, count: number): Promise<{ heap: number; engine: number }[]> {
  const program = `${import.meta.dirname}/footprint.ts`;
  const { stdout } = await run(process.execPath, ['--import', 'tsx', program, kind, String(count)], {
    timeout: 120_000,
  });
  return JSON.parse(stdout);
}

/** Less than some ten bytes a step, or a program a hundred times as small as the least. */
const LITTLE = 500_000;

test.each([
  ['100,000 steps on WebAssembly', 'webassembly', 100_000],
  ['100,000 steps in JavaScript', 'javascript', 100_000],
  ['1,000 functions and more, made and dropped', 'functions', 1_000],
])(
  '%s leave memory as it was',
  async (_, kind, count) => {
    const [first, ...later] = await footprints(kind, count);
    for (const { engine } of later) expect(engine).toBeLessThanOrEqual(first.engine);
    // What the host keeps for itself, code it has compiled, say, comes and goes; a leak stays.
    const least = Math.min(...later.slice(1).map(({ heap }) => heap));
    expect(least - first.heap).toBeLessThan(LITTLE);
  },
  120_000,
);

describe.each(['webassembly', 'javascript'] satisfies Target[])('on %s', (target) => {
  const options = { target, threads: 1 };

  test('numbers that memory cannot hold are an error that says so, and the next call works', () => {
    const table = compile(
      (x: Value, n: number) => x.reshape([-1, 1]).add(x).broadcastTo([n, 3, 3]).exp(),
      options,
    );
    const x = constant([1, 2, 3]);
    expect(() => table(x, 1e10)).toThrow(
      /memory: (asked for [\d,]+ bytes with|90,000,000,000 numbers of float64 do not fit)/,
    );
    expect(table(x, 2).shape).toEqual([2, 3, 3]);
  });
});

test('a program that does not fit beside the others is an error that says how much is in use', () => {
  const { memory } = engine();
  const before = memory.used;
  // Three results of 1.6 GB.
  const f = compile((x: Value) => [x.exp(), x.sin(), x.cos()].map((y) => y.reshape([-1, 1]).mul(y)), {
    target: 'webassembly',
    threads: 1,
  });
  const large = value(new Float64Array(14_143));
  expect(() => f(large)).toThrow(
    /asked for [\d,]+ bytes with [\d,]+ bytes in use; there is room for [\d,]+ bytes/,
  );
  expect(memory.used).toBe(before);
  expect(f(value([0, 0])).map((y) => y.sum().item())).toEqual([4, 0, 4]);
});

test('a shape that is no shape is the error that it is at once', () => {
  const f = compile((x: Value, n: number) => x.reshape([n]), { target: 'webassembly' });
  expect(() => f(constant([1, 2]), 3)).toThrow(/reshape/);
  expect(f(constant([1, 2]), 2).toArray()).toEqual([1, 2]);
});
