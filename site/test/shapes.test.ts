import { expect, test } from 'vitest';
import { judge } from '../tools/check/judge.ts';
import { numbersOfShape, shapeOfText } from '../tools/share/shape.ts';

const claimed = (formula: string, wrt: string, claim: string, at: Record<string, string>) =>
  judge({ mode: 'gradient', formula, wrt, claim, at, rate: '', lines: '', pass: '', values: '' });

test.each([
  ['3×2', [3, 2]],
  ['2x3 x 4', [2, 3, 4]],
  ['5 * 1', [5, 1]],
])('%s is a shape', (text, shape) => {
  expect(shapeOfText(text)).toEqual(shape);
});

test.each(['3', '3×', 'x', '0.4', '[3, 2]', '99999×1', '-3×2', ''])('%j is none', (text) => {
  expect(shapeOfText(text)).toBe(undefined);
});

test('the numbers that are chosen for a shape are all different, and no matrix of them is singular', () => {
  const numbers = numbersOfShape([7, 6], 1) as number[][];
  expect(numbers.map((row) => row.length)).toEqual(Array(7).fill(6));
  expect(new Set(numbers.flat()).size).toBe(42);
  for (let n = 2; n < 7; n++)
    expect(claimed('f = det(A)', 'A', "det(A) * pinv(A)'", { A: `${n}×${n}` })).toMatchObject({
      verdict: { kind: 'right' },
    });
});

test.each([
  ['L = sum((X @ w - y)^2)', 'w', "2 * X' @ (X @ w - y)", { X: '3×2', w: '2x1', y: '3×1' }, 'right'],
  ['f = trace(A @ X @ B)', 'X', "A' @ B'", { A: '2×3', X: '3×4', B: '4×2' }, 'right'],
  ['f = trace(A @ X @ B)', 'X', 'B @ A', { A: '2×3', X: '3×4', B: '4×2' }, 'wrong'],
] as const)('matrices are checked by their shapes alone: %s by %s', (formula, wrt, claim, at, kind) => {
  expect(claimed(formula, wrt, claim, at)).toMatchObject({ verdict: { kind } });
});

test('a claim is read by the shapes', () => {
  const { verdict } = claimed('f = trace(A @ X @ B)', 'X', 'A^\\top B^\\top', {
    A: '2×3',
    X: '3×4',
    B: '4×2',
  });
  expect(verdict?.readAs).toBe("A' @ B'");
});

test('a shape of too many numbers is refused at its name', () => {
  expect(claimed('f = trace(A)', 'A', '1', { A: '9999×9999' }).mistake).toMatchObject({
    part: 'numbers',
    name: 'A',
    message: 'A: expected a shape of 1 to 10,000 numbers, got 9999×9999',
  });
});
