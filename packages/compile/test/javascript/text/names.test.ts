import { expect, test } from 'vitest';
import { identifier, Names } from '../../../src/javascript/text/names.ts';

test.each([
  ['w1', 'w1'],
  ['layer 1.weight', 'layer_1_weight'],
  ['1st', '_1st'],
  ['σ', 'σ'],
  ['class', 'class_'],
  ['sigmoid', 'sigmoid_'],
  ['x'.repeat(100), 'x'.repeat(60)],
])('%s becomes the identifier %s', (name, expected) => {
  expect(identifier(name)).toBe(expected);
  expect(() => new Function(`const ${expected} = 1;`)).not.toThrow();
});

test('a name is given once, and a local one may be given again', () => {
  const names = new Names();
  expect([names.fresh('x'), names.fresh('x'), names.fresh('x')]).toEqual(['x', 'x_2', 'x_3']);
  expect([names.local('x'), names.local('i'), names.local('i')]).toEqual(['x_', 'i', 'i']);
});
