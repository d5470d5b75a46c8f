import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { derive } from '../../src/derive/derive.ts';
import type { DeriveOptions } from '../../src/derive/options.ts';
import { stepText } from '../../src/derive/step-text.ts';
import { parse } from '../../src/read/parse.ts';
import { toText } from '../../src/write/text.ts';

const textsOf = (formula: string, options: DeriveOptions = {}) =>
  derive(formula, options).steps().map(stepText);

describe('the steps of a derivative', () => {
  test('come from the outermost operation inwards, each by its rule', () => {
    expect(textsOf('x^2*sin(x)')).toEqual([
      'product rule: ∂(x²·sin(x))/∂x = sin(x)·∂(x²)/∂x + x²·∂(sin(x))/∂x = 2·sin(x)·x + x²·cos(x) = x · (x·cos(x) + 2·sin(x))',
      'power rule: ∂(x²)/∂x = 2·x',
      'derivative of the function: ∂(sin(x))/∂x = cos(x)',
    ]);
  });

  test('name the inner function of a chain', () => {
    const [chain, constant] = textsOf('ln(3*x)');
    expect(chain).toBe('chain rule, u = 3·x: ∂(log(3·x))/∂x = 1/(3·x) · ∂(3·x)/∂x = 1/x');
    expect(constant).toBe('constant factor: ∂(3·x)/∂x = 3');
  });

  test.each([
    ['x + ln(x)', ['sum', 'logarithm']],
    ['x/(x + 1)', ['quotient', 'sum']],
    ['2^x', ['exponential']],
    ['exp(x)', ['exponential']],
    ['(x + 1)^3', ['chain', 'sum']],
    ['-x^2', ['constant factor', 'power']],
    ['E = y^2; y = sin(x)', ['definition', 'chain', 'definition', 'function']],
  ] as const)('%s goes by %j', (formula, rules) => {
    expect(
      derive(formula)
        .steps()
        .map(({ rule }) => rule),
    ).toEqual(rules);
  });

  test('of a second derivative go on from the first', () => {
    const steps = derive('x^3', { order: 2 }).steps();
    expect(steps.map(({ of }) => toText(of))).toEqual(['x³', '3·x²', 'x²']);
  });

  test('of arrays, directions and equations are refused', () => {
    expect(() => derive('sum(x)', { where: 'x[n]' }).steps()).toThrow('x is an array');
    expect(() => derive('x^2', { wrt: 'x', along: 'v' }).steps()).toThrow('one along a direction');
    expect(() => derive('x - y', { wrt: 'x', implicit: 'y' }).steps()).toThrow('an implicit one');
  });

  const cases: readonly { formula: string; points: readonly (readonly [number, number])[] }[] = JSON.parse(
    readFileSync(new URL('sets/one-variable.json', import.meta.url), 'utf8'),
  );

  test.each(cases.filter((_, k) => k % 5 === 0).map(({ formula, points }) => [formula, points] as const))(
    'what the rule says of %s is its derivative',
    (formula, points) => {
      const steps = derive(formula, { wrt: 'x' }).steps();
      for (const { of, written, result } of steps) {
        const [one, other] = [written, result].map((each) => parse(toText(each)));
        expect(toText(of)).not.toBe('');
        for (const [x] of points) {
          const [a, b] = [one, other].map((each) => each(each.names.length > 0 ? { x } : {}).item());
          if (Number.isFinite(a))
            expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(a)));
        }
      }
    },
  );
});
