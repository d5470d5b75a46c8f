import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';

describe('precedence and grouping', () => {
  test.each([
    ['-x^2', 'neg(pow(x 2))'],
    ['2^3^2', 'pow(2 pow(3 2))'],
    ['a/b/c', 'div(div(a b) c)'],
    ['a - b - c', 'sub(sub(a b) c)'],
    ['a + b*c', 'add(a mul(b c))'],
    ['2^-x', 'pow(2 neg(x))'],
    ['2^-x*y', 'mul(pow(2 neg(x)) y)'],
    ['-a*b', 'mul(neg(a) b)'],
    ['a * -b', 'mul(a neg(b))'],
    ['a < b + c', 'less(a add(b c))'],
    ["A @ B'", 'matmul(A transpose(B))'],
    ["-x'^2", 'neg(pow(transpose(x) 2))'],
    ['-2', '-2'],
    ['-(2)', 'neg(2)'],
    ['-2^2', 'neg(pow(2 2))'],
    ['x-2', 'sub(x 2)'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('signs and names', () => {
  test.each([
    ['a − b · c × d ÷ f', 'sub(a div(mul(mul(b c) d) f))'],
    ['a**2', 'pow(a 2)'],
    ['x² + y⁻¹ + z¹⁰', 'add(add(pow(x 2) pow(y -1)) pow(z 10))'],
    ['Wᵀ @ x', 'matmul(transpose(W) x)'],
    ['.5 + 1e-3 + 2.', 'add(add(0.5 0.001) 2)'],
    ['a ≤ b', 'lessEqual(a b)'],
    ['a != b', 'notEqual(a b)'],
    ['w_5 + w_{5} + w₅', 'add(add(w_5 w_5) w_5)'],
    ['out_{o1} * α', 'mul(out_o1 α)'],
    ['|x - |y|| + ‖z‖', 'add(abs(sub(x abs(y))) norm(z))'],
    ['√x + √(x + 1)', 'add(sqrt(x) sqrt(add(x 1)))'],
    ['2π', `mul(2 ${Math.PI})`],
    ['e^-x', 'exp(neg(x))'],
    ['e + 1', `add(${Math.E} 1)`],
    ['∞', 'Infinity'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

  test('a bound name is no constant and no alias', () => {
    expect(read('e^x; e = 2', { result: undefined })).toBe('pow(e x)');
    expect(read('e * x', { names: ['e'] })).toBe('mul(e x)');
    expect(() => read('σ(x)', { names: ['σ'] })).toThrow('σ is not a function: write σ * (…)');
  });
});

describe('products without a sign', () => {
  test.each([
    ['2x', 'mul(2 x)'],
    ['2(x+1)', 'mul(2 add(x 1))'],
    ['2x^2', 'mul(2 pow(x 2))'],
    ['(a)(b)', 'mul(a b)'],
    ['2sin(x)', 'mul(2 sin(x))'],
    ['a*2x', 'mul(mul(a 2) x)'],
    ['a b', 'mul(a b)'],
    ['a b c + d', 'add(mul(mul(a b) c) d)'],
    ['x² y', 'mul(pow(x 2) y)'],
    ['x[0] y', 'mul(slice(x [0]) y)'],
    ["x'y", 'mul(transpose(x) y)'],
    ["x' A x", 'mul(mul(transpose(x) A) x)'],
    ["A'(x - b)", 'mul(transpose(A) sub(x b))'],
    ['Aᵀ(x - b)', 'mul(transpose(A) sub(x b))'],
    ['x sin(y)', 'mul(x sin(y))'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

  test.each(['[a b]', '[2 x]', 'sum(x, axis=[0 1])'])('%s is a list without commas, and refused', (text) =>
    expect(() => read(text)).toThrow('expected'),
  );

  test.each([
    ['1/2x', '(1/2) * x or 1/(2 * x)'],
    ['a/(b)(c)', '(a/b) * (…) or a/(b * (…))'],
    ['2^3x', '(2^3) * x or 2^(3 * x)'],
    ['-2^3x', '(2^3) * x or 2^(3 * x)'],
    ['x^2 y', '(x^2) * y or x^(2 * y)'],
    ['a/b c', '(a/b) * c or a/(b * c)'],
  ])('%s can be read in two ways, and both are shown', (text, both) =>
    expect(() => read(text)).toThrow(both),
  );
});

describe('calls', () => {
  test.each([
    ['sum(x, axis=0)', 'sum(x axis=0)'],
    ['sum(x, axis=[0, -1], keepDims=true)', 'sum(x axis=[0,-1] keepDims=true)'],
    ['pad(x, [1, 1], mode="reflect")', 'pad(x [1 1] mode="reflect")'],
    ['ln(σ(x))', 'log(sigmoid(x))'],
    ['max(a, b) + max(a)', 'add(maximum(a b) max(a))'],
    ['einsum("ij,jk->ik", A, B)', 'einsum("ij,jk->ik" A B)'],
    ['x[0]', 'slice(x [0])'],
    ['x[0, 1:3]', 'slice(x [0 [1 3]])'],
    ['x[:, -1]', 'slice(x [[] -1])'],
    ['x[::2]', 'slice(x [[none() none() 2]])'],
    ['x[1:][0]', 'slice(slice(x [[1]]) [0])'],
    ['sum(\n  x,\n  axis=0\n)', 'sum(x axis=0)'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));
});

test('a line goes on where an operator ends it or begins the next, and comments are nothing', () => {
  expect(read('y = a + # first\n b\n * c')).toBe('add(a mul(b c))');
  expect(() => read('y = a\n - b')).toThrow('does this go on from the line above?');
});
