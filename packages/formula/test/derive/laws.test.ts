import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { product } from '../../src/derive/algebra/arithmetic.ts';
import { CLOSED } from '../../src/derive/algebra/closed-forms.ts';
import { WAYS } from '../../src/derive/algebra/identities.ts';
import { LAWS, type Law } from '../../src/derive/algebra/rules.ts';
import { STEPS } from '../../src/derive/algebra/simplest.ts';
import { asTerm } from '../../src/derive/algebra/sums.ts';
import type { Tensor, Term } from '../../src/derive/algebra/tensor.ts';
import { type Given, numbersOf, tensorOf } from './tensors.ts';

const near = (xs: readonly number[], ys: readonly number[]) => {
  const scale = Math.max(1, ...ys.map(Math.abs));
  return (
    xs.length === ys.length && ys.every((y, k) => !Number.isFinite(y) || Math.abs(xs[k] - y) <= 1e-9 * scale)
  );
};

const number = fc.double({ min: 0.1, max: 2, noNaN: true });

/** For each law of factors formulas of scalars whose product it changes. */
const SCALARS: Readonly<Record<string, readonly string[]>> = {
  'a^b a^c = a^(b + c)': ['y^x', 'y^(2 - z)'],
  '|a|^2 = a^2': ['abs(x - 1)^2'],
  '|a| sign a = a': ['abs(x - 1)', 'sign(x - 1)'],
  'sign(a)^2 = 1': ['sign(x - 1)^2'],
};

/** Laws that are seen where a formula is read: what it comes to is another formula's. */
const FORMULAS: Readonly<Record<string, readonly [formula: string, same: string]>> = {
  '(a^b)^r = a^(r b)': ['(y^x)^3', 'y^(3*x)'],
  'a^b with a number b': ['y^(x - x + 2)', 'y^2'],
  'e^(b ln a) = a^b': ['exp(x*ln(y) + z)', 'y^x*exp(z)'],
  'ln e^a = a': ['ln(exp(x*y))', 'x*y'],
  'A A⁻¹ = I': ['inverse(A) @ A @ v', 'v'],
  'an axis of two, taken apart again': ['tr(kron(A, B))', 'tr(A)*tr(B)'],
  'Σ p = 1': ['sum(softmax(v))', '1'],
};

const applied = (law: Law, term: Term): Term | undefined => {
  for (const each of term.factors) {
    const alone = law.one?.(each, [], term);
    if (alone) return product([alone, { ...term, factors: term.factors.filter((other) => other !== each) }]);
    for (const other of term.factors) {
      const pair = other !== each ? law.two?.(each, other, term, []) : undefined;
      if (pair) {
        const rest = term.factors.filter((one) => one !== each && one !== other);
        return product([pair, { ...term, factors: rest }]);
      }
    }
  }
  return undefined;
};

const scalar = (term: Term): Tensor => ({ axes: [], terms: [term] });

