import { expect, test } from 'vitest';
import { folds } from '../../../src/javascript/spelling/folds.ts';

const CASES: Readonly<Record<keyof typeof folds, (numbers: number[]) => number>> = {
  sum: (numbers) => numbers.reduce((a, b) => a + b, 0),
  product: (numbers) => numbers.reduce((a, b) => a * b, 1),
  largest: (numbers) => Math.max(...numbers),
  smallest: (numbers) => Math.min(...numbers),
  all: (numbers) => Number(numbers.every(Boolean)),
  any: (numbers) => Number(numbers.some(Boolean)),
};

test.each(Object.entries(CASES))(
  '%s begins where it begins, and goes on as it is written',
  (name, expected) => {
    const { start, spelling } = folds[name as keyof typeof folds];
    const combine = new Function('a', 'b', `return ${spelling.write('a', 'b')};`);
    for (const numbers of [[], [0], [1, 1], [0, 1, 1], [1, 0]])
      expect(numbers.reduce((a, b) => combine(a, b), start)).toBe(expected(numbers));
  },
);
