import { expect, test } from 'vitest';
import { markPure } from './pure.ts';

test('a call at the top level is marked, whatever it is assigned to', () => {
  expect(markPure('export const tanh: Unary = elementwise(1);')).toBe(
    'export const tanh: Unary = /* @__PURE__ */ elementwise(1);',
  );
  expect(markPure('const sum = linear<SumAttributes>("sum", {});')).toContain('/* @__PURE__ */ linear');
  expect(markPure('const made = new Map();')).toContain('/* @__PURE__ */ new Map');
});

test('nothing else is', () => {
  for (const code of [
    '  const inner = f(1);',
    'const f = (x: number) => g(x);',
    'const n = 3;',
    'const shape = [f(1)];',
    'register(1);',
    'for (const x of f()) g(x);',
  ]) {
    expect(markPure(code)).toBe(code);
  }
});
