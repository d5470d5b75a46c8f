import { value } from '@chainrule/core';
import { expect, test } from 'vitest';
import { expressionOf, patternOf, quoted, typeOf } from '../../../src/javascript/text/trees.ts';

const tree = { w: value([[1, 2]]), b: [value(1), value(2)], rate: 0.1, f: () => 1 };

test('a tree has the type of what takes or gives it', () => {
  expect(typeOf(tree.w, 'nested', 'argument')).toBe('readonly (readonly number[])[]');
  expect(typeOf(tree.w, 'flat', 'result')).toBe('Float64Array');
  expect(typeOf(tree.b, 'nested', 'result')).toBe('number[]');
  expect(typeOf(tree, 'nested', 'result')).toBe('{ w: number[][]; b: number[]; rate: number }');
});

test('a pattern takes an argument apart as far as it is read', () => {
  const read = new Map([[tree.b[1], 'last']]);
  expect(patternOf(tree, (x) => read.get(x))).toBe('{ b: [, last] }');
  expect(patternOf(tree, () => undefined)).toBeUndefined();
});

test('an expression has the form of the tree, without functions', () => {
  expect(expressionOf(tree, (x) => (x === tree.w ? 'w' : 'y'))).toBe('{ w, b: [y, y], rate: 0.1 }');
  expect(expressionOf([tree.f], () => '')).toBe('[null]');
  expect(() => expressionOf([Symbol('s')], () => '')).toThrow('expected a tree of Values');
});

test('a key that would set the prototype is written so that it does not', () => {
  const made = JSON.parse('{ "__proto__": 1 }');
  expect(expressionOf(made, () => '')).toBe("{ ['__proto__']: 1 }");
});

test('a text in quotes reads back as itself', () => {
  for (const text of ["it's", '"', '\\', '\n', '\u2028', 'σ', '</script>'])
    expect(new Function(`return ${quoted(text)};`)()).toBe(text);
});
