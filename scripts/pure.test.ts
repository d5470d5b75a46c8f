import { expect, test } from 'vitest';
import { markNamespacesPure, markPure } from './pure.ts';

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

test('a namespace object that esbuild wrote is marked, on as many lines, and still holds what it names', () => {
  const built = 'var all_exports = {};\n__export(all_exports, {\n  f: () => f\n});\nfunction f() {}\n';
  const marked = markNamespacesPure(built);
  expect(marked).toContain('/* @__PURE__ */');
  expect(marked.split('\n')).toHaveLength(built.split('\n').length);
  const run = new Function('__export', `${marked}return all_exports;`);
  expect(run(Object.assign)).toHaveProperty('f');
});