describe('laws of factors', () => {
  test('each law has its example here', () => {
    const named = [...Object.keys(SCALARS), ...Object.keys(FORMULAS)];
    expect(named.sort()).toEqual(LAWS.map(({ name }) => name).sort());
  });

  test.each(Object.entries(SCALARS))('%s', (name, factors) => {
    const law = LAWS.find((each) => each.name === name)!;
    const terms = factors.map((each) => asTerm(tensorOf(each, 'x, y, z')));
    const before = product(terms);
    fc.assert(
      fc.property(number, number, number, (x, y, z) => {
        const given = { x, y, z };
        const expected = factors
          .map((each) => numbersOf(tensorOf(each, 'x, y, z'), given)[0])
          .reduce((a, b) => a * b);
        // A factor alone was changed by the law when it was read.
        const after = factors.length > 1 ? applied(law, before) : before;
        expect(after).toBeDefined();
        expect(near(numbersOf(scalar(after!), given), [expected])).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test.each(Object.entries(FORMULAS))('%s', (_, [formula, same]) => {
    const where = 'x, y, z, A[n,n], B[m,m], v[n]';
    const [made, expected] = [formula, same].map((each) => tensorOf(each, where));
    fc.assert(
      fc.property(number, number, number, fc.array(number, { minLength: 3, maxLength: 3 }), (x, y, z, v) => {
        const A = [
          [x, y, z],
          [z, 1, y],
          [y, x, 2],
        ];
        const given: Given = { x, y, z, v, A, B: [v.slice(0, 2), v.slice(1)] };
        const sizes = { n: 3, m: 2 };
        expect(near(numbersOf(made, given, sizes), numbersOf(expected, given, sizes))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

/** Sums of products of what the identities are of. */
const sums = fc
  .array(
    fc.array(
      fc.constantFrom(
        'sin(x)',
        'cos(x)^2',
        'sin(x)^2',
        'tan(x)',
        '1/cos(x)',
        'sinh(y)',
        'cosh(y)^2',
        'tanh(y)',
        'exp(x)',
        '1/(1 + exp(-x))',
        'x',
        '(x - y)',
        '1/(x + y)',
        'sqrt(1 + x^2)',
        '(x + 1)^2',
        '3',
        '1/2',
      ),
      { minLength: 1, maxLength: 3 },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((terms) => terms.map((factors) => factors.join('*')).join(' - '));

const ROWS = ['exp(v)', 'sum(exp(v))', 'v', 'u', 'u*exp(v)', '1/(1 + exp(-v))', "(u' @ v)", '2', 'u*v'];

/** Sums of products of vectors and what is summed of them. */
const vectorSums = fc
  .array(fc.array(fc.constantFrom(...ROWS), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((terms) => terms.map((factors) => `v*${factors.join('*')}/sum(exp(v))`).join(' + '));

describe('ways to write a sum in another form', () => {
  const ways = [
    ...STEPS.map(({ name, make }) => [name, make] as const),
    ...WAYS.map(({ name, rewrite }) => [name, rewrite] as const),
  ];

  test.each(ways)('%s keeps the value of scalars', (_, way) => {
    fc.assert(
      fc.property(sums, number, number, (text, x, y) => {
        const before = tensorOf(text, 'x, y');
        const given = { x, y };
        expect(near(numbersOf(way(before), given), numbersOf(before, given))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each(ways)('%s keeps the value of vectors', (_, way) => {
    const three = fc.array(number, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(vectorSums, three, three, (text, u, v) => {
        const before = tensorOf(text, 'u[n], v[n]');
        const [xs, ys] = [way(before), before].map((each) => numbersOf(each, { u, v }, { n: 3 }));
        expect(near(xs, ys)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

/** For each closed form the formula that core computes, and the name that it has. */
const NAMED: Readonly<Record<string, readonly [formula: string, written: string]>> = {
  'e^z / Σ e^z = softmax z': ['exp(v)/sum(exp(v))', 'softmax'],
  'Σ v e^z / Σ e^z = Σ v softmax z': ['sum(u*exp(v))/sum(exp(v))', 'softmax'],
  'ln Σ e^z = logSumExp z': ['ln(sum(exp(v)))', 'logSumExp'],
  'e^z / (1 + e^z) = σ(z)': ['exp(v)/(1 + exp(v))', 'sigmoid'],
  '1 / (1 + e^z) = σ(−z)': ['1/(1 + exp(v))', 'sigmoid'],
  'Σ x / n = mean x': ['mean(u*v)', 'mean'],
};

describe('closed forms', () => {
  test('each has its example here', () => {
    expect(Object.keys(NAMED).sort()).toEqual(CLOSED.map(({ name }) => name).sort());
  });

  test.each(Object.entries(NAMED))('%s', (_, [formula, written]) => {
    const { make } = STEPS.find(({ name }) => name === 'functions by their names')!;
    const before = tensorOf(formula, 'u[n], v[n]');
    const after = make(before);
    expect(JSON.stringify(after)).toContain(`"${written}"`);
    const three = fc.array(number, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(three, three, (u, v) => {
        const [xs, ys] = [after, before].map((each) => numbersOf(each, { u, v }, { n: 3 }));
        expect(near(xs, ys)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
