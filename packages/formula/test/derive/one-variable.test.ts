import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { derive } from '../../src/derive/derive.ts';
import { parse } from '../../src/read/parse.ts';
import { toText } from '../../src/write/text.ts';
import { operations } from './operations.ts';

interface Case {
  readonly topic: string;
  readonly formula: string;
  /** The shortest of what SymPy's diff, simplify and factor give. */
  readonly sympy: string;
  readonly points: readonly (readonly [x: number, slope: number])[];
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('sets/one-variable.json', import.meta.url), 'utf8'),
);

/** How much longer than SymPy's shortest form a derivative may be, and in how many of the formulas it has to be shorter. */
const LONGEST = 1.2;
const MOST = 0.95;

describe('derivatives of one variable, held to SymPy', () => {
  const short: string[] = [];

  test.each(cases.map((each) => [each.formula, each] as const))('%s', (formula, { sympy, points }) => {
    const { parts, expression } = derive(formula, { wrt: 'x' });
    // Read again from its text.
    const read = parse(toText(expression));
    for (const [x, slope] of points) {
      const got = read(read.names.length > 0 ? { x } : {}).item();
      expect(Math.abs(got - slope)).toBeLessThanOrEqual(1e-8 * Math.max(1, Math.abs(slope)));
    }
    expect(parts[0]).toMatchObject({ simplified: true });
    expect(parts[0].points).toBeGreaterThan(0);
    if (operations(read.expression) <= LONGEST * operations(parse(sympy).expression)) short.push(formula);
  });

  test(`${100 * MOST} % of them have at most ${LONGEST} times the operations of SymPy's shortest form`, () => {
    expect(short.length).toBeGreaterThanOrEqual(MOST * cases.length);
  });
});
