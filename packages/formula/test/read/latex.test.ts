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
    ['\\sum_i w_{i1} x_i', 'only as the whole subscript'],
    ['\\sum_i x_{i+1} x_i', 'only as the whole subscript'],
    ['\\sum_{i=2}^{n} x_i', 'expected no bounds'],
  ])('%s is refused', (text, message) => expect(() => read(text)).toThrow(message));
});

describe('the entries of a sum', () => {
  test.each([
    ['\\sum_i x_i + y_i', 'sum(add(x y))'],
    ['\\sum_i x_i + b', 'add(sum(x) b)'],
    ['\\sum_i x_i - y_i + b', 'add(sum(sub(x y)) b)'],
    ['\\sum_{i=1}^{n} (y_i - \\hat{y}_i)^2', 'sum(pow(sub(y y_hat) 2))'],
    ['\\sum_{i,j} A_{ij}^2', 'sum(pow(A 2))'],
    ['\\prod_i x_i', 'prod(x)'],
    ['\\prod_{k=1}^{K} p_k', 'prod(p)'],
  ])('%s is %s', (text, expected) => expect(read(text)).toBe(expected));

  test('are as many as the indices and the bounds say', () => {
    const of = (text: string, x: number | number[] | number[][]) => parse(text)({ x }).item();
    expect(of('\\sum_{i=1}^{2} x_i', [3, 4])).toBe(7);
    expect(of('\\sum_{i=0}^{1} x_i', [3, 4])).toBe(7);
    expect(() => of('\\sum_{i=1}^{2} x_i', [3, 4, 5])).toThrow('goes over 2 entries, and x has 3');
    expect(() => of('\\sum_i x_i', [[3, 4]])).toThrow('expected 1 axis, got [1, 2]');
    expect(() => of('\\sum_{i,j} x_{ij}', [3, 4])).toThrow('expected 2 axes, got [2]');
  });
});

describe('commands as they stand in papers', () => {
  test.each([
    ['\\left\\{ x + 1 \\right\\}^2', 'pow(add(x 1) 2)'],
    ['\\sin^{-1} x + \\tan^{-1}(x)', 'add(asin(x) atan(x))'],
    ['\\cot x + \\sec^2 x', 'add(reciprocal(tan(x)) pow(reciprocal(cos(x)) 2))'],
    ['x^2_1 + x^{n+1}_{i}', 'add(pow(x_1 2) pow(x_i add(n 1)))'],
    ['\\mathrm{Tr}(A) + \\mathrm{tr}(A)', 'add(trace(A) trace(A))'],
    ['\\operatorname{Var}(x)', 'variance(x correction=0)'],
    ['\\|x - y\\|_{\\text{F}}', 'norm(sub(x y))'],
    ['\\langle w, x\\rangle + b', 'add(vdot(w x) b)'],
    ['2\\mathbf{1}(x > 0)', 'mul(2 where(greater(x 0) 1 0))'],
    ['\\mathbb{1}_{x > 0}\\,y', 'mul(where(greater(x 0) 1 0) y)'],
    ['\\mathbb{1}\\{x > 0\\}', 'where(greater(x 0) 1 0)'],
    ['y = x^2.', 'pow(x 2)'],
    ['y = \\frac{1}{2}x, \\\\ x = 3t.', `mul(${half} x)`],
    ['y \\equiv x^2', 'pow(x 2)'],
    ['y := x^2 \\tag{1} \\label{eq:y}', 'pow(x 2)'],
    ['\\underbrace{x^2}_{\\text{loss}} + 1', 'add(pow(x 2) 1)'],
    ['{\\color{red} x} + \\textcolor{blue}{y} + \\boxed{z}', 'add(add(x y) z)'],
    ['\\dot{x} + \\ddot{y}_1', 'add(x_dot y_ddot_1)'],
  ])('%s', (text, expected) => expect(read(text, { syntax: 'latex' })).toBe(expected));

  test('an aligned chain is one value, and is refused where its sides differ', () => {
    const chain = (last: string) =>
      parse(`\\begin{aligned} y &= (x+1)^2 \\\\ &= ${last} \\end{aligned}`)({ x: 3 }).item();
    expect(chain('x^2 + 2x + 1')).toBe(16);
    expect(() => chain('x^2 + x + 1')).toThrow('this side has another value than the first one');
  });

  test.each([
    ['A \\otimes B', 'kron'],
    ['\\int_0^1 x', 'an integral'],
  ])('%s says what to write', (text, said) => expect(() => read(text)).toThrow(said));
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
