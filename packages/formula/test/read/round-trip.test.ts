import { type Expression, parse, toTeX, toText } from '@chainrule/formula';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, list, name, number } from '../../src/expression/expression.ts';
import { shown } from './reading.ts';

const NAMES = ['x', 'w_5', 'out_o1', 'net', 'α', 'b'];

/** Smooth everywhere, so that two readings that differ differ in their numbers. */
const FUNCTIONS = ['sin', 'tanh', 'sigmoid', 'exp', 'cos', 'atan', 'softplus'];

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom(...NAMES).map((each) => name(each)),
    fc.integer({ min: 0, max: 40 }).map((n) => number(n / 8)),
    fc
      .tuple(fc.constantFrom('add', 'sub', 'mul', 'div'), tie('expression'), tie('expression'))
      .map(([op, a, b]) => call(op, [a, b])),
    fc.tuple(fc.constantFrom(...FUNCTIONS), tie('expression')).map(([op, a]) => call(op, [a])),
    fc.tuple(tie('expression'), fc.integer({ min: 2, max: 12 })).map(([a, n]) => call('pow', [a, number(n)])),
    tie('expression').map((a) => call('neg', [a])),
    tie('expression').map((a) => call('sum', [a])),
  ),
}));

const AT = { x: 0.7, w_5: -1.3, out_o1: 0.45, net: 2.1, α: 0.9, b: -0.35 };

/** The number that an expression is, worked out with Math alone. */
function at(e: Expression): number {
  if (e.kind === 'number') return e.value;
  if (e.kind === 'name') return AT[e.name as keyof typeof AT];
  if (e.kind !== 'call') return Number.NaN;
  const [a, b] = e.operands.map(at);
  const table: Record<string, () => number> = {
    add: () => a + b,
    sub: () => a - b,
    mul: () => a * b,
    div: () => a / b,
    pow: () => a ** b,
    neg: () => -a,
    sum: () => a,
    sigmoid: () => 1 / (1 + Math.exp(-a)),
    softplus: () => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))),
  };
  return Object.hasOwn(table, e.name)
    ? table[e.name]()
    : (Math as unknown as Record<string, (x: number) => number>)[e.name](a);
}

const isTame = (x: number) => Number.isFinite(x) && Math.abs(x) < 1e6;

function evaluated(text: string, syntax: 'text' | 'latex'): number {
  const f = parse(text, { syntax, names: NAMES });
  return f(Object.fromEntries(f.names.map((each) => [each, AT[each as keyof typeof AT]]))).item();
}

describe('what is written is read again', () => {
  const languages = [
    ['text', 'text', (e: Expression) => toText(e)],
    ['plain ASCII', 'text', (e: Expression) => toText(e, { ascii: true }).replaceAll('alpha', 'α')],
    ['TeX', 'latex', (e: Expression) => toTeX(e)],
  ] as const;

  test.each(languages)('as the same function: %s', (_, syntax, write) => {
    fc.assert(
      fc.property(expression, (e) => {
        const expected = at(e);
        fc.pre(isTame(expected));
        const written = write(e);
        const got = evaluated(written, syntax);
        const close = Math.abs(got - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
        expect(close, `${shown(e)} written ${written} is ${expected}, read ${got}`).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test('indices, options and lists', () => {
    for (const text of [
      'x[0, 1:3, ::2, :]',
      'sum(x, axis=[0, 1], keepDims=true)',
      "A' @ [[1, 2], [3, 4]]",
      'concat([x, y], axis=1)',
    ]) {
      const read = parse(text).expression;
      expect(shown(parse(toText(read)).expression)).toBe(shown(read));
      expect(shown(parse(toTeX(read), { syntax: 'latex' }).expression).replace('mul', 'matmul')).toBe(
        shown(read),
      );
    }
    expect(shown(list([name('x')]))).toBe('[x]');
  });
});
