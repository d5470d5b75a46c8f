import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, type Expression, name, number } from '../../src/expression/expression.ts';
import { simplify } from '../../src/expression/simplify.ts';
import { lexLatex } from '../../src/read/latex/lexer.ts';
import { readStatements } from '../../src/read/parser.ts';
import { lexText } from '../../src/read/text-lexer.ts';
import { toTeX } from '../../src/write/tex.ts';
import { toText } from '../../src/write/text.ts';
import { evaluate } from '../expression/evaluate.ts';
import { formulas, NAMES } from '../expression/expressions.ts';

function read(text: string, latex: boolean): Expression {
  const source = { operation: 'parse', text, holes: [] };
  const tokens = latex ? lexLatex(source, new Set()) : lexText(source);
  const none = () => {
    throw new Error('no holes');
  };
  const grammar = {
    latex,
    derivatives: false,
    known: new Set<string>(),
    functions: new Map<string, string[]>(),
    hole: none,
    literal: none,
  };
  return readStatements(source, tokens, grammar)[0].sides[0];
}

const numbers = [0.7, -1.3, 0.4, 2.1, 0.9];
const values = Object.fromEntries(
  NAMES.flatMap((name, k) => [
    [name, numbers[k]],
    [name.replace('w5', 'w_5'), numbers[k]],
  ]),
);

/** Of two minus signs the outer one stands before a quotient that begins with the other. */
const twoSigns = call('div', [call('neg', [call('neg', [call('reciprocal', [name('a')])])]), number(0)]);

describe.each([
  ['text', (formula: Expression) => toText(formula), false],
  ['ASCII', (formula: Expression) => toText(formula, { ascii: true }), false],
  ['TeX', (formula: Expression) => toTeX(formula), true],
] as const)('a formula that was written as %s', (_, write, latex) => {
  test('is read as one of the same value, and written the same again', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const written = write(formula);
        const again = read(written, latex);
        expect(evaluate(again, values), written).toBe(evaluate(formula, values));
        // −(0) is read as the number −0, which is shown as 0.
        if (!/[-−]0(?![.\d])/.test(written)) expect(write(again)).toBe(written);
      }),
      { numRuns: 1000, examples: [[twoSigns]] },
    );
  });

  test('is read as what its simple form says', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        const simple = simplify(formula);
        expect(evaluate(read(write(simple), latex), values), write(simple)).toBe(evaluate(simple, values));
      }),
    );
  });
});
