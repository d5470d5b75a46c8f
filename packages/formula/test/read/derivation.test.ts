import { readDerivation } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { shown } from './reading.ts';

const lines = (text: string) =>
  readDerivation(text).map(({ left, rights }) => [left && shown(left), ...rights.map(shown)]);

describe('derivations', () => {
  test.each([
    ['∂E/∂out = -(t - out)', [['D(E out)', 'neg(sub(t out))']]],
    ['dE/dw = dE/dout * dout/dw = 2', [['D(E w)', 'mul(D(E out) D(out w))', '2']]],
    ['\\frac{\\partial E}{\\partial w_{5}} = \\frac{1}{2}', [['D(E w_5)', 'div(1 2)']]],
    ['\\frac{dE}{dw} = \\frac{dE}{d net} x', [['D(E w)', 'mul(D(E net) x)']]],
    ['\\partial E/\\partial w = x', [['D(E w)', 'x']]],
    ['∂²E/∂w∂b = 0', [['D(D(E w) b)', '0']]],
    ['∂²E/∂w² = ∂^2E/∂w^2', [['D(D(E w) w)', 'D(D(E w) w)']]],
    [
      'net = w*x\n-(t - out)',
      [
        ['net', 'mul(w x)'],
        [undefined, 'neg(sub(t out))'],
      ],
    ],
    ['∂E/∂w\n = a\n = b', [['D(E w)', 'a', 'b']]],
  ])('%s', (text, expected) => expect(lines(text)).toEqual(expected));

  test('a name that begins with d is one where no derivative is meant', () => {
    expect(lines('x = a/d2 + d/2')).toEqual([['x', 'add(div(a d2) div(d 2))']]);
  });

  test('names that are bound are no differentials', () => {
    expect(
      readDerivation('y = dx/dt', { names: ['dx', 'dt'] }).map(({ rights }) => shown(rights[0])),
    ).toEqual(['div(dx dt)']);
  });

  test('each line knows where it stands', () => {
    const [, second] = readDerivation('a = 1;  dE/dw = 2');
    expect(second.at).toEqual({ start: 8, end: 17 });
    expect(second.left!.at).toEqual({ start: 8, end: 13 });
  });

  test.each([
    ['∂E/w', 'expected ∂E/∂w, a derivative'],
    ['∂²E/∂w', 'expected a derivative of order 2 below the line too, got 1'],
    ['∂/∂w', 'expected what is differentiated'],
    ['\\frac{\\partial E}{w}', 'expected ∂E/∂w, a derivative'],
  ])('%s is refused', (text, message) => expect(() => readDerivation(text)).toThrow(message));
});
