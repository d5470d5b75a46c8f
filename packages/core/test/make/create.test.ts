import { expect, test, vi } from 'vitest';
import { backward, constant, full, grad, ones, value, zeros } from '../../src/index.ts';

test('the dtype comes from the data', () => {
  expect(value([1, 2]).dtype).toBe('float64');
  expect(value(new Float32Array([1, 2])).dtype).toBe('float32');
  expect(constant(new Int32Array([1])).dtype).toBe('int32');
  expect(constant([[true, false]]).dtype).toBe('bool');
  expect(value([1, 2], { dtype: 'float32' }).data).toBeInstanceOf(Float32Array);
});

test('a scalar holds a bare number, rounded to its dtype', () => {
  expect(value(0.1).data).toBe(0.1);
  expect(value(0.1, { dtype: 'float32' }).data).toBe(Math.fround(0.1));
  expect(constant(2.9, { dtype: 'int32' }).data).toBe(2);
  expect(constant(true).toArray()).toBe(true);
  expect(value([5], { shape: [] }).data).toBe(5);
});

test('what was given is copied: changing it later changes no Value', () => {
  const given = new Float64Array([1, 2]);
  const x = value(given);
  given[0] = 100;
  expect(x.toArray()).toEqual([1, 2]);
});

test('typed arrays may be the rows of a nested array', () => {
  expect(value([new Float32Array([1, 2]), new Float32Array([3, 4])]).toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('data go in and come out as they are nested', () => {
  const nested = [[[1, 2, 3]], [[4, 5, 6]]];
  const x = value(nested);
  expect(x.shape).toEqual([2, 1, 3]);
  expect(x.toArray()).toEqual(nested);
  expect(value([1, 2, 3, 4], { shape: [2, 2] }).toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(value([[], []]).shape).toEqual([2, 0]);
});

test('zeros, ones and full are constants', () => {
  expect(zeros([2]).toArray()).toEqual([0, 0]);
  expect(ones([], { dtype: 'float32' }).toArray()).toBe(1);
  expect(full([1, 2], 7, { dtype: 'int32', name: 'sevens' }).toString()).toBe(
    'sevens = [[7, 7]] int32[1, 2]',
  );
  expect(full([], 7).wantsGradient).toBe(false);
});

test('a leaf of a Value has its numbers and none of its graph', () => {
  const x = value([1, 2], { name: 'x' });
  const y = x.mul(3);
  expect(constant(y).toArray()).toEqual([3, 6]);
  expect(constant(y).mul(x).sum().backward().of(x).toArray()).toEqual([3, 6]);
  const fresh = value(y, { name: 'fresh', dtype: 'float32' });
  expect([fresh.wantsGradient, fresh.primitive, fresh.name, fresh.dtype]).toEqual([
    true,
    undefined,
    'fresh',
    'float32',
  ]);
});

test('a Value of another copy of the package is called that', async ({ skip }) => {
  vi.resetModules();
  const { value: foreign } = await import('../../src/index.ts');
  if (foreign === value) skip('an installed package is loaded once');
  const other = 'got a Value of another copy of @chainrule/core: two are loaded, as by import and by require';
  expect(() => value([1]).add(foreign([2]) as never)).toThrow(`add: expected a number, ${other}`);
  expect(() => backward(foreign(2) as never)).toThrow(`backward: expected a Value, ${other}`);
  expect(() => grad(() => foreign(2) as never)(1)).toThrow(
    `grad: the function must return a Value, ${other}`,
  );
  expect(() => full([2], value(2) as never)).toThrow('full: expected a number, got an object (Value)');
});

test.each<unknown>([5, null, ['w'], Symbol('w')])('a name that is no string is refused: %s', (name) => {
  const options = { name: name as string };
  const makes = [() => value(1).named(options.name), () => constant(1, options), () => full([2], 1, options)];
  for (const make of makes) expect(make).toThrow('Value.named: name: expected a string, got ');
});
