import { describe, expect, it } from 'vitest';
import { compare, meets } from './figures.ts';

describe('a printed figure', () => {
  it('is met by a number that rounds to its digits', () => {
    expect(meets('.3775', 0.37749999999999995)).toBe(true);
    expect(meets('.023560026', 0.0235600256)).toBe(true);
    expect(meets('1.105905967', 1.1059059671)).toBe(true);
    expect(meets('.511301270', 0.51130127)).toBe(true);
    expect(meets('1', 0.96)).toBe(true);
  });

  it('is missed by a number that is one off in its last digit', () => {
    expect(meets('.023560025', 0.0235600256)).toBe(false);
    expect(meets('.26', 0.2651)).toBe(false);
    expect(meets('.3775', Number.NaN)).toBe(false);
  });

  it('may carry a typographic minus', () => {
    expect(meets('−.019049119', -0.0190491189)).toBe(true);
    expect(meets('−.019049119', 0.0190491189)).toBe(false);
  });
});

describe('quantities', () => {
  it('are compared where both programs give them', () => {
    expect(compare({ a: 1, b: 2 }, { b: 2.5, c: 3 })).toEqual({ common: 1, largest: 0.5 });
    expect(compare({ a: Number.NaN }, { a: 1 }).largest).toBeNaN();
  });
});
