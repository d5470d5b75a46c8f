import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { constant, value } from '../../src/index.ts';

test('a Value prints as one line: name, operation, data', () => {
  const w = value(0.5, { name: 'w' });
  expect(String(w)).toBe('w = 0.5');
  expect(String(w.mul(3).named('net'))).toBe('net = mul(w, 3) = 1.5');
  expect(String(constant([1, 2]))).toBe('[1, 2] float64[2]');
  expect(String(constant(true))).toBe('true bool');
});

test('the console shows data, shape, dtype, operation and name, and the gradient once there is one', () => {
  const w = value([[1, 2]], { name: 'W' });
  const y = w.square().sum().named('y');
  expect(inspect(y)).toBe('Value { name: "y", data: 5, shape: [], dtype: float64, op: sum(square(…)) }');
  y.backward();
  expect(inspect(w)).toBe(
    'Value { name: "W", data: [[1, 2]], shape: [1, 2], dtype: float64, op: none (leaf), grad: [[2, 4]] }',
  );
});

test('a long axis is shown by its ends, a float32 by the digits that it holds', () => {
  expect(String(constant(Array.from({ length: 100 }, (_, i) => i)))).toBe(
    '[0, 1, 2, …, 97, 98, 99] float64[100]',
  );
  expect(String(constant(0.1, { dtype: 'float32' }))).toBe('0.1 float32');
  expect(String(constant([], { shape: [0, 3] }))).toBe('[] float64[0, 3]');
  expect(String(constant([], { shape: [1e12, 0] }))).toBe(
    '[[], [], [], …, [], [], []] float64[1000000000000, 0]',
  );
});
