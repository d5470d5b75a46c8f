import { arange, constant, zeros } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { numbersOf } from '../../src/write/arrays.ts';
import { toTeX } from '../../src/write/tex.ts';
import { toText } from '../../src/write/text.ts';

describe('the numbers of an array', () => {
  test('are a number, a list, or rows of a matrix', () => {
    expect(toText(numbersOf(constant(-0.5)))).toBe('−0.5');
    expect(toText(numbersOf(constant([1, -2])))).toBe('[1, −2]');
    expect(
      toTeX(
        numbersOf(
          constant([
            [1, 2],
            [3, 4],
          ]),
        ),
      ),
    ).toBe('\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}');
    expect(toText(numbersOf(constant([])))).toBe('[]');
  });

  test('have no digits that a float32 does not have', () => {
    expect(toText(numbersOf(constant(new Float32Array([0.1, 0.3]))))).toBe('[0.1, 0.3]');
  });

  test('leave out the middle of a long axis', () => {
    expect(toText(numbersOf(arange(100)))).toBe('[0, 1, 2, …, 97, 98, 99]');
    expect(toTeX(numbersOf(zeros([20, 1])))).toBe(
      '\\begin{bmatrix} 0 \\\\ 0 \\\\ 0 \\\\ \\vdots \\\\ 0 \\\\ 0 \\\\ 0 \\end{bmatrix}',
    );
  });

  test('are told by their shape where they are many', () => {
    expect(toText(numbersOf(zeros([10, 20, 30])))).toBe('[10×20×30]');
  });

  test('of truths are true and false', () => {
    expect(toText(numbersOf(constant([true, false])))).toBe('[true, false]');
  });
});
