import { describe, expect, test } from 'vitest';
import { constant, noGrad, traceAbstract, type Value, value, vmap } from '../src/index.ts';

/** What TypeScript refuses and JavaScript does: operators and functions of numbers, given a Value. */
const uses: Record<string, (x: never) => unknown> = {
  '*': (x) => x * 3,
  '+': (x) => x + 1,
  '>': (x) => x > 1,
  'Math.exp': (x) => Math.exp(x),
  Number: (x) => Number(x),
  'a typed array': (x) => new Float64Array([x])[0],
};

describe('a Value where JavaScript wants a number', () => {
  test.each(Object.entries(uses))('%s: refuses to lose a gradient', (_, use) => {
    expect(() => use(value(2, { name: 'w' }) as never)).toThrow(
      'Value: w [] was used as a number, by an operator such as * or > or by Math, which keep no graph: call mul, greater, exp, …, or item() for the number',
    );
    expect(() => use(constant([2]) as never)).toThrow('Value: a value [1] was used as a number');
  });

  test.each(Object.entries(uses))('%s: takes the number of a constant scalar', (_, use) => {
    expect(use(constant(2) as never)).toBe(use(2 as never));
    expect(use(noGrad(() => value(1).mul(2)) as never)).toBe(use(2 as never));
  });

  test.each(Object.entries(uses))('%s: is refused while a function is traced, as item() is', (_, use) => {
    for (const wantsGradient of [true, false]) {
      const input = { shape: [], dtype: 'float64', wantsGradient, name: 'x' } as const;
      expect(() => traceAbstract([input], ([x]) => use(x as never))).toThrow(
        'reading its numbers of x [] is not possible while the function is traced',
      );
    }
  });

  test('vmap runs the function for each slice, as where it asks for numbers', () => {
    const f = (x: Value) => ((x as never) > 1 ? x : x.neg());
    expect(vmap(f)(constant([0.5, 2])).toArray()).toEqual([-0.5, 2]);
  });

  test('text prints any Value', () => {
    expect(`${value(2, { name: 'w' })} and ${value([1])}`).toBe('w = 2 and [1] float64[1]');
    expect(String(value([1]).exp().sum())).toBe('sum(exp(…)) = 2.718281828459045');
  });

  test('JSON has the numbers', () => {
    expect(JSON.stringify({ w: value([[1, 2]]), b: value(3), m: constant([true]) })).toBe(
      '{"w":[[1,2]],"b":3,"m":[true]}',
    );
    const input = { shape: [], dtype: 'float64', wantsGradient: false, name: 'x' } as const;
    expect(() => traceAbstract([input], ([x]) => JSON.stringify(x))).toThrow(
      'toArray() of x [] is not possible',
    );
  });
});
