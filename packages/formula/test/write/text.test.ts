import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, derivative, type Expression, list, name, number } from '../../src/expression/expression.ts';
import { toText } from '../../src/write/text.ts';
import { c, d, formulas } from '../expression/expressions.ts';

const none = call('none', []);

describe('an expression as text', () => {
  test.each<[string, string, Expression]>([
    ['1/2 · (t − out)²', '1/2 * (t - out)^2', c('mul', c('div', 1, 2), c('square', c('sub', 't', 'out')))],
    ['1/2 · (t − out)²', '1/2 * (t - out)^2', c('mul', 0.5, c('pow', c('sub', 't', 'out'), 2))],
    ['out · (1 − out)', 'out * (1 - out)', c('mul', 'out', c('sub', 1, 'out'))],
    [
      'w5·out_h1 + w6·out_h2 + b2',
      'w5*out_h1 + w6*out_h2 + b2',
      c('add', c('add', c('mul', 'w5', 'out_h1'), c('mul', 'w6', 'out_h2')), 'b2'),
    ],
    ['−(t − out) · x', '-(t - out) * x', c('neg', c('mul', c('sub', 't', 'out'), 'x'))],
    ['−x²', '-x^2', c('neg', c('square', 'x'))],
    ['(−x)²', '(-x)^2', c('square', c('neg', 'x'))],
    ['2^3²', '2^3^2', c('pow', 2, c('pow', 3, 2))],
    ['(2³)²', '(2^3)^2', c('pow', c('pow', 2, 3), 2)],
    ['x^(−1)', 'x^(-1)', c('pow', 'x', -1)],
    ['x^(a + b)', 'x^(a + b)', c('pow', 'x', c('add', 'a', 'b'))],
    ['a − b − c', 'a - b - c', c('sub', c('sub', 'a', 'b'), 'c')],
    ['a − (b − c)', 'a - (b - c)', c('sub', 'a', c('sub', 'b', 'c'))],
    ['a/b/c', 'a/b/c', c('div', c('div', 'a', 'b'), 'c')],
    ['a/(b/c)', 'a/(b/c)', c('div', 'a', c('div', 'b', 'c'))],
    ['a/(b·c)', 'a/(b*c)', c('div', 'a', c('mul', 'b', 'c'))],
    ['a · (b·c)', 'a * (b*c)', c('mul', 'a', c('mul', 'b', 'c'))],
    ['a · (−b)', 'a * (-b)', c('mul', 'a', c('neg', 'b'))],
    ['a + (−b)', 'a + (-b)', c('add', 'a', c('neg', 'b'))],
    ['−(−x)', '-(-x)', c('neg', c('neg', 'x'))],
    ['0.5 · (−0.3)', '0.5 * (-0.3)', c('mul', 0.5, -0.3)],
    ['(−2)²', '(-2)^2', c('pow', -2, 2)],
    ['1/(1 + exp(−x))', '1/(1 + exp(-x))', c('reciprocal', c('add', 1, c('exp', c('neg', 'x'))))],
    ['x/sqrt(y)', 'x/sqrt(y)', c('div', 'x', c('sqrt', 'y'))],
    ["W' @ x + b", "W' @ x + b", c('add', c('matmul', c('transpose', 'W'), 'x'), 'b')],
    ["(A @ B)'", "(A @ B)'", c('transpose', c('matmul', 'A', 'B'))],
    ['a ≤ b + 1', 'a <= b + 1', c('lessEqual', 'a', c('add', 'b', 1))],
    ['(a < b) == c', '(a < b) == c', c('equal', c('less', 'a', 'b'), 'c')],
    ['softplus(x)', 'softplus(x)', c('softplus', 'x')],
    [
      'sum(x, axis=[0, 1], keepDims=true)',
      'sum(x, axis=[0, 1], keepDims=true)',
      call('sum', [name('x')], { axis: [0, 1], keepDims: true }),
    ],
    [
      'x[0, :, 1:, ::2]',
      'x[0, :, 1:, ::2]',
      call('slice', [
        name('x'),
        list([number(0), list([]), list([number(1), none]), list([none, none, number(2)])]),
      ]),
    ],
    [
      '[[1, 2], [3, 4]]',
      '[[1, 2], [3, 4]]',
      list([list([number(1), number(2)]), list([number(3), number(4)])]),
    ],
    ['α·β_1', 'alpha*beta_1', c('mul', 'α', 'β_1')],
  ])('%s, and in ASCII %s', (unicode, ascii, expression) => {
    expect(toText(expression)).toBe(unicode);
    expect(toText(expression, { ascii: true })).toBe(ascii);
  });

  test.each<[string, string, Expression]>([
    ['∂E/∂w5', 'dE/dw5', d('E', 'w5')],
    ['∂²E/∂w²', 'd^2E/dw^2', derivative(d('E', 'w'), name('w'))],
    ['∂²E/∂w∂b', 'd^2E/dwdb', derivative(d('E', 'w'), name('b'))],
    [
      '∂E/∂out · ∂out/∂net · x',
      'dE/dout * dout/dnet * x',
      c('mul', c('mul', d('E', 'out'), d('out', 'net')), 'x'),
    ],
    ['(∂E/∂w)/n', '(dE/dw)/n', c('div', d('E', 'w'), 'n')],
    ['a/(∂E/∂w)', 'a/(dE/dw)', c('div', 'a', d('E', 'w'))],
    ['(∂E/∂w)²', '(dE/dw)^2', c('square', d('E', 'w'))],
    ['w − η · ∂E/∂w', 'w - eta * dE/dw', c('sub', 'w', c('mul', 'η', d('E', 'w')))],
  ])('of a derivative: %s', (unicode, ascii, expression) => {
    expect(toText(expression)).toBe(unicode);
    expect(toText(expression, { ascii: true })).toBe(ascii);
  });

  test('rounds numbers only where digits are asked for', () => {
    const sum = c('add', 0.1 + 0.2, 'x');
    expect(toText(sum)).toBe('0.30000000000000004 + x');
    expect(toText(sum, { digits: 9 })).toBe('0.3 + x');
  });

  test('has no number and no control character from a hostile name', () => {
    const hostile = c('add', '\u001b[31mred\u0007\u202e', call('__proto__\n', [name('constructor')]));
    expect(toText(hostile)).toBe('�[31mred�� + __proto__�(constructor)');
    expect(toText(hostile, { ascii: true })).toMatch(/^[ -~]*$/);
  });

  test('in ASCII is ASCII, and has signs only in their places', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const text = toText(formula, { ascii: true });
        expect(text).toMatch(/^[ -~]*$/);
        expect(text).not.toMatch(/[-+*/^] ?[-+*/^]|\( ?\)/);
      }),
    );
  });
});
