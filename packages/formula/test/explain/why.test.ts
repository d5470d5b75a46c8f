import { add, backward, type Value, value } from '@chainrule/core';
import { why } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

const pathText = ({ path }: ReturnType<typeof why>[number]) => path.map(({ name }) => name).join(' → ');

describe('why', () => {
  test('one path for each way up, largest first, adding up to the gradient', () => {
    const w = value(0.5, { name: 'w' });
    const [a, b] = [w.mul(2).named('a'), w.sin().named('b')];
    const c = a.mul(b).named('c');
    const E = add(c, a.square().mul(3)).named('E');
    const paths = why(E, w);
    expect(paths.map(pathText)).toEqual(['w → a → E', 'w → a → c → E', 'w → b → c → E']);
    // a = 1: ∂E/∂a directly is 6a, times 2; then b · 2; then a · cos(w).
    expect(paths.map(({ contribution }) => contribution.item())).toEqual([
      expect.closeTo(12, 12),
      expect.closeTo(2 * Math.sin(0.5), 12),
      expect.closeTo(Math.cos(0.5), 12),
    ]);
    const total = paths.reduce((sum, { contribution }) => sum + contribution.item(), 0);
    expect(total).toBeCloseTo(backward(E).of(w).item(), 12);
    expect(paths.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(paths.every(({ whole }) => whole)).toBe(true);
  });

  test('of arrays, by their length', () => {
    const W = value(
      [
        [1, 2],
        [3, 4],
      ],
      { name: 'W' },
    );
    const left = W.matmul([[1], [1]]).named('left');
    const right = W.square().named('right');
    const E = add(left.sum(), right.sum()).named('E');
    const paths = why(E, W);
    expect(paths.map(pathText)).toEqual(['W → right → E', 'W → left → E']);
    expect(paths[0].contribution.toArray()).toEqual([
      [2, 4],
      [6, 8],
    ]);
    expect(paths[1].contribution.toArray()).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test('takes together what are too many paths to list', () => {
    let h: Value = value(0.3, { name: 'w' });
    const w = h;
    for (let k = 0; k < 30; k++) h = add(h.sin().named(`a${k}`), h.cos().named(`b${k}`)).named(`h${k}`);
    const paths = why(h, w);
    expect(paths.length).toBeLessThanOrEqual(256);
    expect(paths.every(({ whole }) => !whole)).toBe(true);
    const total = paths.reduce((sum, { contribution }) => sum + contribution.item(), 0);
    expect(total).toBeCloseTo(backward(h).of(w).item(), 10);
  });

  test('says what is wrong', () => {
    const w = value(1, { name: 'w' });
    expect(() => why(value([1, 2]).mul(2), w)).toThrow('why: expected a scalar to differentiate');
    expect(() => why(w.mul(2).named('E'), value(1, { name: 'v' }))).toThrow('why: E does not depend on v');
  });
});
