import { operations, value } from '@chainrule/core';
import { describe, expect, test } from 'vitest';
import { meaning, NAMES, namesake } from '../../../scripts/test-support/namesakes.ts';
import { diagnose, explain, formulaOf, parse, toDot, toMermaid, toTeX, toText } from '../src/index.ts';
import { functionNamed } from '../src/read/functions.ts';

/*
 * A user's operation is written, explained and diagnosed as what it is, whatever it is called.
 */

const leaves = () => [value(1.5, { name: 'x' }), value(0.5, { name: 'y' })] as const;

describe.each([...NAMES, '−', 'x + sqrt', '√'])("a user's %s", (name) => {
  const own = namesake(name);
  const [x, y] = leaves();
  const E = own(x, y).named('E');

  test('is written as a function that no reader takes for one of core', () => {
    const formula = formulaOf(own(x, y));
    if (formula.kind !== 'call') throw new Error('expected a call');
    expect(functionNamed(formula.name, 2)).toBeUndefined();
    const text = toText(formula);
    expect(text).toMatch(/^\p{L}[\p{L}\p{N}_]*\(x, y\)$/u);
    expect(toText(formulaOf(own(x)))).toMatch(/^\p{L}[\p{L}\p{N}_]*\(x\)$/u);
    expect(toTeX(formula)).toContain('\\operatorname{');
    expect(() => parse(text).graph({ x: 1, y: 2 })).toThrow();
    for (const picture of [toDot(E), toMermaid(E).replaceAll('#95;', '_')])
      expect(picture).toContain(formula.name);
  });

  test('is differentiated as itself', () => {
    const steps = explain(E, { wrt: x }).toText();
    expect(steps).toContain('= 3');
    expect(diagnose(E, { wrt: x, claim: '2*x' }).right).toBe(true);
  });
});

/** Operations of core that formulas have signs for, and mistakes that are looked for by operation. */
const NOTED =
  'add sub mul div neg square sqrt pow tanh sigmoid exp log reciprocal relu matmul sum transpose where'.split(
    ' ',
  );

test.each(NOTED)("no mistake with core's %s is seen in a user's", (name) => {
  const own = namesake(name);
  const [x, y] = leaves();
  const E = own(own(x, y).mul(2), y).named('E');
  const like = meaning(meaning(x, y).mul(2), y).named('E');
  const wrong = diagnose(E, { wrt: x, claim: '3*x' });
  expect(wrong.right).toBe(false);
  expect(wrong.expected?.value).toBe(diagnose(like, { wrt: x, claim: '3*x' }).expected?.value);
  for (const { kind } of wrong.reasons) expect(kind).not.toBe('wrong-rule');
});

test("beside core's own it is told from that", () => {
  const add = namesake('add');
  const [x, y] = leaves();
  expect(toText(formulaOf(operations.add(add(x, y), x)))).toBe('custom_add(x, y) + x');
  expect(toDot(add(x, operations.add(x, y)))).toContain('custom_add');
});
