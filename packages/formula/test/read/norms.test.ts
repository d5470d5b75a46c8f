import { parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';

describe('bars', () => {
  test.each([
    ['2|x|', 'mul(2 abs(x))'],
    ['(a + b)|x|', 'mul(add(a b) abs(x))'],
    ['2‖x‖^2', 'mul(2 pow(norm(x) 2))'],
    ['|max(2|x|, y)|', 'abs(maximum(mul(2 abs(x)) y))'],
    ['|[2|x|, y][0]|', 'abs(slice([mul(2 abs(x)) y] [0]))'],
    ['||w||^2', 'pow(norm(w) 2)'],
    ['2||w||', 'mul(2 norm(w))'],
    ['||X@w - y||^2 + ||w||', 'add(pow(norm(sub(matmul(X w) y)) 2) norm(w))'],
    ['||x| - y|', 'abs(sub(abs(x) y))'],
    ['||x| - |y||', 'abs(sub(abs(x) abs(y)))'],
    ['|x - |y||', 'abs(sub(x abs(y)))'],
    ['||x - |y|||', 'norm(sub(x abs(y)))'],
    ['| |w| |', 'abs(abs(w))'],
    ['‖w‖_1 + ‖w‖_2^2 + ||w||_F', 'add(add(norm(w p=1) pow(norm(w) 2)) norm(w))'],
  ])('%s in text', (text, expected) => expect(read(text, { syntax: 'text' })).toBe(expected));

  test.each([
    ['\\frac{1}{2}\\|Xw - y\\|^2', 'mul(div(1 2) pow(norm(sub(mul(X w) y)) 2))'],
    ['\\|w\\|_2^2', 'pow(norm(w) 2)'],
    ['\\|w\\|_1', 'norm(w p=1)'],
    ['\\lambda\\|w\\|_{1}', 'mul(λ norm(w p=1))'],
    ['\\left\\|W\\right\\|_F^2', 'pow(norm(W) 2)'],
    ['\\lVert w \\rVert_2', 'norm(w)'],
    ['||w||_2^2', 'pow(norm(w) 2)'],
    ['\\frac{1}{a\\,\\infty}', 'div(1 mul(a Infinity))'],
    ['a|x|b', 'mul(mul(a abs(x)) b)'],
  ])('%s in LaTeX', (text, expected) => expect(read(text, { syntax: 'latex' })).toBe(expected));

  test('the largest entry', () => {
    expect(parse('\\|x\\|_\\infty')({ x: [1, -3] }).item()).toBe(3);
    expect(parse('‖x‖_inf')({ x: [1, -3] }).item()).toBe(3);
  });

  test('the norm of a vector is no absolute value of each entry', () => {
    expect(parse('||w||^2')({ w: [3, -4] }).item()).toBe(25);
  });

  test.each([
    ['‖w‖_3', 'a norm of order 1, 2, F or inf'],
    ['|w|_1', 'expected an operator'],
    ['||w|', 'expected |'],
    ['2|x', 'expected | to close the bracket'],
    ['x|y|', 'expected an operator'],
    ['|2|x| - y|', 'expected an operator'],
    ['\\alpha|2|x| - y|', 'write \\left| and \\right|'],
    ['\\frac{1}{2}||2|x| - y|', 'expected'],
    ['\\alpha |a| b |c|', 'write \\left| and \\right|'],
  ])('%s is refused', (text, said) => {
    expect(() => parse(text)).toThrow(said);
  });
});

describe('functions in upright letters', () => {
  test.each([
    ['\\mathrm{ReLU}(x)', 'relu(x)'],
    ['\\text{sigmoid}(x)', 'sigmoid(x)'],
    ['\\mathrm{softmax}\\left(z\\right)', 'softmax(z)'],
    ['\\text{ReLU}(wx + b)', 'relu(add(mul(w x) b))'],
    ['\\operatorname{ReLU}(x)', 'relu(x)'],
    ['\\mathrm{net}(1 - x)', 'mul(net sub(1 x))'],
  ])('%s', (text, expected) => expect(read(text, { syntax: 'latex' })).toBe(expected));

  test('are names where they are known as such', () => {
    const options = { syntax: 'latex', names: ['relu'] } as const;
    expect(read('\\mathrm{relu}(1 - x)', options)).toBe('mul(relu sub(1 x))');
  });

  test('have the same names in text', () => {
    expect(read('ReLU(x) + GELU(x)')).toBe('add(relu(x) gelu(x))');
  });
});

describe('what is missing', () => {
  test('the power of T is told from the transpose', () => {
    expect(() => parse('A^T @ x')({ A: [[1, 2]], x: [1] })).toThrow("the transpose is A'");
    expect(() => parse('(A @ B)^T')({ A: [[1, 2]], B: [[1], [2]] })).toThrow("the transpose is (…)'");
    expect(parse('a^T')({ a: 2, T: 3 }).item()).toBe(8);
  });

  test('another letter is no hint', () => {
    expect(() => parse('sin(x)')({ y: 2 })).toThrow(/no value is given for x, got y$/);
    expect(() => parse('sin(x)')({ X: 2 })).toThrow('did you mean X?');
    expect(() => parse('sin(x1)')({ x2: 2 })).toThrow('did you mean x2?');
  });
});
