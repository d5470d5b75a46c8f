import { readFileSync } from 'node:fs';
import { type Nested, sum, value } from '@chainrule/core';
import { diagnose, FormulaError, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';
import { refusals } from './refusals.ts';

/** A text with numbers for its names and what NumPy makes of its meaning; null where it must be refused. */
interface Snippet {
  readonly group: string;
  readonly latex: string;
  readonly at: Readonly<Record<string, Nested>>;
  readonly value: Nested | null;
}

const { scalars, cases } = JSON.parse(
  readFileSync(new URL('../fixtures/latex.json', import.meta.url), 'utf8'),
) as { readonly scalars: Readonly<Record<string, number>>; readonly cases: readonly Snippet[] };

const meaningful = cases.filter((each) => each.value !== null);

/** How far rounding may take two numbers from each other. */
const SAME = 1e-9;

function isSame(got: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(got) &&
      got.length === expected.length &&
      expected.every((each, k) => isSame(got[k], each))
    );
  const x = Number(expected);
  return typeof got === 'number' && Math.abs(got - x) <= SAME * (1 + Math.abs(x));
}

const at = (values: Readonly<Record<string, Nested>>) => values as Readonly<Record<string, number>>;

function outcome({ latex, at: values, value: expected }: Snippet): 'right' | 'misread' | 'refused' {
  try {
    return isSame(parse(latex, { syntax: 'latex' })(at(values)).toArray(), expected!) ? 'right' : 'misread';
  } catch {
    return 'refused';
  }
}

describe('LaTeX as people write it', () => {
  const of = (kind: string) => meaningful.filter((each) => outcome(each) === kind).map(({ latex }) => latex);

  test(`at least 97 % of ${meaningful.length} snippets are read right, and none is misread`, () => {
    expect(meaningful.length).toBeGreaterThanOrEqual(250);
    expect(of('misread')).toEqual([]);
    expect(of('refused')).toEqual([]);
    expect(of('right').length / meaningful.length).toBeGreaterThanOrEqual(0.97);
  });

  test('what has no meaning or two is refused, and the message says what to write', () => {
    const refused = cases.filter((each) => each.value === null);
    const messages = refused.map(({ latex, at: own }) => {
      try {
        const formula = parse(latex, { syntax: 'latex' });
        const given = formula.names.map((name) => [name, own[name] ?? scalars[name]] as const);
        return [latex, String(formula(Object.fromEntries(given)).toArray())];
      } catch (error) {
        return [
          latex,
          error instanceof FormulaError ? error.message.split('\n')[0].replace('parse: ', '') : error,
        ];
      }
    });
    expect(Object.fromEntries(messages)).toEqual(refusals);
  });

  test.each([...new Set(meaningful.map(({ group }) => group))])(
    'the same text is read alike as a claim: %s',
    (group) => {
      const claims = meaningful.filter((each) => each.group === group && isClaim(each));
      expect(claims.filter((each) => !isClaimedAlike(each)).map(({ latex }) => latex)).toEqual([]);
    },
    60_000,
  );
});

/** What a comparison reads is no part of the graph, and what is put in for a name may not depend on it. */
const NOT_IN_A_CLAIM = /\\mathb[bf]\{1\}|_\{x=a\}/;

/** A claim is one line, about what has a derivative. */
function isClaim({ latex, at: values }: Snippet): boolean {
  const formula = parse(latex, { syntax: 'latex' });
  const isOneLine =
    formula.definitions.length === 0 || (formula.definitions.length === 1 && latex.includes('f(x)'));
  return isOneLine && formula(at(values)).wantsGradient && !NOT_IN_A_CLAIM.test(latex);
}

/** Whether a text is right as the gradient of the sum of its entries, each times a parameter. */
function isClaimedAlike({ latex, at: values }: Snippet): boolean {
  const { result } = parse(latex, { syntax: 'latex' }).graph(at(values));
  const weights = value(onesLike(result.toArray() as Nested), { name: 'weights' });
  return diagnose(sum(result.mul(weights)), { wrt: weights, claim: latex, syntax: 'latex' }).right;
}

const onesLike = (x: Nested): Nested => (typeof x === 'number' ? 1 : (x as Nested[]).map(onesLike));
