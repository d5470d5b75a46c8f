import { constant, value } from '@chainrule/core';
import { describe, expect, it } from 'vitest';
import { labelled, leaves, numbers } from './named.ts';

describe('names', () => {
  it('are given to numbers as they become leaves', () => {
    const { w1, w2 } = leaves(value, { w1: 0.15, w2: 0.2 });
    expect([w1, w2].map(String)).toEqual(['w1 = 0.15', 'w2 = 0.2']);
    expect(leaves(constant, { b: 1 }).b.wantsGradient).toBe(false);
  });

  it('are given to the entries of a tensor in row-major order', () => {
    expect(
      labelled(
        ['w1', 'w2', 'w3', 'w4'],
        constant([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toEqual({ w1: 1, w2: 2, w3: 3, w4: 4 });
    expect(labelled(['E'], constant(7))).toEqual({ E: 7 });
    expect(() => labelled(['w1'], constant([1, 2]))).toThrow('1 symbols for the 2 numbers');
  });

  it('stay with the numbers of scalars, with a suffix', () => {
    expect(numbers({ w1: value(2) }, '⁺')).toEqual({ 'w1⁺': 2 });
  });
});
