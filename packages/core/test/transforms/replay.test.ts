import { describe, expect, test } from 'vitest';
import {
  add,
  backward,
  constant,
  maxPool1d,
  replay,
  sort,
  topK,
  type Value,
  value,
  vmap,
} from '../../src/index.ts';

describe('replay', () => {
  test('computes a graph at other numbers, with its names', () => {
    const x = value(3, { name: 'x' });
    const square = x.mul(x).named('square');
    const y = add(square, x.sin()).named('y');
    const at = value(-2, { name: 'x' });
    const again = replay(y, new Map([[x, at]]));
    expect(again.get(y)!.item()).toBe(4 + Math.sin(-2));
    expect(again.get(square)!.name).toBe('square');
    expect(backward(again.get(y)!).of(at).item()).toBeCloseTo(-4 + Math.cos(-2), 14);
    expect(y.item()).toBe(9 + Math.sin(3));
  });

  test('stops at what is replaced, and lists nothing beside its way', () => {
    const x = value([1, 2]);
    const other = value([5, 5]).exp();
    const middle = x.exp().mul(other);
    const y = middle.sum();
    const cut = value([10, 20]);
    const again = replay(y, new Map([[middle, cut]]));
    expect([...again.keys()]).toEqual([middle, y]);
    expect(again.get(y)!.item()).toBe(30);
    expect(again.get(y)!.inputs[0]).toBe(cut);
  });

  test('a root that depends on none of the replaced is not listed', () => {
    const x = value(1);
    expect(replay(x.exp(), new Map([[value(2), value(3)]])).size).toBe(0);
  });

  test.each([
    ['sort', () => value([3, 1, 2]), (x: ReturnType<typeof value>) => sort(x)],
    ['topK', () => value([3, 1, 2]), (x: ReturnType<typeof value>) => topK(x, 2).values],
    ['maxPool1d', () => value([[3, 1, 2, 0]]), (x: ReturnType<typeof value>) => maxPool1d(x, 2)],
    [
      'vmap of sort',
      () =>
        value([
          [3, 1],
          [2, 0],
        ]),
      (x: ReturnType<typeof value>) => vmap((v: Value) => sort(v))(x),
    ],
  ])('%s is computed again at its own numbers only', (_, make, f) => {
    const x = make();
    const y = f(x);
    expect(
      replay(y, new Map([[x, value(x)]]))
        .get(y)!
        .toArray(),
    ).toEqual(y.toArray());
    expect(() => replay(y, new Map([[x, x.neg()]]))).toThrow(
      /replay: the places that .* reads were found in the numbers/,
    );
  });

  test('refuses another shape, and what is no Value', () => {
    const x = value([1, 2], { name: 'x' });
    expect(() => replay(x.sum(), new Map([[x, constant([1, 2, 3])]]))).toThrow(
      'replay: expected a replacement of the shape of x [2], got a value [3]',
    );
    expect(() => replay(3 as never, new Map())).toThrow('replay');
  });
});
