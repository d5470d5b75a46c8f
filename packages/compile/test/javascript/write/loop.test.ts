import type { Value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { lower } from '../../../src/javascript/lower/lower.ts';
import { planFunctions } from '../../../src/javascript/plan/plan.ts';
import { writeLoop } from '../../../src/javascript/write/loop.ts';
import { ModuleText } from '../../../src/javascript/write/module-text.ts';
import { programOf } from '../../support/programs.ts';

function loopText(f: (...xs: Value[]) => Value, ...shapes: number[][]) {
  const lowered = lower(programOf(f, ...shapes));
  const { parts, slots } = planFunctions(lowered);
  const loop = parts.flat().find((part) => part.kind === 'loop')!;
  const tables: number[] = [];
  return { loop, tables, ...writeLoop(new ModuleText(lowered, slots), loop, 'f0', tables) };
}

test('a loop of one function carries numbers in locals, and reads what stays the same once', () => {
  const { functions, run } = loopText(
    (x, w) => {
      let y = x;
      for (let i = 0; i < 600; i++) y = y.mul(w).sin();
      return y;
    },
    [],
    [],
  );
  expect(run).toEqual(['f0();']);
  expect(functions[0].split('\n')).toEqual([
    'function f0() {',
    'let c0 = s[0];',
    'const i0 = s[1];',
    'for (let r = 0; r < 600; r++) {',
    'const v0 = c0 * i0;',
    'const v1 = Math.sin(v0);',
    's[2] = v1;',
    'c0 = v1;',
    '}',
    '}',
  ]);
});

test('entries at even distances are found by the round, others by a table', () => {
  const order = [...Array(64).keys()].map((i) => (i * 37) % 64);
  const walk = (indices: readonly number[]) =>
    loopText(
      (x) => {
        let y = x.slice([0]);
        for (let i = 0; i < 640; i++) y = y.mul(x.slice([indices[i % 64]])).sin();
        return y;
      },
      [64],
    );
  expect(walk(order).tables.length).toBeGreaterThanOrEqual(640);
  expect(walk(order).functions[0]).toMatch(/s\[t\[r \+ \d+\]\]/);
});

test('a loop of several functions carries numbers in slots', () => {
  const operations = ['sin', 'cos', 'exp', 'tanh', 'neg', 'abs'] as const;
  let seed = 1;
  const period = Array.from({ length: 900 }, () => {
    seed = (seed * 48271) % 2147483647;
    return operations[seed % operations.length];
  });
  const { loop, functions, run } = loopText((x) => {
    let y = x;
    for (let round = 0; round < 4; round++) for (const operation of period) y = y[operation]();
    return y;
  }, []);
  expect([loop.repeat.period, loop.isWhole, functions.length]).toEqual([900, false, 2]);
  const [slot] = loop.carriedSlots.values();
  expect(run).toEqual([`s[${slot}] = s[0];`, 'for (let r = 0; r < 4; r++) {', 'f0_0(r);', 'f0_1(r);', '}']);
  expect(functions[0]).toContain(`(s[${slot}])`);
  expect(functions[1]).toContain(`s[${slot}] = v899;`);
});
