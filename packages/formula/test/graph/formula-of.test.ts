import { constant, conv2d, max, type Nested, operations, type Value, value } from '@chainrule/core';
import { formulaOf, parse, toTeX, toText } from '@chainrule/formula';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formulas, NAMES } from '../expression/expressions.ts';

const AT = [0.7, 1.3, 0.4, 2.1, 0.9];
const ELSEWHERE = [1.1, 0.2, 1.7, 0.6, 0.35];

const at = (names: readonly string[], numbers: readonly number[]) =>
  Object.fromEntries(names.map((name) => [name, numbers[NAMES.indexOf(name.replace('w_5', 'w5'))]]));

const close = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

describe('a graph that was read from a formula, written again', () => {
  test.each([
    ['text', 'text', (root: Value) => toText(formulaOf(root))],
    ['TeX', 'latex', (root: Value) => toTeX(formulaOf(root))],
  ] as const)('is the same function, as %s', (_, syntax, write) => {
    let compared = 0;
    fc.assert(
      fc.property(formulas, (expression) => {
        const f = parse(toText(expression));
        const root = f(at(f.names, AT));
        fc.pre(Number.isFinite(root.item()) && Math.abs(root.item()) < 1e6);
        const again = parse(write(root), { syntax, names: NAMES });
        const here = again(at(again.names, AT)).item();
        expect(close(root.item(), here), `${f} is ${root.item()}, again ${again} is ${here}`).toBe(true);
        const [there, thereAgain] = [f, again].map((each) => each(at(each.names, ELSEWHERE)).item());
        fc.pre(Number.isFinite(there) && Math.abs(there) < 1e6);
        expect(close(there, thereAgain), `${f} is ${there}, again ${again} is ${thereAgain}`).toBe(true);
        compared++;
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  test('every function of one number goes there and back', () => {
    const names = Object.entries(operations).flatMap(([name, operation]) =>
      operation.length === 1 && 'primitive' in operation ? [name] : [],
    );
    expect(names.length).toBeGreaterThan(40);
    for (const name of names) {
      const operation = (operations as unknown as Record<string, (x: Value) => Value>)[name];
      const point = Number.isFinite(operation(value(0.6)).item()) ? 0.6 : 1.6;
      const root = operation(value(point, { name: 'x' }));
      if (!root.primitive) continue;
      for (const [text, syntax] of [
        [toText(formulaOf(root)), 'text'],
        [toTeX(formulaOf(root)), 'latex'],
      ] as const)
        expect(parse(text, { syntax })({ x: point }).item(), text).toBeCloseTo(root.item(), 12);
    }
  });

  const matrices: Readonly<Record<string, Nested>> = {
    A: [
      [1.5, -2, 0.5],
      [0.25, 3, 1],
    ],
    B: [
      [1, 2],
      [-1, 0.5],
      [2, 1],
    ],
    v: [0.3, -0.7, 1.1],
  };

  test.each([
    'A @ B',
    "A' @ A",
    'A @ v',
    'sum(A, axis=0)',
    'mean(A^2, axis=1, keepDims=true) + 1',
    'mean(A)',
    'A[0, 1:3]',
    'A[:, -1]',
    'A[1]',
    'A[0][1]',
    'A[::-1, ::2]',
    'maximum(A, 0.5) * v',
    'softmax(A, axis=1)',
    'norm(v)',
    'reshape(A, [3, 2])',
    'max(A, axis=0)',
    'cumSum(v, axis=0)',
    'where(A > 0, A, 0.1*A)',
  ])('tensors too: %s', (text) => {
    const f = parse(text);
    const given = Object.fromEntries(f.names.map((name) => [name, matrices[name]]));
    const root = f(given);
    const written = toText(formulaOf(root));
    const again = parse(written);
    expect(
      again(Object.fromEntries(again.names.map((name) => [name, matrices[name]]))).toArray(),
      written,
    ).toEqual(root.toArray());
  });
});

describe('formulaOf', () => {
  test('stops at names, and takes the node itself apart', () => {
    const [w, x] = [value(2, { name: 'w' }), constant(3, { name: 'x' })];
    const net = w.mul(x).named('net');
    const out = net.sigmoid().named('out');
    expect(toText(formulaOf(out))).toBe('sigmoid(net)');
    expect(toText(formulaOf(net))).toBe('w·x');
    expect(toText(formulaOf(w))).toBe('w');
  });

  test('gives unnamed leaves names, and writes constants as numbers', () => {
    expect(toText(formulaOf(value(2).mul(value(3)).add(5)))).toBe('x1·x2 + 5');
    expect(toText(formulaOf(constant([1, 2])))).toBe('[1, 2]');
  });

  test('says of large constants and of many shared nodes no more than can be read', () => {
    let y = value(0.5, { name: 'x' });
    for (let i = 0; i < 60; i++) y = y.mul(y);
    expect(toText(formulaOf(y)).length).toBeLessThan(20_000);
    expect(toText(formulaOf(value(1, { name: 'x' }).mul(new Float64Array(100).map((_, i) => i))))).toBe(
      'x · constant [100]',
    );
  });

  test('names what has attributes that no formula can say', () => {
    const image = value(
      [
        [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      ],
      { name: 'image' },
    );
    expect(toText(formulaOf(conv2d(image, [[[[1]]]])))).toMatch(/^convolve\(image/);
    expect(toText(formulaOf(max(image)))).toMatch(/max|picked|amax/);
  });
});
