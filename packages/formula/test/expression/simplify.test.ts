import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, type Expression, name, number } from '../../src/expression/expression.ts';
import { simplify } from '../../src/expression/simplify.ts';
import { equal } from '../../src/expression/structure.ts';
import { toText } from '../../src/write/text.ts';
import { evaluate } from './evaluate.ts';
import { c, d, formulas, NAMES } from './expressions.ts';

const simple = (expression: Expression) => toText(simplify(expression), { ascii: true });

const error = c('sub', 't', 'out');

const long = 0.593269992;

describe('a simple form', () => {
  test.each<[string, Expression]>([
    ['-(t - out)', c('mul', c('mul', 0.5, c('mul', 2, error)), c('neg', 1))],
    ['x^2', c('mul', 'x', 'x')],
    ['x^3', c('mul', c('square', 'x'), 'x')],
    ['1', c('mul', 0.5, 2)],
    ['0.3*x', c('mul', c('mul', 0.1, 'x'), 3)],
    ['3*0.30000000000000004', c('mul', 3, 0.1 + 0.2)],
    ['1/3', c('div', 1, 3)],
    ['x/3', c('mul', c('div', 1, 3), 'x')],
    // Numbers whose product has more digits than a double holds stay apart.
    ['0.593269992*0.593269992^2/a', c('div', c('mul', long, c('mul', long, long)), 'a')],
    ['2*0.593269992^3*a', c('add', c('mul', c('pow', long, 3), 'a'), c('mul', c('pow', long, 3), 'a'))],
    ['x/2', c('div', 'x', 2)],
    ['1/2 * error', c('mul', c('div', 1, 2), 'error')],
    ['a/(2*b)', c('div', c('mul', 0.5, 'a'), 'b')],
    ['1/(100*b)', c('reciprocal', c('mul', 100, 'b'))],
    ['a', c('div', c('mul', 'a', 'b'), 'b')],
    ['1/x', c('div', 'x', c('square', 'x'))],
    ['0', c('mul', 0, 'x')],
    ['x', c('add', c('mul', 1, 'x'), 0)],
    ['2*x', c('add', 'x', 'x')],
    ['0', c('sub', 'x', 'x')],
    ['a - b', c('add', 'a', c('neg', 'b'))],
    ['a + b', c('sub', 'a', c('neg', 'b'))],
    ['a - 3', c('add', 'a', -3)],
    ['x', c('neg', c('neg', 'x'))],
    ['x', c('sub', 1, c('sub', 1, 'x'))],
    ['-(a + b) * c', c('mul', c('sub', c('neg', 'a'), 'b'), 'c')],
    ['a + b', c('neg', c('sub', c('neg', 'a'), 'b'))],
    ['x', c('pow', 'x', 1)],
    ['1', c('pow', 'x', 0)],
    ['x^2', c('pow', c('neg', 'x'), 2)],
    ['-x^3', c('pow', c('neg', 'x'), 3)],
    ['x', c('log', c('exp', 'x'))],
    ['exp(log(x))', c('exp', c('log', 'x'))],
    ['x/sqrt(y)', c('mul', c('rsqrt', 'y'), 'x')],
    ['(a*b)^2', c('pow', c('mul', 'a', 'b'), 2)],
    ['a*b', c('div', c('pow', c('mul', 'a', 'b'), 3), c('square', c('mul', 'a', 'b')))],
    ['c*a*b', c('mul', 'c', c('div', c('pow', c('mul', 'a', 'b'), 3), c('square', c('mul', 'a', 'b'))))],
    ['a * (b + c)', c('mul', 'a', c('add', 'b', 'c'))],
    ['dE/dout * dout/dnet', c('mul', c('mul', d('E', 'out'), 1), d('out', 'net'))],
    ['x/0', c('div', 'x', 0)],
    ['softplus(2*x)', c('softplus', c('add', 'x', 'x'))],
    ['A @ B @ A', c('matmul', c('matmul', 'A', 'B'), 'A')],
    ["2*A'", c('add', c('transpose', 'A'), c('transpose', 'A'))],
  ])('%s', (text, expression) => {
    expect(simple(expression)).toBe(text);
  });

  test('is its own simple form', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const once = simplify(formula);
        const twice = simplify(once);
        expect(equal(once, twice), `${toText(once)} became ${toText(twice)}`).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('has the value of the expression, wherever that has one', () => {
    const numbers = fc.tuple(...NAMES.map(() => fc.double({ min: 0.2, max: 2, noNaN: true })));
    let compared = 0;
    fc.assert(
      fc.property(formulas, numbers, (formula, xs) => {
        const names = Object.fromEntries(NAMES.map((each, k) => [each, xs[k]]));
        const nudged = Object.fromEntries(NAMES.map((each, k) => [each, xs[k] * (1 + 1e-13)]));
        const expected = evaluate(formula, names);
        // Where a rounding error more or less changes the value, so may another order of the operations.
        const conditioned =
          Math.abs(evaluate(formula, nudged) - expected) <= 1e-10 * (1 + Math.abs(expected));
        if (!Number.isFinite(expected) || Math.abs(expected) > 1e8 || !conditioned) return;
        compared++;
        const got = evaluate(simplify(formula), names);
        expect(Math.abs(got - expected), toText(formula)).toBeLessThanOrEqual(
          1e-6 * (1 + Math.abs(expected)),
        );
      }),
      { numRuns: 3000 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  test('of a sum and of a product of thousands is found without a deep stack', () => {
    const many = Array.from({ length: 5000 }, (_, k) => name(`x_${k % 50}`) as Expression);
    for (const operation of ['add', 'mul', 'sub', 'div'])
      expect(() => toText(simplify(many.reduce((a, b) => call(operation, [a, b]))))).not.toThrow();
    expect(simple(many.reduce((a, b) => call('add', [a, b]), number(0) as Expression))).toMatch(
      /^100\*x_0 \+ 100\*x_1 /,
    );
  });
});
