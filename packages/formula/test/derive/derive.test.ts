import { Derivative } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { derive } from '../../src/derive/derive.ts';
import type { DeriveOptions } from '../../src/derive/options.ts';
import { parse } from '../../src/read/parse.ts';

const lines = (formula: string, options: DeriveOptions = {}) => derive(formula, options).toText().split('\n');

describe('derive', () => {
  test.each<[string, DeriveOptions, string]>([
    ['x^2*sin(x)', {}, '∂f/∂x = x · (x·cos(x) + 2·sin(x))'],
    ['x^n', { wrt: 'x' }, '∂f/∂x = n · x^(n − 1)'],
    ['x^n', { wrt: 'n' }, '∂f/∂n = x^n·log(x)   (x > 0)'],
    ['x^x', {}, '∂f/∂x = x^x · (1 + log(x))   (x > 0)'],
    ['ln(x + sqrt(x^2 + 1))', {}, '∂f/∂x = 1/sqrt(x² + 1)'],
    ['acosh(x)', {}, '∂f/∂x = 1/sqrt(x² − 1)   (x² − 1 ≠ 0)'],
    ['x^5*ln(x)', { order: 3 }, '∂³f/∂x³ = x² · (47 + 60·log(x))'],
    ['x^2 + y^2 - 1', { wrt: 'x', implicit: 'y' }, '∂y/∂x = −x/y   (y ≠ 0)'],
  ])('%s %o', (formula, options, expected) => {
    expect(derive(formula, options).toText()).toBe(expected);
  });

  test.each<[string, DeriveOptions, string]>([
    ["x' A x", { wrt: 'x', where: 'x[n], A[n,n]' }, "∂f/∂x = (A + A') @ x"],
    ["x' A x", { wrt: 'x', where: 'x[n], A[n,n] symmetric' }, '∂f/∂x = 2·A @ x'],
    ["x' A x", { wrt: 'x', order: 2, where: 'x[n], A[n,n]' }, "∂²f/∂x² = A + A'"],
    ['A x', { wrt: 'x', where: 'A[m,n], x[n]' }, '∂f/∂x = A'],
    ['tanh(A x + b)', { wrt: 'b', where: 'A[m,n], x[n], b[m]' }, '∂f/∂b = diag(1 − tanh(A @ x + b)²)'],
    ['softmax(z)', { wrt: 'z', where: 'z[n]' }, '∂f/∂z = diag(softmax(z)) − outer(softmax(z), softmax(z))'],
    ['tr(kron(A, X))', { wrt: 'X', where: 'A[m,m], X[n,n]' }, '∂f/∂X = trace(A)·eye(n)'],
    ['norm(kron(A, X))^2', { wrt: 'X', where: 'A[m,n], X[p,q]' }, '∂f/∂X = 2·norm(A)²·X'],
    ['norm(flatten(X))^2', { wrt: 'X', where: 'X[m,n]' }, '∂f/∂X = 2·X'],
    ['solve(A, b)', { wrt: 'b', where: 'A[n,n], b[n]' }, '∂f/∂b = inverse(A)   (A has an inverse)'],
    ['variance(x)', { where: 'x[n]' }, '∂f/∂x = 2 · (x − mean(x))/(n − 1)'],
    ['norm(x)', { order: 2, where: 'x[n]' }, '∂²f/∂x² = eye(n)/norm(x) − outer(x, x)/norm(x)³   (x ≠ 0)'],
    [
      '\\frac{1}{2}\\|y - X\\beta\\|^2',
      { wrt: '\\beta', where: 'X[m,n], y[m], \\beta[n]' },
      "∂f/∂β = X' @ (X @ β − y)",
    ],
    [
      'norm(A x - b)^2',
      { wrt: 'x', along: 'v', where: 'A[m,n], x[n], b[m]' },
      "∂f/∂v = 2 · ((A @ x − b)' @ A @ v)",
    ],
    ['\\operatorname{tr}(AXB)', { wrt: 'X', where: 'A[m,n], X[n,p], B[p,m]' }, "∂f/∂X = A' @ B'"],
  ])('%s %o', (formula, options, expected) => {
    expect(derive(formula, options).toText()).toBe(expected);
  });

  test('shapes that were not said are found, and stated', () => {
    expect(lines('norm(A @ x - b)^2', { wrt: 'x' })).toEqual([
      "∂f/∂x = 2 · A' @ (A @ x − b)",
      'assumed: A[m, n], x[n], b[m]',
    ]);
    expect(lines('norm(A @ x - b)^2 + λ*norm(x)^2', { wrt: 'x', where: 'x[k]' })[1]).toBe(
      'assumed: A[n, k], b[n], λ',
    );
  });

  test('several names give several derivatives, and all second ones', () => {
    const { parts } = derive('x*y^2', { wrt: ['x', 'y'], order: 2 });
    expect(parts.map(({ wrt }) => wrt)).toEqual([
      ['x', 'x'],
      ['x', 'y'],
      ['y', 'y'],
    ]);
    expect(lines('x*y^2', { wrt: ['x', 'y'] })).toEqual(['∂f/∂x = y²', '∂f/∂y = 2·x·y']);
  });

  test('definitions can be differentiated by, and stand in the result where that is shorter', () => {
    const formula = 'E = 1/2*(t - out)^2; out = sigmoid(net); net = w*x + b';
    expect(lines(formula, { wrt: ['out', 'net'] })).toEqual([
      '∂E/∂out = out − t',
      '∂E/∂net = out · (out − t) · (1 − out)',
      'net = w·x + b',
      'out = sigmoid(net)',
    ]);
  });

  test('what parse gave is taken as well', () => {
    expect(derive(parse('sin(x)')).toText()).toBe('∂f/∂x = cos(x)');
  });

  test.each<[string, DeriveOptions, string]>([
    ['ln(det(X))', { wrt: 'X', where: 'X[n,n]' }, '\\frac{\\partial f}{\\partial X} = X^{-\\top}'],
    [
      'norm(X)',
      { wrt: 'X', where: 'X[m,n]' },
      '\\frac{\\partial f}{\\partial X} = \\frac{X}{\\left\\|X\\right\\|}',
    ],
    [
      "x' A y",
      { wrt: 'A', where: 'x[m], A[m,n], y[n]' },
      '\\frac{\\partial f}{\\partial A} = x \\, y^{\\top}',
    ],
  ])('TeX of %s is as textbooks set it', (formula, options, tex) => {
    expect(derive(formula, options).toTeX()).toBe(tex);
  });

  test('TeX marks products entry by entry', () => {
    expect(derive('sum(t*exp(z))', { wrt: 'z', where: 't[n], z[n]' }).toTeX()).toContain('\\odot');
  });

  test.each<[string, DeriveOptions, string]>([
    ['x*y', {}, 'expected { wrt }: the formula has the names x, y'],
    ['x', { wrt: 'z' }, 'wrt: the formula has no name z'],
    ['x', { order: 0 }, 'order: expected a whole number from 1 to 6, got 0'],
    ['x', { where: 'y[n]' }, 'where: the formula has no free name y'],
    ['x', { where: 'x[n', wrt: 'x' }, 'where: expected'],
    ['sum(x)', { where: 'x[0]' }, 'where: expected letters or whole numbers above 1 as sizes, got 0'],
    ['sum(x)', { where: 'x[n] odd' }, 'got odd in x[n] odd'],
    ['det(A)', { where: 'A[m,n] symmetric' }, 'A[m, n] cannot be symmetric'],
    ['A @ x', { wrt: 'A', where: 'A[m,n], x[n]' }, 'the derivative has 3 axes'],
    ['A @ x', { wrt: 'x', where: 'A[m,n], x[m]' }, 'inner sizes differ: A [m, n] × x [m]'],
    ['det(A)*norm(x)', { wrt: 'x', where: 'A[m,n]' }, 'no shapes of x were found'],
    ['x + y', { wrt: 'x', implicit: 'x' }, 'implicit: x is a function of another name'],
    ["c*(a' @ x)", { wrt: 'x', along: 'c', where: 'a[n], x[n], c' }, 'along: c is a variable of the formula'],
    ['x', { names: 3 as unknown as string[] }, 'names: expected an array of names, got 3'],
    ["x' @ y", { wrt: 'y', implicit: 'x', where: 'x[n], y[n]' }, 'expected an equation of scalars'],
  ])('%s %o is refused', (formula, options, message) => {
    expect(() => derive(formula, options)).toThrow(message);
  });
});

test('a derivative is data, which is written out on demand', () => {
  const found = derive('x^2');
  expect(found).toBeInstanceOf(Derivative);
  expect(String(new Derivative({ ...found, steps: () => [] }))).toBe('∂f/∂x = 2·x');
});
