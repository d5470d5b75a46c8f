import { expect, test } from 'vitest';
import { markNamespacesPure, markPure, nameClasses } from './pure.ts';

test('a call at the top level is marked, whatever it is assigned to', () => {
  expect(markPure('export const tanh: Unary = elementwise(1);')).toBe(
    'export const tanh: Unary = /* @__PURE__ */ elementwise(1);',
  );
  expect(markPure('const sum = linear<SumAttributes>("sum", {});')).toContain('/* @__PURE__ */ linear');
  expect(markPure('const made = new Map();')).toContain('/* @__PURE__ */ new Map');
});

test('what holds calls is marked as a whole', () => {
  const rules = markPure('const RULES: readonly Rule[] = [\n  rule(1),\n  ...rule(2),\n];');
  expect(rules).toBe(
    'const RULES: readonly Rule[] = /* @__PURE__ */ (() => ([\n  rule(1),\n  ...rule(2),\n]))();',
  );
  expect(markPure("const names = new Set('a b'.split(' '));")).toContain('/* @__PURE__ */ (() => (new Set');
  expect(markPure('const of: Map<string, () => void> = new Map();')).toContain('= /* @__PURE__ */ new Map()');
});

test('nothing else is', () => {
  for (const code of [
    'function make() {\n  const inner = f(1);\n}',
    'const f = (x: number) => g(x);',
    'const n = 3;',
    'const fs = [() => f(1)];',
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

test.each(['all', 'name', 'exports', 'ops'])('a namespace object holds what is called %s', (name) => {
  const built = `var ops_exports = {};\n__export(ops_exports, {\n  ${name}: () => ${name}\n});\nvar ${name} = 1;\n`;
  const run = new Function('__export', `${markNamespacesPure(built)}return ops_exports.${name}();`);
  expect(run(Object.assign)).toBe(1);
});

test('a class keeps its name, whatever it is renamed to', () => {
  const source = 'class Value {\n  copy() {\n    return new Value();\n  }\n}\nclass Leaf extends Value {}\n';
  const renamed = nameClasses(source).replaceAll(/\b(Value|Leaf)\b(?!')/g, '_$1');
  const made = new Function(`${renamed}return [new _Value().copy(), new _Leaf(), class extends _Leaf {}];`)();
  expect(made.slice(0, 2).map((each: object) => each.constructor.name)).toEqual(['Value', 'Leaf']);
  expect(nameClasses('export class Pair<\n  A,\n> extends Base<{ a: A }> {\n  a = 1;\n}')).toBe(
    "export class Pair<\n  A,\n> extends Base<{ a: A }> { static name = 'Pair';\n  a = 1;\n}",
  );
});
