import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, derivative, type Expression, list, name, number } from '../../src/expression/expression.ts';
import { toTeX } from '../../src/write/tex.ts';
import { c, d, formulas } from '../expression/expressions.ts';

describe('an expression as TeX', () => {
  test.each<[string, Expression]>([
    ['\\frac{1}{2} \\left(t - \\mathrm{out}\\right)^{2}', c('mul', 0.5, c('square', c('sub', 't', 'out')))],
    [
      '\\mathrm{out}_{o1} \\, \\left(1 - \\mathrm{out}_{o1}\\right)',
      c('mul', 'out_o1', c('sub', 1, 'out_o1')),
    ],
    ['0.4 \\cdot 0.593', c('mul', 0.4, 0.593)],
    ['0.5 \\cdot \\left(-0.3\\right)', c('mul', 0.5, -0.3)],
    ['0.4 x', c('mul', 0.4, 'x')],
    ['2 x \\cdot 3', c('mul', c('mul', 2, 'x'), 3)],
    ['\\frac{1}{2} \\cdot \\frac{a}{b}', c('mul', 0.5, c('div', 'a', 'b'))],
    ['-\\frac{1}{2} x', c('mul', -0.5, 'x')],
    ['\\left(-2\\right)^{2}', c('pow', -2, 2)],
    ['a + \\left(-b\\right)', c('add', 'a', c('neg', 'b'))],
    ['e^{-x}', c('exp', c('neg', 'x'))],
    ['\\left(e^{x}\\right)^{2}', c('square', c('exp', 'x'))],
    ['\\frac{1}{1 + e^{-x}}', c('reciprocal', c('add', 1, c('exp', c('neg', 'x'))))],
    ['\\sqrt{a + b}', c('sqrt', c('add', 'a', 'b'))],
    ['\\left|x\\right|', c('abs', 'x')],
    ['\\sigma\\left(w \\, x + b\\right)', c('sigmoid', c('add', c('mul', 'w', 'x'), 'b'))],
    ['\\ln\\left(x\\right)', c('log', 'x')],
    ['\\operatorname{softplus}\\left(x\\right)', c('softplus', 'x')],
    ['\\left(\\sum x\\right) \\, y', c('mul', c('sum', 'x'), 'y')],
    ['A^{\\top} \\, x', c('matmul', c('transpose', 'A'), 'x')],
    ['\\left(A \\, B\\right)^{\\top}', c('transpose', c('matmul', 'A', 'B'))],
    ['a \\le b', c('lessEqual', 'a', 'b')],
    ['3.5 \\cdot 10^{-12}', number(3.5e-12)],
    ['2 \\cdot \\left(3.5 \\cdot 10^{-12}\\right)', c('mul', 2, 3.5e-12)],
    [
      '\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\end{bmatrix}',
      list(
        [
          [1, 2],
          [3, 4],
        ].map((row) => list(row.map((x) => number(x)))),
      ),
    ],
    ['\\left[1, 2\\right]', list([number(1), number(2)])],
    ['\\operatorname{sum}\\left(x, \\mathrm{axis} = 0\\right)', call('sum', [name('x')], { axis: 0 })],
    ['\\frac{\\partial E}{\\partial w_{5}}', d('E', 'w5')],
    ['\\frac{\\partial^{2} E}{\\partial w^{2}}', derivative(d('E', 'w'), name('w'))],
    ['\\frac{\\partial^{2} E}{\\partial w \\, \\partial b}', derivative(d('E', 'w'), name('b'))],
    [
      '\\frac{\\partial E}{\\partial \\mathrm{out}} \\cdot \\frac{\\partial \\mathrm{out}}{\\partial w}',
      c('mul', d('E', 'out'), d('out', 'w')),
    ],
    ['\\left(\\frac{\\partial E}{\\partial w}\\right)^{2}', c('square', d('E', 'w'))],
  ])('%s', (tex, expression) => {
    expect(toTeX(expression)).toBe(tex);
  });

  test.each([
    ['w5', 'w_{5}'],
    ['w_5', 'w_{5}'],
    ['out_o1', '\\mathrm{out}_{o1}'],
    ['E_total', 'E_{\\mathrm{total}}'],
    ['net1', '\\mathrm{net}_{1}'],
    ['alpha', '\\alpha'],
    ['β_1', '\\beta_{1}'],
    ['w5⁺', 'w_{5}^{+}'],
    ['', '\\mathrm{}'],
    ['#$%&{}~^\\', '\\mathrm{\\#\\$\\%\\&\\{\\}{\\sim}{\\wedge}{\\backslash}}'],
    ['<img src=x>', '\\mathrm{{<}img\\ src=x{>}}'],
    ['\u001b[0m\u202e', '\\mathrm{?[0m?}'],
  ])('of the name %j is %s', (given, tex) => {
    expect(toTeX(name(given))).toBe(tex);
  });

  test('tells products entry by entry where it is told which they are', () => {
    const product = c('mul', c('matmul', 'A', 'x'), 'y');
    expect(toTeX(product, { elementwise: () => true })).toBe('A \\, x \\odot y');
  });

  test('is balanced and harmless, whatever the names hold', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'\\{}$%^_&#~<a1') }),
    );
    fc.assert(
      fc.property(formulas, anything, anything, (formula, a, b) => {
        const tex = toTeX(call(a, [formula, name(b), derivative(name(a), name(b))], { [b]: a }));
        const bare = tex.replaceAll(/\\[{}\\#$%&_]/g, '');
        expect(bare).not.toMatch(/[#$%~]|\p{Cc}/u);
        let depth = 0;
        for (const sign of bare) {
          if (sign === '{') depth++;
          if (sign === '}') depth--;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
        expect(tex.match(/\\left(?![a-z])/g)?.length).toBe(tex.match(/\\right(?![a-z])/g)?.length);
      }),
    );
  });

  test('has no sign after a sign', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        expect(toTeX(formula)).not.toMatch(/[-+] ?[-+]|\\cdot [-+]/);
      }),
    );
  });
});
