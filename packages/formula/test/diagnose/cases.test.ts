import { readFileSync } from 'node:fs';
import type { Nested } from '@chainrule/core';
import { diagnose, FormulaError, parse } from '@chainrule/formula';
import { describe, expect, test } from 'vitest';

/** A claim as people write it, with its true gradient and verdict (`python3 scripts/oracle/claims`). */
interface Case {
  readonly formula: string;
  readonly at: Readonly<Record<string, Nested>>;
  readonly wrt: string;
  /** A formula, or numbers as a program prints them. */
  readonly claim: string | Nested;
  readonly verdict: 'right' | 'wrong' | 'coincidence' | 'refused';
  readonly truth: readonly number[];
  /** Kinds of reasons that name the mistake. */
  readonly reasons?: readonly string[];
}

const CASES = JSON.parse(readFileSync(new URL('./cases/claims.json', import.meta.url), 'utf8')) as Case[];

/** Of 100 wrong claims, how many get a reason that names the mistake. */
const NAMED_AT_LEAST = 92;

function diagnosed({ formula, at, wrt, claim }: Case) {
  const { result, nodes } = parse(formula).graph(at as Record<string, number>);
  return diagnose(result, { wrt: nodes.get(wrt)!, claim });
}

const numbersIn = (value: Nested): number[] =>
  typeof value === 'object' ? Array.from<Nested, number[]>(value, numbersIn).flat() : [Number(value)];

const titleOf = ({ formula, wrt, claim }: Case) =>
  `∂(${formula})/∂${wrt} = ${typeof claim === 'string' ? claim : JSON.stringify(claim)}`;

const titled = CASES.map((each) => [titleOf(each), each] as const);

/** What a formula on paper does not have: names that nobody gave, and what only the shapes of arrays ask for. */
const NOISE = /\bu\d+\b|reshape|broadcastTo|keepDims|transpose\(/;

describe('claims as people write them', () => {
  test.each(titled.filter(([, { verdict }]) => verdict !== 'refused'))('%s', (_, each) => {
    const { verdict, expected, readAs } = diagnosed(each);
    expect(verdict).toBe(each.verdict);
    const flat = numbersIn(expected!.value);
    for (const [k, x] of each.truth.entries()) expect(flat[k]).toBeCloseTo(x, 9);
    const isNumber = typeof each.claim !== 'string' || /^[\d.]+$/.test(each.claim);
    if (!isNumber && each.reasons?.[0] !== 'invalid') expect(readAs).toBeTypeOf('string');
  });

  test.each(titled.filter(([, { verdict }]) => verdict === 'refused'))('%s is refused', (_, each) => {
    expect(() => diagnosed(each)).toThrow(FormulaError);
  });

  test('the first reason names the mistake', () => {
    const wrong = CASES.filter(({ reasons }) => reasons !== undefined);
    const missed = wrong.filter((each) => !each.reasons!.includes(diagnosed(each).reasons[0].kind));
    const shown = missed.map(titleOf).join('\n');
    expect(wrong.length).toBeGreaterThan(250);
    expect(100 * (1 - missed.length / wrong.length), shown).toBeGreaterThanOrEqual(NAMED_AT_LEAST);
  });

  test('no message has what a formula on paper has not', () => {
    const noisy = CASES.filter(({ verdict }) => verdict !== 'refused').flatMap((each) => {
      const { reasons, note, expected } = diagnosed(each);
      const said = [...reasons.map(({ message }) => message), note ?? '', expected?.formula ?? ''];
      return said.filter((message) => NOISE.test(message));
    });
    expect(noisy).toEqual([]);
  });
});
