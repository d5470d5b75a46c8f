import { describe, expect, test } from 'vitest';
import { call, type Expression, list, name, number } from '../../src/expression/expression.ts';
import { equal, isNumeric, substitute } from '../../src/expression/structure.ts';
import { toText } from '../../src/write/text.ts';
import { c, d } from './expressions.ts';

describe('two expressions', () => {
  test('are equal where they say the same in the same form, wherever they stood', () => {
    expect(equal(call('add', [name('a', { start: 0, end: 1 }), number(1)]), c('add', 'a', 1))).toBe(true);
    expect(equal(list([number(1), d('E', 'w')]), list([number(1), d('E', 'w')]))).toBe(true);
    const sum = (options: Record<string, number[]>) => call('sum', [name('x')], options);
    expect(equal(sum({ axis: [0, 1] }), sum({ axis: [0, 1] }))).toBe(true);
    expect(equal(call('sum', [name('x')], {}), c('sum', 'x'))).toBe(true);
  });

  test.each<[string, Expression, Expression]>([
    ['the order', c('add', 'a', 'b'), c('add', 'b', 'a')],
    ['the operation', c('add', 'a', 'b'), c('sub', 'a', 'b')],
    ['how many operands', c('max', 'a', 'b'), c('max', 'a')],
    ['the kind', name('a'), number(1)],
    ['an option', call('sum', [name('x')], { axis: 0 }), call('sum', [name('x')], { axis: 1 })],
    [
      'the name of an option',
      call('sum', [name('x')], { axis: 0 }),
      call('sum', [name('x')], { toString: 0 }),
    ],
    ['the variable', d('E', 'w'), d('E', 'b')],
    ['the length', list([number(1)]), list([number(1), number(2)])],
    ['what is deep inside', c('exp', c('neg', c('mul', 'a', 'b'))), c('exp', c('neg', c('mul', 'a', 'c')))],
  ])('differ by %s', (_, a, b) => {
    expect(equal(a, b)).toBe(false);
    expect(equal(b, a)).toBe(false);
  });
});

describe('substitution', () => {
  const numbers = new Map([
    ['w', number(-0.3)],
    ['x', number(0.5)],
  ]);

  test('puts numbers in the places of names and derivatives, and leaves the rest', () => {
    const formula = c('add', c('mul', 'w', 'x'), c('mul', d('E', 'w'), c('square', 'b')));
    const replaced = substitute(formula, (symbol) =>
      symbol.kind === 'name' ? numbers.get(symbol.name) : symbol.wrt.name === 'w' ? number(2) : undefined,
    );
    expect(toText(replaced)).toBe('−0.3·0.5 + 2·b²');
    expect(toText(formula)).toBe('w·x + ∂E/∂w · b²');
  });

  test('keeps parentheses around what is negative', () => {
    const formula = c('mul', 'x', c('square', 'w'));
    expect(
      toText(
        substitute(formula, (symbol) => (symbol.kind === 'name' ? numbers.get(symbol.name) : undefined)),
      ),
    ).toBe('0.5 · (−0.3)²');
  });

  test('of every symbol leaves an expression of numbers alone', () => {
    const formula = list([c('mul', 'x', d('E', 'w')), number(1)]);
    expect(isNumeric(formula)).toBe(false);
    expect(isNumeric(substitute(formula, () => number(1)))).toBe(true);
  });
});
