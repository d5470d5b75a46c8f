import { parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { read } from './reading.ts';

const half = 'div(1 2)';

describe('LaTeX', () => {
  test.each([
    ['\\frac{1}{2}(t-\\sigma(wx+b))^2', `mul(${half} pow(sub(t sigmoid(add(mul(w x) b))) 2))`],
    ['\\frac12 x', `mul(${half} x)`],
    ['\\dfrac{a}{b} \\times c', 'mul(div(a b) c)'],
    ['e^{-x}', 'exp(neg(x))'],
    ['\\exp\\left(-x\\right)', 'exp(neg(x))'],
    ['\\sqrt{x} + \\sqrt[3]{y} + \\sqrt[4]{z}', 'add(add(sqrt(x) cbrt(y)) pow(z 0.25))'],
    ['x^2y', 'mul(pow(x 2) y)'],
    ['x_1^{2}', 'pow(x_1 2)'],
    ['\\mathrm{out}_{o1}\\,(1 - \\mathrm{out}_{o1})', 'mul(out_o1 sub(1 out_o1))'],
    ['out_{o1}(1-out_{o1})', 'mul(out_o1 sub(1 out_o1))'],
    ['\\operatorname{softmax}\\left(z, \\mathrm{axis} = 0\\right)', 'softmax(z axis=0)'],
    ['\\lVert x\\rVert + \\left|y\\right| + \\left\\|z\\right\\|', 'add(add(norm(x) abs(y)) norm(z))'],
    ['W^T x + V^{\\top}', 'add(mul(transpose(W) x) transpose(V))'],
    ['a \\odot b', 'mul(a b)'],
    ['\\sin^2 x + \\cos^2(x)', 'add(pow(sin(x) 2) pow(cos(x) 2))'],
    ['\\ln 2x + \\log_{10}(y)', 'add(log(mul(2 x)) log10(y))'],
    ['\\sin x \\cos y', 'mul(sin(x) cos(y))'],
    ['\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}', '[[1 2] [3 4]]'],
    ['2 \\cdot 10^{-3} x', 'mul(0.002 x)'],
    ['\\hat{y}_1 - \\alpha_i', 'sub(y_hat_1 α_i)'],
    ['x_{\\text{total}}^{+}', 'x_total⁺'],
    ['{x^{2}}^{3}', 'pow(pow(x 2) 3)'],
    ['a \\le b', 'lessEqual(a b)'],
    ['c\\left(a = b\\right)', 'mul(c equal(a b))'],
    ['$$ x \\quad + y % a remark', 'add(x y)'],
  ])('%s', (text, expected) => expect(read(text, { syntax: 'latex' })).toBe(expected));

  test('letters in a row are a product, but known names', () => {
    expect(read('wxb', { syntax: 'latex' })).toBe('mul(mul(w x) b)');
    expect(read('wnet', { syntax: 'latex' })).toBe('mul(w net)');
    expect(read('rate x', { syntax: 'latex', names: ['rate'] })).toBe('mul(rate x)');
    expect(read('\\begin{aligned} loss &= t - pred \\\\ pred &= 2x \\end{aligned}')).toBe('sub(t pred)');
  });

  test('it is recognised by a backslash or a brace, and a subscript in braces is either', () => {
    expect(parse('w_{5}*loss').names).toEqual(['w_5', 'loss']);
    expect(parse('ab^{2}').names).toEqual(['a', 'b']);
    expect(parse('ab', { syntax: 'latex' }).names).toEqual(['a', 'b']);
  });
});

describe('sums in LaTeX', () => {
  test.each([
    ['\\sum x', 'sum(x)'],
    ['\\sum_i x_i', 'sum(x)'],
    ['\\frac{1}{2}\\sum_{i=1}^{n} (t_i - y_i)^2', `mul(${half} sum(pow(sub(t y) 2)))`],
    ['\\sum_{i} w_i x_i + b', 'add(sum(mul(w x)) b)'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

  test.each([
    ['\\sum_i x', 'the sum over i goes over all entries'],
    ['\\sum_i i x_i', 'only as the whole subscript'],
    ['\\sum_i w_{ij} x_i', 'only as the whole subscript'],
    ['\\sum_{i=1}^{3} x_i', 'expected no bounds'],
    ['\\sum_{i=2}^{n} x_i', 'expected no bounds'],
  ])('%s is refused', (text, message) => expect(() => read(text)).toThrow(message));
});

describe('a product in LaTeX', () => {
  const values = {
    A: [
      [1, 2],
      [3, 4],
    ],
    B: [
      [0, 1],
      [1, 0],
    ],
    x: [10, 1],
    c: 2,
  };
  const product = (text: string) => {
    const formula = parse(text, { syntax: 'latex' });
    return formula(
      Object.fromEntries(formula.names.map((name) => [name, values[name as keyof typeof values]])),
    ).toArray();
  };

  test('is that of matrices where there are matrices, and entry by entry with ⊙', () => {
    expect(product('A x')).toEqual([12, 34]);
    expect(product('A \\cdot B')).toEqual([
      [2, 1],
      [4, 3],
    ]);
    expect(product('A \\odot B')).toEqual([
      [0, 2],
      [3, 0],
    ]);
    expect(product('c x')).toEqual([20, 2]);
    expect(product('x x')).toEqual([100, 1]);
    expect(product('y = Ax \\\\ x^{T} y')).toBe(154);
    expect(product('x x^{T}')).toEqual([
      [100, 10],
      [10, 1],
    ]);
  });
});
